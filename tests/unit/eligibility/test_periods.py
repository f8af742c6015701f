"""Periods: few, in order, and every start falls into one."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pathways.eligibility.periods import NO_START, YEARS_AHEAD, day_number, periods_for
from pathways.eligibility.person import person_of
from tests.unit.eligibility.learners import LAW, TODAY, Said, days, people

MOST_PERIODS = 50


@given(people, days)
def test_periods_are_few_and_in_order(said: Said, today: date) -> None:
    periods = periods_for(person_of(said, today), LAW, today)
    assert 1 <= len(periods.days) <= MOST_PERIODS
    assert (np.diff(periods.begins) > 0).all()
    assert (np.diff(periods.youngest) >= 0).all()
    assert (periods.youngest <= periods.oldest).all()
    assert day_number(today) in periods.begins


@given(people, st.lists(st.integers(0, 60_000) | st.just(NO_START), max_size=20))
def test_every_start_falls_into_a_period(said: Said, starts: list[int]) -> None:
    periods = periods_for(person_of(said, TODAY), LAW, TODAY)
    found = periods.of(np.array(starts, np.int32))
    assert found.shape == (len(starts),)
    for start, period in zip(starts, found.tolist(), strict=True):
        begins = periods.begins[period]
        assert begins <= start or period == 0
        if start != NO_START and period + 1 < len(periods.begins):
            assert start < periods.begins[period + 1]


def test_unknown_start_is_next_september() -> None:
    for today, september in (
        (date(2026, 11, 21), date(2027, 9, 1)),
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 9, 2), date(2027, 9, 1)),
        (date(2026, 3, 1), date(2026, 9, 1)),
    ):
        periods = periods_for(person_of(Said("year-10-11"), today), LAW, today)
        unknown, known = periods.of(np.array([NO_START, day_number(september)], np.int32)).tolist()
        assert unknown == known


def test_who_has_left_school_has_left_it_in_every_period() -> None:
    periods = periods_for(person_of(Said("19-24"), TODAY), LAW, TODAY)
    assert periods.left.all()
    assert periods.may_have_left.all()


def test_starts_far_ahead_are_judged_like_the_last_period() -> None:
    periods = periods_for(person_of(Said("year-8-9"), TODAY), LAW, TODAY)
    far = day_number(date(TODAY.year + YEARS_AHEAD + 5, 1, 1))
    assert periods.of(np.array([far], np.int32)).tolist() == [len(periods.days) - 1]
