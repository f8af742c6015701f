"""Dates moved to another year keep their day of the week, and their distance from each other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Route
from pathways.listings.content import ListingContent, Start
from pathways.listings.rules.moving_dates import (
    MOST_YEARS,
    changed_dates,
    days_to_move,
    rolled_over,
    rolled_start,
)
from tests.harness.listings import content_for, contents, offer_for

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
years = st.integers(1, MOST_YEARS)


@given(days, years)
def test_a_day_moves_to_the_same_day_of_the_week_about_a_year_later(day: date, count: int) -> None:
    there = day + days_to_move(day, count)
    assert there.weekday() == day.weekday()
    same_date = (
        day.replace(year=day.year + count)
        if (day.month, day.day) != (2, 29)
        else date(day.year + count, 2, 28)
    )
    assert abs((there - same_date).days) <= 3


@pytest.mark.parametrize(
    ("day", "count", "there"),
    [
        (date(2027, 9, 6), 1, date(2028, 9, 4)),
        (date(2026, 9, 7), 1, date(2027, 9, 6)),
        (date(2028, 2, 29), 1, date(2029, 2, 27)),
        (date(2027, 9, 6), 2, date(2029, 9, 3)),
        (date(2027, 9, 6), 3, date(2030, 9, 9)),
    ],
)
def test_known_days_move_where_a_college_would_put_them(day: date, count: int, there: date) -> None:
    assert day + days_to_move(day, count) == there


@given(days, st.integers(0, 300), st.integers(0, 300), years)
def test_the_days_of_one_start_move_together(day: date, closes: int, opens: int, count: int) -> None:
    closes_on = date.fromordinal(day.toordinal() - closes)
    opens_on = date.fromordinal(closes_on.toordinal() - opens)
    moved = rolled_start(Start(starts_on=day, closes_on=closes_on, opens_on=opens_on), count)
    assert moved.starts_on is not None and moved.closes_on is not None and moved.opens_on is not None
    assert (moved.starts_on - moved.closes_on).days == closes
    assert (moved.closes_on - moved.opens_on).days == opens


@pytest.mark.parametrize(
    "start",
    [Start(is_flexible=True), Start(start_text="After a taster day"), Start()],
)
def test_a_start_without_days_stays(start: Start) -> None:
    assert rolled_start(start, 1) == start


def test_a_start_that_only_closes_moves_by_that_day() -> None:
    moved = rolled_start(Start(is_flexible=True, closes_on=date(2027, 6, 1)), 1)
    assert moved.closes_on == date(2028, 5, 30)


@given(contents(), years)
def test_rolling_over_moves_starts_and_nothing_else(content: ListingContent, count: int) -> None:
    rolled = rolled_over(content, count)
    assert rolled.model_dump(exclude={"offers"}) == content.model_dump(exclude={"offers"})
    for before, after in zip(content.offers, rolled.offers, strict=True):
        assert before.model_dump(exclude={"starts"}) == after.model_dump(exclude={"starts"})
        assert len(after.starts) <= len(before.starts)
        assert {start.start_text for start in before.starts} == {start.start_text for start in after.starts}


def listing_with(*starts: dict[str, object]) -> ListingContent:
    return content_for(Route.DEGREE, offers=(offer_for(Route.DEGREE, starts=starts),))


@pytest.mark.parametrize(
    ("new_start", "closes_on", "expected"),
    [
        (date(2027, 9, 13), None, (date(2027, 9, 13), date(2027, 6, 1))),
        (None, date(2027, 7, 1), (date(2027, 9, 6), date(2027, 7, 1))),
        (date(2027, 9, 13), date(2027, 7, 1), (date(2027, 9, 13), date(2027, 7, 1))),
        (None, None, (date(2027, 9, 6), date(2027, 6, 1))),
    ],
)
def test_starts_on_one_day_are_brought_to_others(
    new_start: date | None, closes_on: date | None, expected: tuple[date, date]
) -> None:
    content = listing_with({"starts_on": date(2027, 9, 6), "closes_on": date(2027, 6, 1)})
    changed = changed_dates(content, old_start=date(2027, 9, 6), new_start=new_start, closes_on=closes_on)
    (start,) = changed.offers[0].starts
    assert (start.starts_on, start.closes_on) == expected


def test_starts_on_other_days_stay() -> None:
    content = listing_with({"starts_on": date(2027, 9, 6)}, {"starts_on": date(2028, 1, 10)})
    changed = changed_dates(content, old_start=date(2028, 1, 10), new_start=date(2028, 1, 17), closes_on=None)
    assert [start.starts_on for start in changed.offers[0].starts] == [date(2027, 9, 6), date(2028, 1, 17)]
    assert (
        changed_dates(content, old_start=date(2030, 1, 1), new_start=date(2031, 1, 1), closes_on=None)
        == content
    )


def test_two_starts_brought_to_one_day_become_one() -> None:
    content = listing_with({"starts_on": date(2027, 9, 6)}, {"starts_on": date(2027, 9, 13)})
    changed = changed_dates(content, old_start=date(2027, 9, 6), new_start=date(2027, 9, 13), closes_on=None)
    assert len(changed.offers[0].starts) == 1


def test_a_slip_such_as_the_year_9999_stays_and_the_others_move() -> None:
    slip, right = Start(starts_on=date(9999, 9, 6)), Start(starts_on=date(2027, 9, 6))
    far_close = Start(starts_on=date(2027, 9, 6), closes_on=date(9999, 12, 31))
    offer = offer_for(Route.VOCATIONAL, starts=(slip, right, far_close))
    moved = rolled_over(content_for(Route.VOCATIONAL, offers=(offer,)), 1).offers[0].starts
    assert set(moved) == {slip, far_close, Start(starts_on=date(2028, 9, 4))}
