"""Help with costs: the right words for the right route, nation and day."""

from datetime import date

import pytest

from pathways.catalogue.money_help import help_with_costs
from pathways.catalogue.vocabulary import Nation, Route
from pathways.paths import resource_dir

SEED = resource_dir("seed_data")
TODAY = date(2026, 11, 21)


def headings(route: Route, nation: Nation = Nation.ENGLAND, day: date = TODAY) -> list[str]:
    return [fact.heading for fact in help_with_costs(SEED, route, nation, day)]


@pytest.mark.parametrize(
    "route", [Route.T_LEVEL, Route.A_LEVEL, Route.VOCATIONAL, Route.SUPPORTED_INTERNSHIP]
)
def test_sixth_former_is_told_of_the_bursary(route: Route) -> None:
    bursary = help_with_costs(SEED, route, Nation.ENGLAND, TODAY)[0]
    assert bursary.heading == "The 16 to 19 bursary"
    assert "£1,200" in bursary.text
    assert bursary.is_sure


def test_apprentice_is_told_that_the_bursary_may_not_be_for_them() -> None:
    bursary = help_with_costs(SEED, Route.APPRENTICESHIP, Nation.ENGLAND, TODAY)[0]
    assert "not to be for apprentices" in bursary.text
    assert not bursary.is_sure


def test_loans_change_on_new_years_day_2027() -> None:
    assert "The new student loan" not in headings(Route.DEGREE, day=date(2026, 12, 31))
    assert "Student loans" in headings(Route.DEGREE, day=date(2026, 12, 31))
    assert "The new student loan" in headings(Route.DEGREE, day=date(2027, 1, 1))
    assert "Student loans" not in headings(Route.DEGREE, day=date(2027, 1, 1))


def test_english_rules_are_not_shown_for_a_course_in_wales() -> None:
    assert headings(Route.DEGREE, Nation.WALES) == ["Student money in Wales"]
    assert headings(Route.T_LEVEL, Nation.WALES) == []


def test_every_route_in_england_has_some_help() -> None:
    assert all(headings(route) for route in Route)
