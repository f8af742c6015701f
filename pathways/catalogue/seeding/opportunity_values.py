"""From the offers of a programme row to opportunities, with their intakes and the districts they serve."""

from collections.abc import Iterator
from datetime import date

from pathways.catalogue.seeding.dates import Closing
from pathways.catalogue.seeding.fact_rows import RouteDefaults
from pathways.catalogue.seeding.offers import PENCE, Offer, Pay
from pathways.catalogue.seeding.rows import ProgrammeRow
from pathways.catalogue.seeding.values import Record, Values, checked
from pathways.catalogue.vocabulary import MODE_COLUMNS, Delivery, ListingState, Mode, Money, PayBasis


def opportunity_records(row: ProgrammeRow, defaults: RouteDefaults, today: date) -> Iterator[Record]:
    """The opportunities of a programme, each with its intakes and the districts it serves."""
    used: dict[str, int] = {}
    for offer in row.offered:
        place = "area" if offer.delivery is Delivery.AREA else offer.where
        used[place] = used.get(place, 0) + 1
        key = f"{row.ref}/{place}" + (f"/{used[place]}" if used[place] > 1 else "")
        at_venue = offer.delivery is Delivery.VENUE
        links = {"programme_id": row.ref, "venue_id": offer.where if at_venue else None}
        parts = {
            "intake": list(_intakes(offer, defaults, today)),
            "opportunity_district": [{"lad_code": code} for code in dict.fromkeys(offer.districts)],
        }
        yield Record(key, _opportunity_values(row, offer, defaults) | checked(row.ref, today), links, parts)


def _opportunity_values(row: ProgrammeRow, offer: Offer, defaults: RouteDefaults) -> Values:
    money = row.money or defaults.money
    whole_week = Mode.FULL_TIME in offer.modes or Mode.DAY_RELEASE in offer.modes
    hours = (
        offer.hours if offer.hours is not None else (defaults.hours_a_week if money is Money.PAID else None)
    )
    fee = None if row.fee_pounds is None else round(row.fee_pounds * PENCE)
    return {
        "delivery": offer.delivery,
        "state": ListingState.PUBLISHED,
        "withdrawn_at": None,
        **{column: mode in offer.modes for mode, column in MODE_COLUMNS.items()},
        "hours_a_week": hours,
        "week_text": defaults.week_text if whole_week and offer.delivery is Delivery.VENUE else "",
        "employer_name": offer.employer,
        "employer_about": offer.employer_about,
        "places": offer.places,
        "money": money,
        "fee": fee,
        "cost_text": row.cost_text or ("" if row.money not in (None, defaults.money) else defaults.cost_text),
        "how_to_apply": row.how_to_apply or defaults.how_to_apply,
        "contact_text": defaults.contact_text,
        "open_days": row.open_days,
    } | pay_values(offer.pay, hours)


def pay_values(pay: Pay, hours: float | None) -> Values:
    """The pay columns, in pence. A week's pay follows from an hour's when the hours are known."""
    weekly = pay.weekly
    if weekly is None and pay.hourly is not None and hours:
        weekly = (round(pay.hourly[0] * hours), round(pay.hourly[1] * hours))
    return {
        "pay_basis": pay.basis,
        "pay_hourly_low": pay.hourly[0] if pay.hourly else None,
        "pay_hourly_high": pay.hourly[1] if pay.hourly else None,
        "pay_weekly_low": weekly[0] if weekly else None,
        "pay_weekly_high": weekly[1] if weekly else None,
        "pay_text": pay.words if pay.basis is PayBasis.TEXT_ONLY else "",
    }


def _intakes(offer: Offer, defaults: RouteDefaults, today: date) -> Iterator[Values]:
    usual = Closing(before_start=defaults.closes_days_before)
    for start in offer.starts:
        day = start.on(today)
        closes_on = (offer.closing or usual).on(today, day)
        if offer.closing is None and closes_on is not None and day is not None and closes_on < today <= day:
            closes_on = day  # the usual day has gone by: late applications are taken until the start
        yield {
            "starts_on": day,
            "start_text": start.words,
            "is_flexible": start.is_flexible,
            "closes_on": closes_on,
        }
