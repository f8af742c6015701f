"""A link opens one list, for a while, and can be ended. The tables alone open nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.database import Database
from pathways.shortlists.models import (
    ListKind,
    ListState,
    ResponseKind,
    Shortlist,
    ShortlistResponse,
    ShortlistShare,
)
from pathways.shortlists.operations.items import list_items
from pathways.shortlists.operations.lists import bring_back, delete_lists, put_away
from pathways.shortlists.operations.retention import forget_old_lists
from pathways.shortlists.operations.sharing import (
    answer,
    ask_removal,
    end_shares,
    hash_of,
    make_missing_shares,
    make_share,
    note_opening,
    settle_removal,
    token_of,
)
from pathways.shortlists.queries.pages import ListFilter, page_of_lists
from pathways.shortlists.queries.shares import answers_to, live_share, live_shares, open_list
from pathways.shortlists.queries.watch import watch
from tests.unit.shortlists.conftest import KEY, Schools, a_list, queries


def opened(session: Session, token: str) -> str | None:
    found = open_list(session, hash_of(token, KEY), clock.today())
    return None if found is None else found.shortlist.label


def links_to(session: Session, found: Shortlist) -> int:
    """How many links are kept for a list, working or not."""
    return len(list(session.scalars(select(ShortlistShare).where(ShortlistShare.shortlist_id == found.id))))


def test_a_link_opens_its_list(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    token = token_of(make_share(session, made, KEY), KEY)
    assert len(token) == 43
    assert opened(session, token) == "11B-01"
    assert opened(session, token[:-1] + ("A" if token[-1] != "A" else "E")) is None


def test_the_link_is_in_no_table_and_needs_the_key(session: Session, schools: Schools) -> None:
    share = make_share(session, a_list(session, schools.first), KEY)
    token = token_of(share, KEY)
    stored = [str(value) for row in session.execute(select(ShortlistShare.__table__)) for value in row]  # type: ignore[attr-defined]
    assert token not in stored
    assert token_of(share, "another key" * 5) != token
    assert hash_of(token, "another key" * 5) != share.token_hash
    assert opened(session, share.nonce) is None
    assert opened(session, share.token_hash) is None


def test_every_link_is_another(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    assert len({token_of(make_share(session, made, KEY), KEY) for _ in range(20)}) == 20


@pytest.mark.parametrize(("days", "expires"), [(7, date(2027, 3, 17)), (90, date(2027, 6, 8))])
def test_a_link_ends_after_its_days(
    session: Session, schools: Schools, clock_at: Callable[[datetime], None], days: int, expires: date
) -> None:
    share = make_share(session, a_list(session, schools.first), KEY, days)
    assert share.expires_on == expires
    token = token_of(share, KEY)
    clock_at(datetime(expires.year, expires.month, expires.day, 12, tzinfo=UTC))
    assert opened(session, token) == "11B-01"
    clock_at(datetime(expires.year, expires.month, expires.day + 1, 12, tzinfo=UTC))
    assert opened(session, token) is None


def test_a_link_never_outlives_its_list(
    session: Session, schools: Schools, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2027, 8, 1, tzinfo=UTC))
    share = make_share(session, a_list(session, schools.first), KEY, 90)
    assert share.expires_on == date(2027, 8, 31)


def test_a_new_link_ends_the_one_before(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    before, after = (token_of(make_share(session, made, KEY), KEY) for _ in range(2))
    assert opened(session, before) is None
    assert opened(session, after) == "11B-01"
    assert links_to(session, made) == 2


def test_an_ended_link_opens_nothing(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    share = make_share(session, made, KEY)
    token = token_of(share, KEY)
    end_shares(session, made)
    ended = share.revoked_at
    assert ended is not None
    end_shares(session, made)
    assert share.revoked_at == ended, "it ended once"
    assert opened(session, token) is None
    assert live_share(session, made.id or 0, clock.today()) is None


def test_the_link_of_a_list_that_was_put_away_opens_nothing(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    share = make_share(session, made, KEY)
    put_away(session, [made])
    assert opened(session, token_of(share, KEY)) is None
    assert live_share(session, made.id or 0, clock.today()) is None, "so it is on no sheet of paper either"
    bring_back(session, [made])
    assert live_share(session, made.id or 0, clock.today()) is share


@pytest.mark.parametrize("what", ["works", "ended", "ran out", "put away", "has to go"])
def test_every_page_means_the_same_by_a_link_that_works(
    session: Session, schools: Schools, clock_at: Callable[[datetime], None], what: str
) -> None:
    made = a_list(session, schools.first, items=1)
    share = make_share(session, made, KEY, 7)
    if what == "ended":
        end_shares(session, made)
    elif what == "ran out":
        clock_at(datetime(2027, 3, 18, 12, tzinfo=UTC))
    elif what == "put away":
        put_away(session, [made])
    elif what == "has to go":
        made.goes_on = date(2027, 3, 9)
    session.flush()
    today = clock.today()
    state = ListState.ARCHIVED if what == "put away" else ListState.ACTIVE
    (line,) = page_of_lists(session, schools.first, ListFilter(state=state), today).lines
    told = (
        opened(session, token_of(share, KEY)) is not None,
        live_share(session, made.id or 0, today) is not None,
        line.is_shared,
        watch(session, schools.first, None, today).no_response_count == 1,
    )
    assert set(told) == {what == "works"}


def test_links_of_a_whole_class_are_found_in_one_query(session: Session, schools: Schools) -> None:
    made = [a_list(session, schools.first, f"A{number}") for number in range(5)]
    shares = [make_share(session, found, KEY) for found in made[:3]]
    newer = make_share(session, made[0], KEY)
    with queries(session) as asked:
        found = live_shares(session, [one.id or 0 for one in made], clock.today())
    assert found == {made[0].id: newer, made[1].id: shares[1], made[2].id: shares[2]}
    assert len(asked) == 1
    assert live_shares(session, [], clock.today()) == {}


def test_printing_makes_the_links_that_are_missing(session: Session, schools: Schools) -> None:
    first, second = a_list(session, schools.first, "A"), a_list(session, schools.first, "B")
    template = a_list(session, schools.first, "C", kind=ListKind.TEMPLATE)
    away = a_list(session, schools.first, "D")
    put_away(session, [away])
    there = make_share(session, first, KEY)
    every = [first, second, template, away]
    assert make_missing_shares(session, every, KEY) == [second]
    assert make_missing_shares(session, every, KEY) == []
    assert live_share(session, first.id or 0, clock.today()) is there
    end_shares(session, first)
    assert make_missing_shares(session, every, KEY) == [first]
    token = live_share(session, second.id or 0, clock.today())
    assert token is not None and opened(session, token_of(token, KEY)) == "B"


def test_links_for_a_class_take_no_more_statements_than_for_a_few(session: Session, schools: Schools) -> None:
    made = [a_list(session, schools.first, f"A{number}") for number in range(63)]
    counts = []
    for some in (made[:3], made[3:]):
        with queries(session) as asked:
            make_missing_shares(session, some, KEY)
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 2, counts


def test_openings_are_noted_first_and_last(
    session: Session, schools: Schools, clock_at: Callable[[datetime], None]
) -> None:
    share = make_share(session, a_list(session, schools.first), KEY)
    first, last = datetime(2027, 3, 11, 8, tzinfo=UTC), datetime(2027, 3, 12, 8, tzinfo=UTC)
    for moment in (first, last):
        clock_at(moment)
        note_opening(session, share)
    assert (share.first_opened_at, share.last_opened_at) == (first, last)
    found = session.get_one(Shortlist, share.shortlist_id)
    assert (found.first_shared_on, found.first_opened_on) == (date(2027, 3, 10), date(2027, 3, 11))
    clock_at(datetime(2027, 3, 20, 8, tzinfo=UTC))
    note_opening(session, make_share(session, found, KEY))
    assert (found.first_shared_on, found.first_opened_on) == (date(2027, 3, 10), date(2027, 3, 11))


def test_an_opening_is_not_noted_of_a_list_that_its_adviser_deletes_at_that_moment(
    session: Session, database: Database, schools: Schools
) -> None:
    share = make_share(session, a_list(session, schools.first), KEY)
    session.commit()
    with database.unit_of_work() as adviser:
        delete_lists(adviser, [adviser.get_one(Shortlist, share.shortlist_id)])
    note_opening(session, share)
    session.commit()
    assert session.scalars(select(ShortlistShare)).all() == []


def test_the_last_answer_counts(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first, items=2)
    first, second = (item.id or 0 for item in list_items(session, made))
    answer(session, first, ResponseKind.INTERESTED)
    answer(session, first, ResponseKind.NOT_FOR_ME)
    answer(session, second, ResponseKind.TALK)
    assert answers_to(session, [made.id or 0]) == {
        first: ResponseKind.NOT_FOR_ME,
        second: ResponseKind.TALK,
    }
    assert len(list(session.scalars(select(ShortlistResponse)))) == 2


def test_a_pupil_can_ask_for_removal_and_the_first_time_counts(
    session: Session, schools: Schools, clock_at: Callable[[datetime], None]
) -> None:
    made = a_list(session, schools.first)
    ask_removal(session, made)
    asked = made.removal_asked_at
    clock_at(datetime(2027, 4, 1, tzinfo=UTC))
    ask_removal(session, made)
    assert made.removal_asked_at == asked is not None
    settle_removal(session, made)
    assert made.removal_asked_at is None


def test_links_that_ended_long_ago_are_forgotten(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    make_share(session, made, KEY, 7)
    forget_old_lists(session, datetime(2027, 4, 16, 12, tzinfo=UTC))
    assert links_to(session, made) == 1
    forget_old_lists(session, datetime(2027, 4, 17, 12, tzinfo=UTC))
    assert links_to(session, made) == 0


def test_links_that_were_ended_long_ago_are_forgotten_too(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    make_share(session, made, KEY, 90)
    end_shares(session, made)
    forget_old_lists(session, datetime(2027, 4, 9, 8, tzinfo=UTC))
    assert links_to(session, made) == 1
    forget_old_lists(session, datetime(2027, 4, 9, 10, tzinfo=UTC))
    assert links_to(session, made) == 0


def test_a_link_that_works_is_never_forgotten(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    make_share(session, made, KEY, 90)
    forget_old_lists(session, datetime(2027, 6, 8, 12, tzinfo=UTC))
    assert links_to(session, made) == 1
