"""Where and when: each offer has a place and a start that can be."""

from collections.abc import Iterator
from datetime import date

from pathways.catalogue.vocabulary import Delivery
from pathways.feeds.programmes_csv.law import ListingLaw
from pathways.listings.checks.problems import Problem, error, hint
from pathways.listings.content import ListingContent, OfferContent, Start

LIKELY_YEARS = 10
"""A start that is further off, or longer ago, has its year mistyped."""


def on_offer(content: ListingContent, _law: ListingLaw, day: date) -> Iterator[Problem]:
    """It is on offer somewhere, and each offer says where, how and when."""
    if not content.offers:
        yield error("offers", "offers.none")
    for offer in content.offers:
        yield from _place(offer)
        if not offer.modes:
            yield error(f"offers.{offer.key}.modes", "modes.missing")
        yield from _starts(content, offer, day)
        if not offer.how_to_apply and not offer.apply_url:
            yield error(f"offers.{offer.key}.how_to_apply", "apply.missing")


def _place(offer: OfferContent) -> Iterator[Problem]:
    at, delivery = f"offers.{offer.key}", offer.delivery
    if delivery is None:
        yield error(f"{at}.delivery", "delivery.missing")
        return
    if delivery is Delivery.VENUE and offer.venue_id is None and not offer.place_not_given:
        yield error(f"{at}.venue_id", "venue.missing")
    if delivery is not Delivery.VENUE and offer.venue_id is not None:
        yield error(f"{at}.venue_id", "venue.not-with")
    if delivery is Delivery.AREA and not offer.districts:
        yield error(f"{at}.districts", "districts.missing")
    if delivery is not Delivery.AREA and offer.districts:
        yield error(f"{at}.districts", "districts.not-with")


def _starts(content: ListingContent, offer: OfferContent, day: date) -> Iterator[Problem]:
    at = f"offers.{offer.key}.starts"
    if not offer.starts:
        yield error(at, "starts.none")
        return
    for number, start in enumerate(offer.starts):
        yield from _start(f"{at}.{number}", start, day)
        if content.last_starts_on and start.starts_on and start.starts_on > content.last_starts_on:
            yield error(
                f"{at}.{number}.starts_on", "start.after-last", day=f"{content.last_starts_on:%d/%m/%Y}"
            )
    if offer.last_day is not None and offer.last_day < day:
        yield hint(at, "start.all-past")
    if all(start.closes_on is None and not start.is_flexible for start in offer.starts):
        yield hint(at, "hint.closing")


def _start(at: str, start: Start, day: date) -> Iterator[Problem]:
    if start.starts_on is None and not start.is_flexible and not start.start_text:
        yield error(f"{at}.starts_on", "start.empty")
    if start.starts_on and abs(start.starts_on.year - day.year) > LIKELY_YEARS:
        yield error(
            f"{at}.starts_on",
            "start.unlikely",
            day=f"{start.starts_on:%d/%m/}{start.starts_on.year:04}",
            first=str(day.year - LIKELY_YEARS),
            last=str(day.year + LIKELY_YEARS),
        )
    if start.starts_on and start.closes_on and start.closes_on > start.starts_on:
        yield error(f"{at}.closes_on", "start.closes-late", day=f"{start.starts_on:%d/%m/%Y}")
    last = start.closes_on or start.starts_on
    if start.opens_on and last and start.opens_on > last:
        yield error(f"{at}.opens_on", "start.opens-late")
