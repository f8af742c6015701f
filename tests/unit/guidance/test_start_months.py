"""The months to start in, whenever somebody asks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.guidance.start_months import (
    MOST_OFFERED,
    USUAL_STARTS,
    code_of_month,
    month_of_code,
    start_months,
)


@pytest.mark.parametrize(
    ("today", "offered"),
    [
        (date(2026, 11, 21), "2026-11 2027-01 2027-04 2027-09 2028-01 2028-04"),
        (date(2026, 9, 1), "2026-09 2027-01 2027-04 2027-09 2028-01 2028-04"),
        (date(2026, 8, 31), "2026-08 2026-09 2027-01 2027-04 2027-09 2028-01"),
        (date(2027, 1, 1), "2027-01 2027-04 2027-09 2028-01 2028-04 2028-09"),
        (date(2026, 12, 31), "2026-12 2027-01 2027-04 2027-09 2028-01 2028-04"),
        (date(2028, 2, 29), "2028-02 2028-04 2028-09 2029-01 2029-04 2029-09"),
    ],
)
def test_this_month_is_offered_and_then_the_usual_ones(today: date, offered: str) -> None:
    assert " ".join(map(code_of_month, start_months(today))) == offered


@given(st.dates(date(2020, 1, 1), date(2090, 12, 31)))
def test_the_months_rise_and_each_is_a_first(today: date) -> None:
    months = start_months(today)
    assert len(months) == MOST_OFFERED
    assert list(months) == sorted(set(months))
    assert months[0] <= today
    assert all(month.day == 1 for month in months)
    assert all(month.month in USUAL_STARTS and month > today for month in months[1:])


@given(st.dates(date(2020, 1, 1), date(2090, 12, 31)))
def test_a_month_is_read_as_it_was_written(day: date) -> None:
    assert month_of_code(code_of_month(day)) == day.replace(day=1)


@pytest.mark.parametrize("code", ["", "2027", "2027-00", "2027-13", "Sept", "27-09", "2027-09-06"])
def test_what_is_no_month_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        month_of_code(code)
