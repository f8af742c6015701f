"""What became of an opportunity since it was saved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.starts import StartDates
from pathways.plans.changes import Change, changes_since
from pathways.plans.kept import Kept
from tests.unit.plans.samples import SEPTEMBER, TODAY, kept, start

SAVED_ON = date(2027, 1, 10)
LATER = date(2027, 9, 13)


def changes(before: Kept, after: Kept | None, *, today: date = TODAY) -> tuple[Change, ...]:
    return changes_since(before, after, saved_on=SAVED_ON, today=today)


def kinds(before: Kept, after: Kept | None, *, today: date = TODAY) -> list[str]:
    return [change.kind for change in changes(before, after, today=today)]


def test_what_is_the_same_did_not_change() -> None:
    assert changes(kept(), kept()) == ()


def test_a_closing_day_that_moved_is_told_with_both_days() -> None:
    moved = kept(start(SEPTEMBER.starts_on, date(2027, 3, 10)))
    assert changes(kept(), moved) == (Change("closing-moved", date(2027, 3, 3), date(2027, 3, 10)),)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [(None, date(2027, 3, 10), "closing-given"), (date(2027, 3, 3), None, "closing-dropped")],
)
def test_a_closing_day_may_come_and_go(before: date | None, after: date | None, kind: str) -> None:
    first = kept(start(SEPTEMBER.starts_on, before))
    assert changes(first, kept(start(SEPTEMBER.starts_on, after))) == (Change(kind, before, after),)  # type: ignore[arg-type]


def test_one_start_for_another_has_moved_with_its_closing_day() -> None:
    moved = kept(start(LATER, date(2027, 4, 1)))
    assert changes(kept(), moved) == (
        Change("start-moved", SEPTEMBER.starts_on, LATER),
        Change("closing-moved", date(2027, 3, 3), date(2027, 4, 1)),
    )


def test_a_further_start_is_new_and_one_that_left_is_dropped() -> None:
    both = kept(SEPTEMBER, start(LATER))
    assert changes(kept(), both) == (Change("start-new", after=LATER),)
    assert changes(both, kept()) == (Change("start-dropped", before=LATER),)


def test_two_starts_of_one_day_are_not_taken_for_each_other() -> None:
    early, late = start(LATER, date(2027, 6, 1)), start(LATER, date(2027, 8, 1), start_text="Part-time")
    assert changes(kept(early, late), kept(late, early)) == ()
    moved = start(LATER, date(2027, 8, 20), start_text="Part-time")
    assert changes(kept(early, late), kept(early, moved)) == (
        Change("closing-moved", date(2027, 8, 1), date(2027, 8, 20)),
    )


def test_a_start_that_has_gone_by_is_no_change() -> None:
    january = start(date(2027, 1, 18), date(2027, 1, 15))
    assert changes(kept(january, SEPTEMBER), kept(SEPTEMBER)) == ()


def test_a_start_in_words_is_known_by_its_words() -> None:
    flexible, monday = start(is_flexible=True), start(start_text="A Monday in May")
    assert changes(kept(flexible), kept(flexible)) == ()
    assert changes(kept(monday), kept(start(LATER))) == (Change("start-moved", "A Monday in May", LATER),)


def test_what_closed_since_is_closed_with_its_last_day() -> None:
    after = date(2027, 3, 4)
    assert changes(kept(), kept(), today=after) == (Change("over", after=date(2027, 3, 3)),)
    assert changes(kept(), kept(), today=date(2027, 3, 3)) == ()


def test_what_was_closed_already_when_it_was_saved_is_no_news() -> None:
    old = kept(start(date(2026, 9, 1), date(2026, 8, 1)))
    assert changes(old, old) == ()


def test_what_opens_again_says_so() -> None:
    old = kept(start(date(2026, 9, 1), date(2026, 8, 1)))
    assert kinds(old, kept(start(date(2026, 9, 1), date(2026, 8, 1)), SEPTEMBER)) == [
        "open-again",
        "start-new",
    ]


def test_what_vanished_before_its_last_day_left_early_and_may_be_full() -> None:
    assert changes(kept(), None) == (Change("gone-early", date(2027, 3, 3)),)


def test_what_vanished_after_its_last_day_has_gone() -> None:
    assert changes(kept(), None, today=date(2027, 3, 4)) == (Change("gone", date(2027, 3, 3)),)


def test_what_vanished_and_never_had_a_start_has_gone() -> None:
    assert changes(Kept(kept().card, ()), None) == (Change("gone", None),)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"pay_weekly_pence": 20000}, {"pay_weekly_pence": 22000}, Change("pay", 20000, 22000)),
        (
            {"pay_weekly_pence": None, "fee_pence": 900000, "money": "fee"},
            {"pay_weekly_pence": None, "fee_pence": 950000, "money": "fee"},
            Change("fee", 900000, 950000),
        ),
        (
            {"pay_weekly_pence": None, "money": "free"},
            {"pay_weekly_pence": None, "money": "fee", "fee_pence": 100},
            Change("money"),
        ),
        ({"town": "Consett"}, {"town": "Durham"}, Change("place", "Consett", "Durham")),
        ({"title": "Plumber"}, {"title": "Plumbing"}, Change("title", "Plumber", "Plumbing")),
    ],
)
def test_money_place_and_name_are_told(
    before: dict[str, object], after: dict[str, object], expected: Change
) -> None:
    assert changes(kept(**before), kept(**after)) == (expected,)


def test_a_place_that_is_not_told_any_more_has_not_moved() -> None:
    assert changes(kept(town="Consett"), kept(town=None, venue_name=None)) == ()


days = st.dates(date(2026, 6, 1), date(2028, 6, 1))


@st.composite
def a_start(draw: st.DrawFn) -> StartDates:
    starts_on = draw(st.none() | days)
    closes_on = None if starts_on is None else draw(st.none() | st.just(starts_on - timedelta(days=30)))
    return StartDates(starts_on, closes_on, draw(st.booleans()), draw(st.sampled_from(["", "A Monday"])))


starts = st.lists(
    a_start(), max_size=4, unique_by=lambda one: (one.starts_on, one.is_flexible, one.start_text)
)


@given(starts, days)
def test_the_same_starts_are_never_told_as_moved_new_or_dropped(some: list[StartDates], today: date) -> None:
    same = Kept(kept().card, tuple(some))
    assert set(kinds(same, same, today=today)) <= {"over", "open-again"}


@given(starts, starts, days)
def test_no_start_that_has_gone_by_is_told_as_new(
    before: list[StartDates], after: list[StartDates], today: date
) -> None:
    for change in changes(Kept(kept().card, tuple(before)), Kept(kept().card, tuple(after)), today=today):
        if change.kind in ("start-new", "start-moved") and isinstance(change.after, date):
            of_it = [one for one in after if one.starts_on == change.after]
            assert any(one.is_flexible or (one.closes_on or change.after) >= today for one in of_it)
