"""Dates told relative to the day of loading."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.seeding.dates import (
    FIRST_DAY_OF_TERM,
    MONTHS,
    SOONEST_START_DAYS,
    Closing,
    Start,
    first_monday,
    read_closing,
    read_start,
    working_day,
)

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("sep", date(2027, 9, 6)),
        ("jan", date(2027, 1, 4)),
        ("dec", date(2026, 12, 7)),
        ("nov", date(2027, 11, 8)),
        ("sep+1", date(2028, 9, 4)),
        ("sep-1", date(2026, 9, 7)),
        ("+45d", date(2027, 1, 5)),
        ("-30d", date(2026, 10, 22)),
    ],
)
def test_a_start_is_worked_out_from_the_day_of_loading(word: str, day: date) -> None:
    start = read_start(word)
    assert start is not None
    assert start.on(TODAY) == day


def test_a_flexible_start_has_no_day() -> None:
    assert read_start("flex") == Start(is_flexible=True)
    assert Start(is_flexible=True).on(TODAY) is None


def test_a_start_told_in_words_keeps_them_and_has_no_day() -> None:
    start = read_start("when:after-a-taster-day")
    assert start == Start(words="After a taster day")
    assert start.on(TODAY) is None


@pytest.mark.parametrize(
    "word", ["", "sept", "Sep", "13", "+d", "45d", "when:", "flexible", "sep+", "sep+11", "+4567d"]
)
def test_other_words_are_not_starts(word: str) -> None:
    assert read_start(word) is None


@pytest.mark.parametrize(
    ("word", "closing"),
    [
        ("noclose", Closing()),
        ("close-21d", Closing(before_start=21)),
        ("close+10d", Closing(from_today=10)),
    ],
)
def test_closing_rules_are_read(word: str, closing: Closing) -> None:
    assert read_closing(word) == closing


@pytest.mark.parametrize("word", ["close", "close21d", "close-d", "closes-21d", "no"])
def test_other_words_are_not_closing_rules(word: str) -> None:
    assert read_closing(word) is None


def test_closing_a_number_of_days_before_the_start() -> None:
    assert Closing(before_start=21).on(TODAY, date(2027, 1, 4)) == date(2026, 12, 14)


def test_a_flexible_start_has_no_closing_day_counted_from_it() -> None:
    assert Closing(before_start=21).on(TODAY, None) is None


def test_no_closing_day_stays_none() -> None:
    assert Closing().on(TODAY, date(2027, 1, 4)) is None


def test_a_flexible_start_may_close_so_many_days_from_now() -> None:
    assert Closing(from_today=10).on(TODAY, None) == date(2026, 12, 1)


@given(year=st.integers(2020, 2050), month=st.integers(1, 12))
def test_terms_begin_on_the_first_monday_after_the_third(year: int, month: int) -> None:
    day = first_monday(year, month)
    assert day.weekday() == 0
    assert (day.year, day.month) == (year, month)
    assert FIRST_DAY_OF_TERM <= day.day < FIRST_DAY_OF_TERM + 7


@given(today=DAYS, month=st.integers(1, 12))
def test_the_next_start_of_a_month_is_soon_enough_and_less_than_thirteen_months_off(
    today: date, month: int
) -> None:
    day = Start(month=month).on(today)
    assert day is not None
    assert timedelta(days=SOONEST_START_DAYS) <= day - today <= timedelta(days=366 + SOONEST_START_DAYS + 7)
    assert day.month == month


@given(today=DAYS, month=st.sampled_from(MONTHS))
def test_the_start_before_the_next_one_is_past_or_nearly_so(today: date, month: str) -> None:
    before = read_start(f"{month}-1")
    assert before is not None
    day = before.on(today)
    assert day is not None
    assert day < today + timedelta(days=SOONEST_START_DAYS)


@given(today=DAYS, later=st.integers(0, 800), month=st.integers(1, 12))
def test_loading_later_never_moves_a_start_back(today: date, later: int, month: int) -> None:
    first = Start(month=month).on(today)
    second = Start(month=month).on(today + timedelta(days=later))
    assert first is not None
    assert second is not None
    assert second >= first


@given(today=DAYS, start_in=st.integers(-60, 400), from_today=st.integers(0, 400))
def test_applications_never_close_after_the_start(today: date, start_in: int, from_today: int) -> None:
    starts_on = today + timedelta(days=start_in)
    day = Closing(from_today=from_today).on(today, starts_on)
    assert day is not None
    assert day <= starts_on


@given(today=DAYS, days=st.integers(-400, 400), later=st.integers(1, 400))
def test_a_start_in_days_moves_on_with_the_day_of_loading(today: date, days: int, later: int) -> None:
    start = Start(days=days)
    first, second = start.on(today), start.on(today + timedelta(days=later))
    assert first is not None
    assert second is not None
    assert first <= second


@given(day=DAYS)
def test_nobody_starts_at_a_weekend_or_in_the_winter_break(day: date) -> None:
    start = working_day(day)
    assert start.weekday() < 5
    assert not (start.month == 12 and start.day >= 20)
    assert not (start.month == 1 and start.day <= 3)
    assert timedelta(0) <= start - day <= timedelta(days=17)
    assert working_day(start) == start
