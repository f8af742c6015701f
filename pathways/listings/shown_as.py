"""A version as the page of a programme wants it, before anything of it is in the catalogue."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    Programme,
    Provider,
    Source,
    Venue,
)
from pathways.catalogue.programmes import Offer, ProgrammeDetail
from pathways.catalogue.vocabulary import Delivery
from pathways.listings.content import ListingContent, OfferContent
from pathways.listings.operations.bringing_in import MODE_COLUMNS
from pathways.listings.reading_back import OF_OFFER, OF_PROGRAMME
from pathways.places.names import slug


def detail_of(
    content: ListingContent, *, provider: Provider, source: Source, venues: Mapping[int, Venue], day: date
) -> ProgrammeDetail:
    """The programme with everything on offer, as rows that belong to no database."""
    programme = Programme(
        provider_id=provider.id or 0,
        source_id=source.id or 0,
        source_key="",
        slug=slug(content.title) or "programme",
        checked_on=day,
        is_demonstration=source.is_demonstration,
        **{name: getattr(content, name) for name in OF_PROGRAMME},
    )
    return ProgrammeDetail(
        programme=programme,
        provider=provider,
        source=source,
        entry=EntryRequirement(programme_id=0, **content.entry.model_dump()),
        areas=content.areas,
        outcomes=(),
        offers=tuple(_offer(offer, number, venues) for number, offer in enumerate(content.offers, 1))
        or (_nowhere_yet(),),
    )


def _offer(offer: OfferContent, number: int, venues: Mapping[int, Venue]) -> Offer:
    said: dict[str, Any] = {name: getattr(offer, name) for name in OF_OFFER}
    said |= {name: mode in offer.modes for mode, name in MODE_COLUMNS.items()}
    row = Opportunity(
        id=number, programme_id=0, source_id=0, source_key="", mode_not_stated=not offer.modes, **said
    )
    row.delivery = offer.delivery or Delivery.VENUE
    starts = tuple(Intake(opportunity_id=number, **start.model_dump()) for start in offer.starts)
    return Offer(row, venues.get(offer.venue_id or 0), starts, offer.districts)


def _nowhere_yet() -> Offer:
    """The page needs an offer to lead with: one of which nothing is known yet."""
    row = Opportunity(
        id=1, programme_id=0, source_id=0, source_key="", delivery=Delivery.VENUE, place_not_given=True,
        mode_not_stated=True,
    )  # fmt: skip
    return Offer(row, None, (), ())
