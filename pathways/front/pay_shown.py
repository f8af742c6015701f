"""What an offer costs or pays, as its page shows it: the vacancy's own wage first, then the law's least."""

from dataclasses import dataclass
from datetime import date

from pathways.catalogue.models import Opportunity, Programme
from pathways.catalogue.pay import PayStep, WageRates, apprentice_steps
from pathways.catalogue.vocabulary import Money, PayBasis, Route

WAGED_ROUTES = frozenset({Route.APPRENTICESHIP, Route.FOUNDATION_APPRENTICESHIP, Route.DEGREE_APPRENTICESHIP})


@dataclass(frozen=True, slots=True)
class LegalMinimum:
    """The least that may be paid, by age and year, from the rates in force on the day of the start."""

    steps: tuple[PayStep, ...]
    effective_from: date
    hours_a_week: float | None
    changes_before_start: bool
    source: str


@dataclass(frozen=True, slots=True)
class PayShown:
    """Which way the money goes. ``has_figure``: the vacancy itself says what it pays, in pence."""

    is_paid: bool
    has_figure: bool
    hourly: tuple[int, int] | None
    weekly: tuple[int, int] | None
    legal_minimum: LegalMinimum | None


def is_waged(programme: Programme) -> bool:
    """Whether people on it are employees, so that the minimum wage holds."""
    return programme.route in WAGED_ROUTES


def pay_shown(
    programme: Programme, opportunity: Opportunity, *, rates: WageRates | None, starts_on: date
) -> PayShown:
    """What is known of the pay of one offer. ``rates``: those in force on ``starts_on``, or the newest known.

    The legal minimum is worked out for apprentices; the rates are the same in all four nations.
    """
    hourly = _range(opportunity.pay_hourly_low, opportunity.pay_hourly_high)
    weekly = _range(opportunity.pay_weekly_low, opportunity.pay_weekly_high)
    if opportunity.pay_basis is PayBasis.LEGAL_MINIMUM:
        # The record says no more than "the legal minimum": the dated table says it better.
        hourly = weekly = None
    minimum = None
    if is_waged(programme) and rates is not None:
        steps = apprentice_steps(
            rates, hours_a_week=opportunity.hours_a_week, months=programme.duration_months
        )
        minimum = LegalMinimum(
            steps,
            rates.effective_from,
            opportunity.hours_a_week,
            starts_on >= rates.next_change(),
            rates.source,
        )
    return PayShown(
        is_paid=opportunity.money is Money.PAID,
        has_figure=bool(hourly or weekly),
        hourly=hourly,
        weekly=weekly,
        legal_minimum=minimum,
    )


def _range(low: int | None, high: int | None) -> tuple[int, int] | None:
    known = [pence for pence in (low, high) if pence is not None]
    return (known[0], known[-1]) if known else None
