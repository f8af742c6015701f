"""Lists are made, found, changed, put away and deleted."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.criteria import Learner
from pathways.database import metadata
from pathways.shortlists.models import (
    AdviserDesk,
    ListKind,
    ListState,
    ResponseKind,
    Shortlist,
    ShortlistItem,
    ShortlistResponse,
    ShortlistShare,
)
from pathways.shortlists.operations.editing import Changed, take_list
from pathways.shortlists.operations.items import list_items
from pathways.shortlists.operations.lists import (
    bring_back,
    change_details,
    delete_lists,
    keep_answers,
    make_lists,
    put_away,
    take_in_hand,
    want_digest,
)
from pathways.shortlists.operations.retention import forget_old_lists
from pathways.shortlists.operations.sharing import answer, end_shares, make_share, note_opening
from pathways.shortlists.queries.own import own_lists
from pathways.shortlists.queries.pages import PAGE_SIZE, ListFilter, page_of_lists
from pathways.shortlists.queries.year import lists_of_year
from pathways.shortlists.rules.details import ListDetails, details_of, learner_of
from tests.unit.shortlists.conftest import KEY, Schools, a_list

LEARNER = Learner("year-10-11", "expect", "have", 5, "1", None)


def test_a_new_list_says_when_it_goes(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    assert (made.last_edited_on, made.goes_on) == (date(2027, 3, 10), date(2027, 8, 31))
    assert made.state is ListState.ACTIVE and made.version == 1


def test_details_come_back_as_they_were_given(session: Session, schools: Schools) -> None:
    details = ListDetails("11B-01", ListKind.GROUP, 11, "After the fair", "DH8-5", LEARNER)
    (made,) = make_lists(session, schools.first, details)
    session.expire_all()
    assert details_of(made) == details
    plain = ListDetails("AB")
    change_details(session, made, plain, 1)
    assert details_of(made) == plain
    assert learner_of(made) is None


def test_three_hundred_lists_are_made_at_once(session: Session, schools: Schools) -> None:
    labels = [f"11B-{number:03}" for number in range(300)]
    made = make_lists(session, schools.first, ListDetails("", year_group=11), labels)
    assert [found.label for found in made] == labels
    page = page_of_lists(session, schools.first, ListFilter(year_group=11), clock.today())
    assert (page.total, page.pages, len(page.lines)) == (300, 6, PAGE_SIZE)
    assert page.lines[0].shortlist.label == "11B-000"


def test_the_second_of_two_changes_is_told_of_the_first(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    change_details(session, made, ListDetails("first"), 1)
    with pytest.raises(Changed):
        change_details(session, made, ListDetails("second"), 1)
    assert (made.label, made.version) == ("first", 2)
    change_details(session, made, ListDetails("second"), 2)
    assert made.label == "second"


def test_every_change_starts_the_clock_again(
    session: Session, schools: Schools, clock_at: Callable[[datetime], None]
) -> None:
    made = a_list(session, schools.first)
    clock_at(datetime(2027, 9, 2, tzinfo=UTC))
    taken = take_list(session, schools.first, made.id or 0)
    assert taken is made
    assert (made.last_edited_on, made.goes_on) == (date(2027, 9, 2), date(2028, 8, 31))


@pytest.mark.parametrize(
    ("wanted", "labels"),
    [
        (ListFilter(), ["AB", "ab 100%", "XY"]),
        (ListFilter(words="ab"), ["AB", "ab 100%"]),
        (ListFilter(words="0%"), ["ab 100%"]),
        (ListFilter(words="_"), []),
        (ListFilter(year_group=10), ["XY"]),
        (ListFilter(kind=ListKind.GROUP), ["ab 100%"]),
        (ListFilter(state=ListState.ARCHIVED), ["old"]),
        (ListFilter(page=99), ["AB", "ab 100%", "XY"]),
    ],
)
def test_lists_are_searched_and_filtered(
    session: Session, schools: Schools, wanted: ListFilter, labels: list[str]
) -> None:
    a_list(session, schools.first, "AB", year_group=9)
    a_list(session, schools.first, "ab 100%", year_group=9, kind=ListKind.GROUP)
    a_list(session, schools.first, "XY", year_group=10)
    put_away(session, [a_list(session, schools.first, "old")])
    page = page_of_lists(session, schools.first, wanted, clock.today())
    assert [line.shortlist.label for line in page.lines] == labels


def test_labels_stand_in_the_order_of_a_register(session: Session, schools: Schools) -> None:
    for label in ("11B-10", "11b-9", "11B-100", "11B-2", "AB", "9A-1"):
        a_list(session, schools.first, label, year_group=11)
    wanted = ["9A-1", "11B-2", "11b-9", "11B-10", "11B-100", "AB"]
    lines = page_of_lists(session, schools.first, ListFilter(), clock.today()).lines
    assert [line.shortlist.label for line in lines] == wanted
    assert [found.label for found in lists_of_year(session, schools.first, 11)] == wanted
    ids = tuple(line.shortlist.id or 0 for line in lines)
    assert [found.label for found in own_lists(session, schools.first, ids[::-1])] == wanted


def test_pages_follow_that_order_and_hold_each_list_once(session: Session, schools: Schools) -> None:
    for number in range(PAGE_SIZE + 3, 0, -1):
        a_list(session, schools.first, f"P-{number}")
    pages = [
        page_of_lists(session, schools.first, ListFilter(page=number), clock.today()) for number in (1, 2)
    ]
    shown = [line.shortlist.label for page in pages for line in page.lines]
    assert shown == [f"P-{number}" for number in range(1, PAGE_SIZE + 4)]
    assert pages[0].total == PAGE_SIZE + 3


@pytest.mark.parametrize("words", ["É", "é", "12C-É", "12c-é"])
def test_letters_with_accents_are_found_in_either_case(
    session: Session, schools: Schools, words: str
) -> None:
    a_list(session, schools.first, "12C-É")
    a_list(session, schools.first, "12C-E")
    page = page_of_lists(session, schools.first, ListFilter(words=words), clock.today())
    assert [line.shortlist.label for line in page.lines] == ["12C-É"]


@pytest.mark.parametrize("ending", ["revoked", "run out"])
def test_a_list_is_shared_no_more_when_its_link_has_ended(
    session: Session, schools: Schools, ending: str
) -> None:
    made = a_list(session, schools.first, items=1)
    share = make_share(session, made, KEY)
    today = clock.today()
    if ending == "revoked":
        end_shares(session, made)
    else:
        today = share.expires_on + timedelta(days=1)
        (before,) = page_of_lists(session, schools.first, ListFilter(), share.expires_on).lines
        assert before.is_shared
    (line,) = page_of_lists(session, schools.first, ListFilter(), today).lines
    assert not line.is_shared
    make_share(session, made, KEY)
    (again,) = page_of_lists(session, schools.first, ListFilter(), clock.today()).lines
    assert again.is_shared


def test_a_line_says_what_is_on_a_list_and_what_came_back(session: Session, schools: Schools) -> None:
    made, empty = a_list(session, schools.first, "AB", items=3), a_list(session, schools.first, "XY")
    share = make_share(session, made, KEY)
    answer(session, list_items(session, made)[0].id or 0, ResponseKind.TALK)
    lines = page_of_lists(session, schools.first, ListFilter(), clock.today()).lines
    assert [(line.items, line.answered, line.is_shared, line.is_opened) for line in lines] == [
        (3, 1, True, False),
        (0, 0, False, False),
    ]
    note_opening(session, share)
    assert page_of_lists(session, schools.first, ListFilter(), clock.today()).lines[0].is_opened
    assert empty.label == "XY"


def test_an_archived_list_comes_back(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first, items=1)
    put_away(session, [made])
    bring_back(session, [made])
    assert made.state is ListState.ACTIVE
    assert len(list_items(session, made)) == 1


def test_a_deleted_list_leaves_its_label_nowhere(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first, "ZQX-MARKED", items=2, purpose="ZQX-MARKED too")
    take_in_hand(session, schools.first, made)
    make_share(session, made, KEY)
    answer(session, list_items(session, made)[0].id or 0, ResponseKind.INTERESTED)
    keep_answers(session, made, "yes=r1")
    session.commit()
    delete_lists(session, [made])
    session.commit()
    for model in (Shortlist, ShortlistItem, ShortlistShare, ShortlistResponse):
        assert session.scalar(select(func.count()).select_from(model)) == 0
    everything = [
        str(value)
        for table in metadata.sorted_tables
        for row in session.execute(table.select())
        for value in row
    ]
    assert not [value for value in everything if "ZQX" in value]
    desk = session.scalars(select(AdviserDesk)).one()
    assert desk.in_hand_id is None


def test_lists_go_on_31_august_with_all_that_is_theirs(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first, items=2)
    make_share(session, made, KEY)
    later = a_list(session, schools.other, "later")
    later.goes_on = date(2028, 8, 31)
    session.flush()
    assert forget_old_lists(session, datetime(2027, 8, 30, 12, tzinfo=UTC)) == 0
    assert forget_old_lists(session, datetime(2027, 8, 31, 12, tzinfo=UTC)) == 1
    session.expire_all()
    assert [found.label for found in session.scalars(select(Shortlist))] == ["later"]
    assert session.scalar(select(func.count()).select_from(ShortlistItem)) == 0
    assert session.scalar(select(func.count()).select_from(ShortlistShare)) == 0


def test_letters_are_wanted_only_when_asked_for(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    take_in_hand(session, schools.first, made)
    desk = session.scalars(select(AdviserDesk)).one()
    assert not desk.wants_digest
    want_digest(session, schools.first, wanted=True)
    assert desk.wants_digest and desk.in_hand_id == made.id
    want_digest(session, schools.first, wanted=False)
    assert not desk.wants_digest
