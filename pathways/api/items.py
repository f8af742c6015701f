"""From a card of the search to an item of the API."""

from collections.abc import Callable
from datetime import date

from pathways.api.money import cost_of, pay_of
from pathways.api.schemas import (
    Duration,
    Eligibility,
    EmployerRef,
    OpportunityItem,
    ProviderRef,
    SourceShape,
    VenueShape,
)
from pathways.catalogue.results import Card
from pathways.catalogue.tags import tags_of
from pathways.front.eligibility_words import all_reasons


def item_of(card: Card, today: date, address_of: Callable[[Card], str]) -> OpportunityItem:
    """The item for ``card`` as it stands ``today``; ``address_of`` gives the address of its page."""
    return OpportunityItem(
        id=card.id,
        programme_id=card.programme_id,
        title=card.title,
        route=card.route,
        level=card.level,
        areas=list(card.areas),
        provider=ProviderRef(id=card.provider_id, name=card.provider_name),
        employer=EmployerRef(name=card.employer_name) if card.employer_name else None,
        venue=_venue_of(card),
        delivery=card.delivery,
        distance_miles=card.distance_miles,
        mode=list(card.modes),
        duration=_duration_of(card),
        next_start=card.next_start,
        closing=card.closes_on,
        pay=pay_of(card),
        cost=cost_of(card),
        tags=[tag.code for tag in tags_of(card, today)],
        eligibility=_eligibility_of(card),
        source=SourceShape(name=card.source_name, checked=card.checked_on),
        is_demonstration=card.is_demonstration,
        url=address_of(card),
    )


def _eligibility_of(card: Card) -> Eligibility | None:
    found = card.eligibility
    return None if found is None else Eligibility(verdict=found.verdict.code, reasons=all_reasons(found))


def _venue_of(card: Card) -> VenueShape | None:
    if card.venue_name is None:
        return None
    return VenueShape(name=card.venue_name, town=card.town, postcode_district=card.postcode_district)


def _duration_of(card: Card) -> Duration | None:
    if not card.duration_text and card.duration_months is None:
        return None
    return Duration(text=card.duration_text, months=card.duration_months)
