"""Birthdays, ages and the last Friday in June."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.eligibility.school_years import (
    age_on,
    birthday,
    births_of_school_years,
    leaves_school_on,
    school_year_of,
)

births = st.dates(date(1950, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("day", "began"),
    [
        (date(2026, 8, 31), 2025),
        (date(2026, 9, 1), 2026),
        (date(2027, 1, 1), 2026),
        (date(2026, 12, 31), 2026),
    ],
)
def test_school_year_begins_in_september(day: date, began: int) -> None:
    assert school_year_of(day) == began


@pytest.mark.parametrize(
    ("born", "leaves"),
    [
        (date(2010, 9, 1), date(2027, 6, 25)),
        (date(2011, 8, 31), date(2027, 6, 25)),
        (date(2011, 9, 1), date(2028, 6, 30)),
        (date(2008, 2, 29), date(2024, 6, 28)),
    ],
)
def test_last_friday_in_june_of_the_year_of_turning_sixteen(born: date, leaves: date) -> None:
    assert leaves_school_on(born) == leaves


def test_leap_day_child_has_a_birthday_every_year() -> None:
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)
    assert birthday(date(2008, 2, 29), 17) == date(2025, 3, 1)
    assert age_on(date(2008, 2, 29), date(2025, 2, 28)) == 16
    assert age_on(date(2008, 2, 29), date(2025, 3, 1)) == 17


@given(births, st.integers(0, 60))
def test_age_goes_up_on_the_birthday_and_not_before(born: date, age: int) -> None:
    day = birthday(born, age)
    assert age_on(born, day) == age
    if age:
        assert age_on(born, day - timedelta(days=1)) == age - 1


@given(births)
def test_who_is_in_one_school_year_leaves_on_one_day(born: date) -> None:
    began = school_year_of(born)
    first, last = date(began, 9, 1), date(began + 1, 8, 31)
    assert leaves_school_on(first) == leaves_school_on(born) == leaves_school_on(last)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(7, 13), st.integers(0, 2))
def test_school_years_hold_whole_twelve_months(today: date, first: int, more: int) -> None:
    born_first, born_last = births_of_school_years(first, first + more, today)
    assert (born_first.month, born_first.day) == (9, 1)
    assert (born_last.month, born_last.day) == (8, 31)
    assert born_last.year - born_first.year == more + 1
    assert age_on(born_last, today) in (first + 3, first + 4)
