"""The least lawful pay: by age, year of training and day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pathways.catalogue.models import MinimumWage
from pathways.catalogue.pay import WageRates, apprentice_steps, band, rates_on, wage_rates, weekly

RATES_2025 = {"21+": 1221, "18-20": 1000, "under-18": 755, "apprentice": 755}
RATES_2026 = {"21+": 1271, "18-20": 1085, "under-18": 800, "apprentice": 800}


def rows() -> list[MinimumWage]:
    return [
        MinimumWage(effective_from=start, band=name, hourly_pence=pence, source="A published table")
        for start, rates in ((date(2025, 4, 1), RATES_2025), (date(2026, 4, 1), RATES_2026))
        for name, pence in rates.items()
    ]


def rates(day: date = date(2026, 11, 21)) -> WageRates:
    found = rates_on(rows(), day)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("age", "year", "pence"),
    [(18, 2, 800), (19, 1, 800), (19, 2, 1085), (21, 2, 1271), (16, 1, 800), (45, 1, 800), (20, 3, 1085)],
)
def test_apprentice_is_told_the_least_for_their_age_and_year(age: int, year: int, pence: int) -> None:
    assert rates().legal_minimum(age, apprenticeship_year=year) == pence


@pytest.mark.parametrize(
    ("age", "pence"), [(16, 800), (17, 800), (18, 1085), (20, 1085), (21, 1271), (60, 1271)]
)
def test_worker_who_is_no_apprentice_gets_the_rate_of_their_age(age: int, pence: int) -> None:
    assert rates().legal_minimum(age) == pence


def test_same_vacancy_says_two_things_on_two_days() -> None:
    assert rates(date(2026, 3, 31)).legal_minimum(19, apprenticeship_year=2) == 1000
    assert rates(date(2026, 4, 1)).legal_minimum(19, apprenticeship_year=2) == 1085


def test_before_the_first_known_rates_nothing_is_claimed() -> None:
    assert rates_on(rows(), date(2025, 3, 31)) is None
    assert rates_on([], date(2026, 11, 21)) is None


def test_a_band_that_was_not_published_is_left_out() -> None:
    only_apprentices = WageRates(date(2026, 4, 1), {"apprentice": 800}, "A published table", "")
    assert only_apprentices.legal_minimum(30) is None
    assert [step.ages for step in apprentice_steps(only_apprentices, hours_a_week=37)] == ["16-18", "19+"]


def test_steps_of_a_long_apprenticeship_name_the_later_years() -> None:
    steps = apprentice_steps(rates(), hours_a_week=37.5, months=24)
    assert [(step.ages, step.year, step.hourly_pence) for step in steps] == [
        ("16-18", "any", 800),
        ("19+", "first", 800),
        ("19-20", "later", 1085),
        ("21+", "later", 1271),
    ]
    assert steps[0].weekly_pence == 30_000
    assert steps[3].weekly_pence == 47_662


def test_an_apprenticeship_of_eight_months_has_no_second_year() -> None:
    steps = apprentice_steps(rates(), hours_a_week=None, months=8)
    assert [step.year for step in steps] == ["any", "first"]
    assert all(step.weekly_pence is None for step in steps)


def test_length_unknown_names_the_later_years_too() -> None:
    assert len(apprentice_steps(rates(), hours_a_week=30)) == 4


def test_week_is_whole_pence() -> None:
    assert weekly(1085, 37.25) == 40_416
    assert weekly(1085, None) is None


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2026, 4, 1), date(2027, 4, 1)),
        (date(2026, 10, 1), date(2027, 4, 1)),
        (date(2026, 2, 1), date(2026, 4, 1)),
    ],
)
def test_next_rates_are_expected_in_april(start: date, expected: date) -> None:
    assert WageRates(start, {}, "", "").next_change() == expected


def test_year_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="year 1"):
        band(17, apprenticeship_year=0)


@given(age=st.integers(16, 80), year=st.integers(1, 6))
def test_an_apprentice_is_never_owed_more_than_others_of_their_age(age: int, year: int) -> None:
    as_apprentice = rates().legal_minimum(age, apprenticeship_year=year)
    as_worker = rates().legal_minimum(age)
    assert as_apprentice is not None
    assert as_worker is not None
    assert as_apprentice <= as_worker


@given(age=st.integers(16, 79), year=st.integers(1, 5))
def test_getting_older_or_further_never_lowers_the_least(age: int, year: int) -> None:
    now = rates().legal_minimum(age, apprenticeship_year=year)
    later = rates().legal_minimum(age + 1, apprenticeship_year=year + 1)
    assert now is not None
    assert later is not None
    assert now <= later


def test_rates_are_read_from_the_dated_rows(session: Session) -> None:
    session.add_all(rows())
    session.flush()
    found = wage_rates(session, date(2026, 3, 31))
    assert found is not None
    assert found.effective_from == date(2025, 4, 1)
    assert found.hourly_pence == RATES_2025
    assert wage_rates(session, date(2020, 1, 1)) is None
