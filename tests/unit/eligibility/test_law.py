"""Rules with a first and a last day, laid beside requirements and periods."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Level, Nation, Route
from pathways.eligibility.case import NO_LIMIT, case_of, everywhere, first_of
from pathways.eligibility.law import RouteRule
from pathways.eligibility.periods import periods_for
from pathways.eligibility.person import person_of
from pathways.eligibility.reasons import NUMBERS, Reason
from tests.unit.eligibility.learners import LEVELS, NATIONS, ROUTES, TODAY, Said, asks, columns_of

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
YEAR = RouteRule(
    name="min-age",
    routes=frozenset({ROUTES.index(Route.BOOTCAMP)}),
    levels=frozenset(),
    nation=NATIONS.index(Nation.ENGLAND),
    valid_from=FIRST,
    valid_until=LAST,
    value=19,
)
BOOTCAMP = asks(route=Route.BOOTCAMP, level=Level.TWO)
CAPPED = replace(YEAR, name="max-age", valid_from=None, valid_until=None, value=21)


def least_ages(*law: RouteRule, **asked: object) -> set[int]:
    """Every least age that these rules give a requirement, over all periods."""
    requirement = BOOTCAMP | asks(**asked) if asked else BOOTCAMP
    person = person_of(Said("25-plus"), TODAY)
    case = case_of(columns_of(requirement), person, periods_for(person, law, TODAY), law)
    return set(case.least_age[0].tolist())


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (FIRST - timedelta(days=1), False),
        (FIRST, True),
        (date(2027, 6, 1), True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
    ],
)
def test_first_and_last_day_count_in(day: date, holds: bool) -> None:
    assert YEAR.holds_on(day) is holds


def test_a_rule_without_days_always_holds() -> None:
    always = replace(YEAR, valid_from=None, valid_until=None)
    assert all(always.holds_on(day) for day in (date(1990, 1, 1), TODAY, date(2090, 1, 1)))


@given(st.dates(date(2026, 1, 1), date(2029, 1, 1)))
def test_an_open_end_holds_on_one_side_only(day: date) -> None:
    assert replace(YEAR, valid_until=None).holds_on(day) == (day >= FIRST)
    assert replace(YEAR, valid_from=None).holds_on(day) == (day <= LAST)


def test_a_rule_is_about_its_route_level_and_nation() -> None:
    always = replace(YEAR, valid_from=None, valid_until=None, levels=frozenset({LEVELS.index(Level.TWO)}))
    assert least_ages(always) == {19}
    assert least_ages(always, route=Route.BOOTCAMP, level=Level.THREE) == {-1}
    assert least_ages(always, route=Route.DEGREE, level=Level.TWO) == {-1}
    assert least_ages(always, route=Route.BOOTCAMP, level=Level.TWO, nation=Nation.WALES) == {-1}


def test_a_rule_of_one_year_holds_for_starts_in_that_year() -> None:
    person = person_of(Said("25-plus"), TODAY)
    periods = periods_for(person, (YEAR,), TODAY)
    case = case_of(columns_of(BOOTCAMP), person, periods, (YEAR,))
    ages = dict(zip(periods.days, case.least_age[0].tolist(), strict=True))
    assert {day for day, age in ages.items() if age == 19} == {
        day for day in periods.days if FIRST <= day <= LAST
    }
    assert {FIRST, LAST + timedelta(days=1)} <= set(periods.days)


def test_of_two_least_ages_the_higher_holds() -> None:
    always = replace(YEAR, valid_from=None, valid_until=None)
    assert least_ages(always, replace(always, value=16)) == {19}
    assert least_ages(replace(always, value=16), always) == {19}


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_greatest_ages_the_lower_holds(order: int) -> None:
    law = (CAPPED, replace(CAPPED, value=24, up_to=30))[::order]
    person = person_of(Said("19-24"), TODAY)
    case = case_of(columns_of(BOOTCAMP), person, periods_for(person, law, TODAY), law)
    assert set(case.greatest_age[0].tolist()) == {21}


def test_without_any_law_nothing_is_asked_and_nothing_is_capped() -> None:
    person = person_of(Said("19-24"), TODAY)
    case = case_of(columns_of(BOOTCAMP), person, periods_for(person, (), TODAY), ())
    assert set(case.least_age[0].tolist()) == {-1}
    assert set(case.greatest_age[0].tolist()) == {NO_LIMIT}
    assert set(case.usual_level[0].tolist()) == set(case.study_to[0].tolist()) == {-1}


def test_no_exceptions_go_further_than_the_law_itself_when_none_are_named() -> None:
    person = person_of(Said("19-24"), TODAY)
    case = case_of(columns_of(BOOTCAMP), person, periods_for(person, (CAPPED,), TODAY), (CAPPED,))
    assert set(case.excepted_to[0].tolist()) == {21}


def test_requirements_without_rows_make_an_empty_case() -> None:
    person = person_of(Said(), TODAY)
    periods = periods_for(person, (YEAR,), TODAY)
    case = case_of(columns_of(), person, periods, (YEAR,))
    assert case.least_age.shape == (0, len(periods.days))


def test_first_reason_that_holds_is_given_and_else_the_other() -> None:
    old, young = np.array([[True], [False], [False]]), np.array([[True], [True], [False]])
    found = first_of((old, Reason.TOO_OLD), (young, Reason.TOO_YOUNG), otherwise=Reason.NOTHING)
    told = [Reason.TOO_OLD, Reason.TOO_YOUNG, Reason.NOTHING]
    assert found[:, 0].tolist() == [NUMBERS[reason] for reason in told]


@pytest.mark.parametrize("is_so", [True, False])
def test_a_fact_about_the_person_holds_beside_every_requirement(is_so: bool) -> None:
    column = np.array([[True], [False]])
    assert (everywhere(is_so) & column).tolist() == [[is_so], [False]]
