"""What the tables of the catalogue hold of a listing: the one place where content becomes columns and rows."""

from typing import Any

from sqlmodel import SQLModel

from pathways.catalogue.models import EntryRequirement, Intake, OpportunityDistrict, ProgrammeArea
from pathways.catalogue.vocabulary import MODE_COLUMNS, Delivery
from pathways.listings.content import ListingContent, OfferContent
from pathways.listings.reading_back import FROM_A_FEED, OF_OFFER, OF_PROGRAMME
from pathways.places.names import slug

LONGEST_SLUG = 120


def programme_columns(content: ListingContent) -> dict[str, Any]:
    """What a programme says of itself, with the words of its address."""
    said: dict[str, Any] = {name: getattr(content, name) for name in OF_PROGRAMME}
    return said | {"slug": slug(content.title)[:LONGEST_SLUG].rstrip("-") or "programme"}


def offer_columns(offer: OfferContent) -> dict[str, Any]:
    """What is on offer at one place, with a column for each mode."""
    said: dict[str, Any] = {name: getattr(offer, name) for name in OF_OFFER}
    said |= {column: mode in offer.modes for mode, column in MODE_COLUMNS.items()}
    return said | {"mode_not_stated": not offer.modes, "delivery": offer.delivery or Delivery.VENUE}


def offer_source_key(listing_id: int, offer: OfferContent) -> str:
    """The key of an offer among those that its organisation lists here."""
    return f"{listing_id}:{offer.key.removeprefix(FROM_A_FEED)}"


def entry_row(programme_id: int, content: ListingContent) -> EntryRequirement:
    """What getting in takes."""
    return EntryRequirement(programme_id=programme_id, **content.entry.model_dump())


def programme_parts(programme_id: int, content: ListingContent) -> list[SQLModel]:
    """The career areas of a programme, the first of them its main one, and what getting in takes."""
    areas = [
        ProgrammeArea(programme_id=programme_id, area=area, is_main=place == 0)
        for place, area in enumerate(content.areas)
    ]
    return [*areas, entry_row(programme_id, content)]


def start_rows(opportunity_id: int, offer: OfferContent) -> list[Intake]:
    """The starts of an offer."""
    return [Intake(opportunity_id=opportunity_id, **start.model_dump()) for start in offer.starts]


def offer_parts(opportunity_id: int, offer: OfferContent) -> list[SQLModel]:
    """The starts of an offer, and the districts that it covers."""
    districts = [
        OpportunityDistrict(opportunity_id=opportunity_id, lad_code=code) for code in offer.districts
    ]
    return [*start_rows(opportunity_id, offer), *districts]
