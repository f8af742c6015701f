"""A vacancy as opportunities of the catalogue: one for each place of work, all with the same pay and dates."""

from pathways.catalogue.pay import WageRates
from pathways.catalogue.vocabulary import Delivery, Money
from pathways.feeds.names import shown_name
from pathways.feeds.plain_structure import one_line
from pathways.feeds.records import IntakeRecord, OpportunityRecord, VenueRecord
from pathways.feeds.vacancies.references import shown_reference
from pathways.feeds.vacancies.vacancy import Vacancy
from pathways.feeds.vacancies.wages import Pay, pay_of

MOST_HOURS = 60
FULL_TIME_HOURS = 30
"""An apprentice who works fewer hours than these is part-time (apprenticeship funding rules, 2026/27)."""
NO_START = "Ask for dates"
COST = "Free to you. The employer and the government pay for the training."


def likely_hours(vacancy: Vacancy) -> float | None:
    """The hours a week; None where none are given, or more than anybody may work."""
    return vacancy.hours if vacancy.hours and vacancy.hours <= MOST_HOURS else None


def pay_for(vacancy: Vacancy, rates: WageRates | None) -> Pay:
    """What it pays, by ``rates`` where it pays no more than the law asks."""
    return pay_of(vacancy.wage, hours=likely_hours(vacancy), rates=rates)


def opportunity_record(
    vacancy: Vacancy, venue: VenueRecord | None, pay: Pay, provider: str
) -> OpportunityRecord:
    """The vacancy at a venue; ``venue`` is None where it is national, online or names no place."""
    hours = likely_hours(vacancy)
    if vacancy.is_national:
        delivery = Delivery.NATIONAL
    else:
        delivery = Delivery.ONLINE if venue is None and vacancy.is_online else Delivery.VENUE
    return OpportunityRecord(
        key=f"{vacancy.key}@{_place(venue, delivery)}",
        programme_key=vacancy.key,
        venue_key=venue.key if venue else None,
        delivery=delivery,
        place_not_given=venue is None and delivery is Delivery.VENUE,
        full_time=hours is not None and hours >= FULL_TIME_HOURS,
        part_time=hours is not None and hours < FULL_TIME_HOURS,
        mode_not_stated=hours is None,
        hours_a_week=hours,
        week_text=vacancy.week,
        employer_name=shown_name(vacancy.employer),
        employer_about=vacancy.texts.get("employer_about", ""),
        places=vacancy.positions or None,
        money=Money.PAID,
        cost_text=COST,
        pay_basis=pay.basis,
        pay_hourly_low=pay.hourly[0] if pay.hourly else None,
        pay_hourly_high=pay.hourly[1] if pay.hourly else None,
        pay_weekly_low=pay.weekly[0] if pay.weekly else None,
        pay_weekly_high=pay.weekly[1] if pay.weekly else None,
        pay_text=one_line(pay.text, 300),
        how_to_apply=_how_to_apply(vacancy),
        apply_url=vacancy.apply_address,
        contact_text=one_line(f"Ask {provider} about the training, and the employer about the job", 300),
        source_url=vacancy.web_address,
        source_dated_on=vacancy.posted_on,
    )


def intake_record(vacancy: Vacancy, opportunity_key: str) -> IntakeRecord:
    """When it starts and until when to apply. A start before the closing day is not taken for one."""
    starts, closes = vacancy.starts_on, vacancy.closes_on
    if starts is not None and closes is not None and closes > starts:
        starts = None
    return IntakeRecord(
        opportunity_key,
        starts_on=starts,
        start_text="" if starts is not None else NO_START,
        closes_on=closes,
    )


def _place(venue: VenueRecord | None, delivery: Delivery) -> str:
    if venue is not None:
        return venue.key.partition("@")[2]
    return "" if delivery is Delivery.VENUE else str(delivery)


def _how_to_apply(vacancy: Vacancy) -> str:
    where = vacancy.texts.get("where", "")
    number = f"The vacancy number is {shown_reference(vacancy.key)}."
    how = "" if vacancy.apply_address else "Look for the number on the official site for apprenticeships."
    return " ".join(part for part in (number, how, where) if part)
