"""Lists go on 31 August after the school year of their last edit."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.shortlists.rules.school_year import goes_on, is_going_soon, school_year_of

DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("edited", "goes"),
    [
        (date(2026, 9, 1), date(2027, 8, 31)),
        (date(2026, 12, 31), date(2027, 8, 31)),
        (date(2027, 1, 1), date(2027, 8, 31)),
        (date(2027, 7, 20), date(2027, 8, 31)),
        (date(2027, 8, 31), date(2027, 8, 31)),
        (date(2027, 9, 1), date(2028, 8, 31)),
    ],
)
def test_a_list_goes_at_the_end_of_the_school_year_it_was_last_edited_in(edited: date, goes: date) -> None:
    assert goes_on(edited) == goes


@given(DAYS)
def test_it_is_always_the_next_31_august(edited: date) -> None:
    goes = goes_on(edited)
    assert (goes.month, goes.day) == (8, 31)
    assert timedelta(0) <= goes - edited < timedelta(days=366)


@given(DAYS, st.integers(0, 500))
def test_a_later_edit_never_makes_a_list_go_earlier(edited: date, days: int) -> None:
    assert goes_on(edited + timedelta(days=days)) >= goes_on(edited)


@pytest.mark.parametrize(
    ("today", "warned"),
    [
        (date(2027, 7, 19), False),
        (date(2027, 7, 20), True),
        (date(2027, 8, 31), True),
        (date(2027, 9, 1), True),
    ],
)
def test_advisers_are_warned_six_weeks_before(today: date, warned: bool) -> None:
    assert is_going_soon(date(2027, 8, 31), today) is warned


def test_a_school_year_is_named_by_both_its_years() -> None:
    assert school_year_of(date(2026, 9, 1)) == "2026/27"
    assert school_year_of(date(2027, 8, 31)) == "2026/27"
    assert school_year_of(date(2099, 9, 1)) == "2099/00"
