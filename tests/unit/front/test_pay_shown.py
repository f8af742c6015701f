"""What an offer pays, as its page shows it."""

from datetime import date

import pytest

from pathways.catalogue.models import Opportunity, Programme
from pathways.catalogue.pay import WageRates
from pathways.catalogue.vocabulary import Delivery, Level, Money, Nation, PayBasis, Route
from pathways.front.pay_shown import pay_shown

RATES = WageRates(
    date(2026, 4, 1),
    {"apprentice": 800, "under-18": 800, "18-20": 1085, "21+": 1271},
    "A published table",
    "reported",
)


def programme(route: Route = Route.APPRENTICESHIP, months: int | None = 18) -> Programme:
    return Programme(
        provider_id=1,
        title="A",
        slug="a",
        route=route,
        level=Level.THREE,
        nation=Nation.ENGLAND,
        duration_months=months,
    )


def opportunity(**values: object) -> Opportunity:
    base = {"programme_id": 1, "delivery": Delivery.VENUE, "full_time": True, "money": Money.PAID}
    return Opportunity(**(base | values))


def test_vacancy_without_a_figure_gets_the_legal_minimum() -> None:
    shown = pay_shown(programme(), opportunity(hours_a_week=30), rates=RATES, starts_on=date(2027, 1, 4))
    assert shown.is_paid
    assert not shown.has_figure
    assert shown.legal_minimum is not None
    assert [step.hourly_pence for step in shown.legal_minimum.steps] == [800, 800, 1085, 1271]
    assert shown.legal_minimum.steps[0].weekly_pence == 24_000


def test_a_record_that_says_legal_minimum_shows_todays_and_not_its_own_figure() -> None:
    said = opportunity(pay_basis=PayBasis.LEGAL_MINIMUM, pay_hourly_low=755, pay_hourly_high=755)
    shown = pay_shown(programme(), said, rates=RATES, starts_on=date(2027, 1, 4))
    assert shown.hourly is None
    assert not shown.has_figure


@pytest.mark.parametrize(
    ("values", "hourly", "weekly"),
    [
        ({"pay_hourly_low": 900, "pay_hourly_high": 1100}, (900, 1100), None),
        ({"pay_hourly_low": 900}, (900, 900), None),
        ({"pay_weekly_high": 40_000}, None, (40_000, 40_000)),
    ],
)
def test_a_stated_wage_is_a_range_even_when_it_is_one_figure(
    values: dict[str, int], hourly: tuple[int, int] | None, weekly: tuple[int, int] | None
) -> None:
    said = opportunity(pay_basis=PayBasis.STATED, **values)
    shown = pay_shown(programme(), said, rates=RATES, starts_on=date(2027, 1, 4))
    assert (shown.hourly, shown.weekly, shown.has_figure) == (hourly, weekly, True)


@pytest.mark.parametrize(("starts", "changes"), [(date(2027, 3, 31), False), (date(2027, 4, 1), True)])
def test_a_start_from_april_on_comes_under_rates_not_yet_known(starts: date, changes: bool) -> None:
    shown = pay_shown(programme(), opportunity(), rates=RATES, starts_on=starts)
    assert shown.legal_minimum is not None
    assert shown.legal_minimum.changes_before_start is changes


@pytest.mark.parametrize("route", [Route.DEGREE, Route.T_LEVEL, Route.SUPPORTED_INTERNSHIP, Route.BOOTCAMP])
def test_a_course_has_no_wage(route: Route) -> None:
    shown = pay_shown(
        programme(route), opportunity(money=Money.FREE), rates=RATES, starts_on=date(2027, 1, 4)
    )
    assert not shown.is_paid
    assert shown.legal_minimum is None


def test_without_rates_nothing_is_claimed() -> None:
    assert pay_shown(programme(), opportunity(), rates=None, starts_on=date(2027, 1, 4)).legal_minimum is None
