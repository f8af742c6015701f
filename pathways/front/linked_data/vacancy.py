"""A vacancy as a `JobPosting`: only a real one, with an employer, a place and a day by which to apply."""

from collections.abc import Iterable
from datetime import date, datetime, time
from html import escape

from pathways.catalogue.labels import area_name
from pathways.catalogue.models import Opportunity
from pathways.catalogue.programmes import ProgrammeDetail
from pathways.catalogue.vocabulary import Mode, PayBasis
from pathways.clock import UK
from pathways.front.linked_data.parts import CURRENCY, Node, identified, node, place, sum_of
from pathways.front.offers import ShownOffer
from pathways.front.pay_shown import is_waged

LAST_MOMENT = time(23, 59, 59)
FIGURES_OF_PAY = frozenset({PayBasis.STATED, PayBasis.RANGE})
EMPLOYMENT = {Mode.FULL_TIME: "FULL_TIME", Mode.PART_TIME: "PART_TIME"}


def job_posting(detail: ProgrammeDetail, offer: ShownOffer, *, address: str, entry: str) -> Node | None:
    """The posting of one offer, or None when it is no real vacancy that somebody can still apply for.

    ``address`` is that of the programme's page, ``entry`` what is asked for. A posting needs a title, a description,
    the day it was posted, the day it ends, an employer and a place: nothing of these is ever made up.
    """
    programme, opportunity, venue = detail.programme, offer.opportunity, offer.venue
    posted = _posted_on(detail, offer)
    closes = _closes_on(offer)
    said = _paragraphs((programme.summary, programme.daily_life, programme.you_will_learn, entry))
    if not is_waged(programme) or not opportunity.employer_name or detail.is_demonstration:
        return None
    if posted is None or closes is None or not said:
        return None
    if venue is None or not (venue.town or venue.postcode or venue.postcode_district):
        return None
    own_address = f"{address}?at={opportunity.id}"
    posting = node(
        "JobPosting",
        title=programme.title,
        description=said,
        datePosted=posted.isoformat(),
        validThrough=datetime.combine(closes, LAST_MOMENT, UK).isoformat(),
        hiringOrganization=node(
            "Organization", name=opportunity.employer_name, description=opportunity.employer_about
        ),
        jobLocation=place(venue),
        baseSalary=_pay(opportunity),
        employmentType=[EMPLOYMENT[mode] for mode in offer.modes if mode in EMPLOYMENT],
        jobStartDate=None if offer.next_start is None else offer.next_start.isoformat(),
        workHours=opportunity.week_text,
        totalJobOpenings=opportunity.places,
        industry=area_name(detail.main_area) if detail.main_area else "",
        identifier=node("PropertyValue", propertyID=detail.source.name, value=opportunity.source_key),
        url=own_address,
    )
    return identified(posting, f"{own_address}#vacancy")


def _posted_on(detail: ProgrammeDetail, offer: ShownOffer) -> date | None:
    """The day on which the employer posted it: as the source dates it, else the first day to apply."""
    opens = [shown.intake.opens_on for shown in offer.intakes if shown.intake.opens_on is not None]
    dated = offer.opportunity.source_dated_on or detail.programme.source_dated_on
    return dated or min(opens, default=None)


def _closes_on(offer: ShownOffer) -> date | None:
    """The last day to apply of the starts that are open now."""
    days = [shown.intake.closes_on for shown in offer.intakes if shown.state == "open"]
    return max((day for day in days if day is not None), default=None)


def _paragraphs(texts: Iterable[str]) -> str:
    """The texts as paragraphs. A description of a posting is read as HTML, so what they hold is written as text."""
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text.strip())


def _pay(opportunity: Opportunity) -> Node | None:
    """The wage that the vacancy itself names, by the hour or else by the week."""
    if opportunity.pay_basis not in FIGURES_OF_PAY:
        return None
    for unit, low, high in (
        ("HOUR", opportunity.pay_hourly_low, opportunity.pay_hourly_high),
        ("WEEK", opportunity.pay_weekly_low, opportunity.pay_weekly_high),
    ):
        known = [pence for pence in (low, high) if pence is not None]
        if known:
            return node("MonetaryAmount", currency=CURRENCY, value=_amount(unit, known[0], known[-1]))
    return None


def _amount(unit: str, low: int, high: int) -> Node:
    if low == high:
        return node("QuantitativeValue", value=sum_of(low), unitText=unit)
    return node("QuantitativeValue", minValue=sum_of(low), maxValue=sum_of(high), unitText=unit)
