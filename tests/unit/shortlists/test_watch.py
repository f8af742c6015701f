"""What an adviser keeps an eye on: over all lists in use, theirs alone, each opportunity looked up once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.cards import find_card
from pathways.catalogue.models import Opportunity
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.plans.lines import live_kept
from pathways.shortlists.models import ResponseKind, Shortlist, ShortlistItem
from pathways.shortlists.operations.items import add_items, list_items
from pathways.shortlists.operations.lists import put_away
from pathways.shortlists.operations.sharing import answer, ask_removal, end_shares, make_share, settle_talks
from pathways.shortlists.queries.evidence import evidence_by_year
from pathways.shortlists.queries.own import owned_by
from pathways.shortlists.queries.seen import new_item
from pathways.shortlists.queries.shares import answers_to, to_talk_about
from pathways.shortlists.queries.watch import MOST_SHOWN, Watch, watch
from pathways.shortlists.rules.standing import is_closed
from tests.harness.catalogue import database_of
from tests.unit.shortlists.conftest import KEY, Schools, a_list, queries


@pytest.fixture(autouse=True)
def _in_words(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.fixture
def snapshot(app: Flask) -> CatalogueSnapshot:
    return app.extensions["catalogue"].snapshot()  # type: ignore[no-any-return]


@pytest.fixture
def dated(app: Flask, snapshot: CatalogueSnapshot) -> tuple[int, date]:
    """An opportunity with a closing day to come, and that day."""
    with database_of(app).open_session() as session:
        ids = list(session.scalars(select(Opportunity.id).order_by(Opportunity.id)))
    today = clock.today()
    for one in ids:
        card = find_card(snapshot, one, today)
        if card is not None and card.closes_on is not None and card.closes_on > today:
            return one, card.closes_on
    pytest.fail("the seeded catalogue closes nothing")


def with_items(session: Session, found: Shortlist, snapshot: CatalogueSnapshot, *ids: int) -> Shortlist:
    """Put opportunities on a list as they are today."""
    new = [new_item(snapshot, one, clock.today()) for one in ids]
    add_items(session, found, [item for item in new if item is not None])
    return found


def labels(found: tuple[Shortlist, ...]) -> list[str]:
    return [one.label for one in found]


def looked(session: Session, schools: Schools, snapshot: CatalogueSnapshot | None = None) -> Watch:
    """What the first adviser has to look at."""
    return watch(session, schools.first, snapshot, clock.today())


def test_an_empty_desk_has_nothing_to_look_at(session: Session, schools: Schools) -> None:
    found = looked(session, schools)
    assert found.lists == 0
    assert not any((found.removals, found.wants_talk, found.no_response, found.deadlines, found.closed))
    assert found.goes_on is None
    assert found.going_count == 0


def test_no_response_means_shared_and_not_answered(session: Session, schools: Schools) -> None:
    waiting = a_list(session, schools.first, "waiting", items=1)
    answered = a_list(session, schools.first, "answered", items=1)
    ended = a_list(session, schools.first, "ended", items=1)
    a_list(session, schools.first, "never shared", items=1)
    away = a_list(session, schools.first, "away", items=1)
    theirs = a_list(session, schools.second, "theirs", items=1)
    for found in (waiting, answered, ended, away, theirs):
        make_share(session, found, KEY)
    answer(session, list_items(session, answered)[0].id or 0, ResponseKind.INTERESTED)
    end_shares(session, ended)
    put_away(session, [away])
    found_now = looked(session, schools)
    assert labels(found_now.no_response) == ["waiting"]
    assert found_now.no_response_count == 1


@pytest.mark.parametrize(
    ("kind", "talks"),
    [
        (ResponseKind.TALK, ["A"]),
        (ResponseKind.INTERESTED, []),
        (ResponseKind.NOT_FOR_ME, []),
    ],
)
def test_who_wants_to_talk(session: Session, schools: Schools, kind: ResponseKind, talks: list[str]) -> None:
    made = a_list(session, schools.first, "A", items=2)
    answer(session, list_items(session, made)[1].id or 0, kind)
    found = looked(session, schools)
    assert labels(found.wants_talk) == talks
    assert found.talk_count == len(talks)


def test_who_was_talked_with_is_listed_no_more_and_their_answer_stays(
    session: Session, schools: Schools
) -> None:
    made = a_list(session, schools.first, "A", items=3)
    first, second, third = (item.id or 0 for item in list_items(session, made))
    answer(session, first, ResponseKind.TALK)
    answer(session, second, ResponseKind.TALK)
    answer(session, third, ResponseKind.INTERESTED)
    settle_talks(session, made, [first, third])
    assert looked(session, schools).talk_count == 1, "the second was not on the page when they talked"
    assert to_talk_about(session, made.id or 0) == {second}
    settle_talks(session, made, [second])
    assert looked(session, schools).wants_talk == ()
    assert answers_to(session, [made.id or 0])[first] is ResponseKind.TALK
    (eleven,) = evidence_by_year(session, owned_by(schools.first))
    assert eleven.answers == {ResponseKind.TALK: 2, ResponseKind.INTERESTED: 1}
    answer(session, first, ResponseKind.TALK)
    assert labels(looked(session, schools).wants_talk) == ["A"], "they want to talk again"


def test_talks_are_settled_on_their_own_list_alone(session: Session, schools: Schools) -> None:
    made, other = (
        a_list(session, schools.first, "A", items=1),
        a_list(session, schools.second, "B", items=1),
    )
    (theirs,) = list_items(session, other)
    answer(session, theirs.id or 0, ResponseKind.TALK)
    settle_talks(session, made, [theirs.id or 0, 0, 2**40])
    assert to_talk_about(session, other.id or 0) == {theirs.id}
    assert to_talk_about(session, made.id or 0) == frozenset()


def test_who_asks_for_removal(session: Session, schools: Schools) -> None:
    ask_removal(session, a_list(session, schools.first, "A"))
    ask_removal(session, a_list(session, schools.second, "B"))
    found = looked(session, schools)
    assert labels(found.removals) == ["A"]
    assert found.removal_count == 1


def test_only_the_first_few_are_named_and_all_are_counted(session: Session, schools: Schools) -> None:
    for number in range(MOST_SHOWN + 5):
        ask_removal(session, a_list(session, schools.first, f"P-{number:02}"))
    found = looked(session, schools)
    assert len(found.removals) == MOST_SHOWN
    assert found.removal_count == MOST_SHOWN + 5
    assert labels(found.removals)[0] == "P-00"


@pytest.mark.parametrize(
    ("days_before", "is_near"),
    [
        (0, True),
        (1, True),
        (30, True),
        (31, False),
        (90, False),
    ],
)
def test_deadlines_of_the_next_thirty_days(
    session: Session,
    schools: Schools,
    snapshot: CatalogueSnapshot,
    dated: tuple[int, date],
    days_before: int,
    is_near: bool,
) -> None:
    one, closes = dated
    clock.set_clock(None)
    with_items(session, a_list(session, schools.first, "A"), snapshot, one)
    today = closes - timedelta(days=days_before)
    found = watch(session, schools.first, snapshot, today)
    assert (found.deadline_count == 1) is is_near
    assert [item.seen.standing.closes_on for item in found.deadlines] == ([closes] if is_near else [])


def test_the_first_deadlines_are_shown_whatever_the_list_is_called(
    app: Flask, session: Session, schools: Schools, snapshot: CatalogueSnapshot
) -> None:
    """Three hundred pupils may have one deadline in two weeks, and the last by name one tomorrow."""
    clock.set_clock(None)
    first, second = two_deadlines(app, snapshot)
    for number in range(10 * MOST_SHOWN + 5):
        with_items(session, a_list(session, schools.first, f"A-{number:03}"), snapshot, second[0])
    with_items(session, a_list(session, schools.first, "Z"), snapshot, first[0])
    found = watch(session, schools.first, snapshot, first[1])
    assert found.deadline_count == 10 * MOST_SHOWN + 6
    shown = [(one.shortlist.label, one.seen.standing.closes_on) for one in found.deadlines]
    assert shown[:2] == [("Z", first[1]), ("A-000", second[1])]
    assert len(shown) == MOST_SHOWN


def two_deadlines(app: Flask, snapshot: CatalogueSnapshot) -> tuple[tuple[int, date], tuple[int, date]]:
    """Two opportunities that close within thirty days of each other, the earlier first, with their days."""
    today = clock.today()
    with database_of(app).open_session() as session:
        cards = [find_card(snapshot, one, today) for one in session.scalars(select(Opportunity.id))]
    dated = sorted((card.closes_on, card.id) for card in cards if card is not None and card.closes_on)
    for (day, one), (later, other) in pairwise(dated):
        if today < day < later <= day + timedelta(days=30):
            return (one, day), (other, later)
    pytest.fail("no two deadlines of the seeded catalogue lie so near")


def test_all_that_changed_is_counted_and_the_first_few_are_shown(
    session: Session, schools: Schools, snapshot: CatalogueSnapshot, dated: tuple[int, date]
) -> None:
    clock.set_clock(None)
    for number in range(MOST_SHOWN + 5):
        made = with_items(session, a_list(session, schools.first, f"P-{number:02}"), snapshot, dated[0])
        (item,) = list_items(session, made)
        item.as_saved = item.as_saved | {"card": item.as_saved["card"] | {"title": "As it was called then"}}
        item.facts = "before"
    session.flush()
    found = looked(session, schools, snapshot)
    assert found.changed_count == MOST_SHOWN + 5
    assert labels(tuple(one.shortlist for one in found.changed)) == [f"P-{n:02}" for n in range(MOST_SHOWN)]


def test_the_day_after_its_deadline_it_is_closed(
    session: Session, schools: Schools, snapshot: CatalogueSnapshot, dated: tuple[int, date]
) -> None:
    one, closes = dated
    clock.set_clock(None)
    with_items(session, a_list(session, schools.first, "A"), snapshot, one)
    years_on = watch(session, schools.first, snapshot, closes + timedelta(days=2000))
    assert years_on.deadline_count == 0
    assert years_on.closed_count == 1
    assert years_on.closed[0].shortlist.label == "A"


def test_what_has_gone_from_the_catalogue_is_closed(
    session: Session, schools: Schools, snapshot: CatalogueSnapshot, dated: tuple[int, date]
) -> None:
    made = with_items(session, a_list(session, schools.first, "A"), snapshot, dated[0])
    list_items(session, made)[0].opportunity_id = 2_000_000_000
    session.flush()
    found = looked(session, schools, snapshot)
    assert [(one.shortlist.label, one.seen.standing.is_closed) for one in found.closed] == [("A", True)]
    assert found.changed == ()


def test_archived_lists_and_those_of_others_are_not_watched(
    session: Session, schools: Schools, snapshot: CatalogueSnapshot, dated: tuple[int, date]
) -> None:
    away = with_items(session, a_list(session, schools.first, "A"), snapshot, dated[0])
    theirs = with_items(session, a_list(session, schools.second, "B"), snapshot, dated[0])
    for found in (away, theirs):
        list_items(session, found)[0].opportunity_id = 2_000_000_000
    put_away(session, [away])
    session.flush()
    assert looked(session, schools, snapshot).closed_count == 0


@pytest.mark.parametrize(
    ("today", "count"),
    [
        (date(2027, 7, 19), 0),
        (date(2027, 7, 20), 2),
        (date(2027, 8, 31), 2),
    ],
)
def test_lists_that_go_soon_are_counted(session: Session, schools: Schools, today: date, count: int) -> None:
    a_list(session, schools.first, "A")
    a_list(session, schools.first, "B")
    a_list(session, schools.second, "C")
    found = watch(session, schools.first, None, today)
    assert found.going_count == count
    assert found.goes_on == (date(2027, 8, 31) if count else None)


def test_without_a_catalogue_nothing_is_said_of_what_is_on_them(
    session: Session, schools: Schools, snapshot: CatalogueSnapshot, dated: tuple[int, date]
) -> None:
    made = with_items(session, a_list(session, schools.first, "A"), snapshot, dated[0])
    list_items(session, made)[0].opportunity_id = 2_000_000_000
    session.flush()
    found = looked(session, schools, None)
    assert (found.closed_count, found.deadline_count, found.changed) == (0, 0, ())
    assert found.lists == 1


def test_it_asks_the_database_as_often_for_many_lists_as_for_few(
    session: Session, schools: Schools, snapshot: CatalogueSnapshot, dated: tuple[int, date]
) -> None:
    def queries() -> int:
        asked: list[str] = []
        engine = session.get_bind()

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        looked(session, schools, snapshot)
        event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    with_items(session, a_list(session, schools.first, "first"), snapshot, dated[0])
    session.flush()
    few = queries()
    for number in range(40):
        with_items(session, a_list(session, schools.first, f"P-{number}"), snapshot, dated[0])
    session.flush()
    assert queries() == few
    assert session.scalar(select(ShortlistItem.id).limit(1)) is not None


def test_every_changed_item_is_counted_however_many(
    session: Session, schools: Schools, snapshot: CatalogueSnapshot, app: Flask
) -> None:
    """Ninety lists with forty open things each, every third of them under another name when it was added."""
    today = clock.today()
    with database_of(app).open_session() as own:
        ids = list(own.scalars(select(Opportunity.id).order_by(Opportunity.id)).all())
    open_now = [one for one in ids if not is_closed(live_kept(snapshot, one, today), today)][:40]
    new = [item for one in open_now if (item := new_item(snapshot, one, today)) is not None]
    older = [
        replace(
            item,
            facts="0" * 16,
            as_saved={**item.as_saved, "card": {**item.as_saved["card"], "title": "Old"}},
        )
        if number % 3 == 0
        else item
        for number, item in enumerate(new)
    ]
    for number in range(90):
        add_items(session, a_list(session, schools.first, f"P-{number}"), older)
    with queries(session) as asked:
        found = looked(session, schools, snapshot)
    assert found.changed_count == 90 * 14 > 1000
    assert len(found.changed) == MOST_SHOWN
    assert [one.shortlist.label for one in found.changed] == ["P-0"] * 14 + ["P-1"] * 6
    assert len(asked) < 20
