"""A programme of the catalogue, from whatever source, as the content of a listing: for claiming and for copying."""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from pathways.catalogue.models import EntryRequirement, Intake, Opportunity, Programme
from pathways.catalogue.programmes import Offer, ProgrammeDetail
from pathways.listings.content import EntryContent, ListingContent, OfferContent, Start

Part = TypeVar("Part", bound=BaseModel)
OF_PROGRAMME = tuple(name for name in ListingContent.model_fields if name not in ("areas", "entry", "offers"))
OF_ENTRY = tuple(EntryContent.model_fields)
OF_OFFER = tuple(
    name for name in OfferContent.model_fields if name not in ("key", "districts", "modes", "starts")
)
OF_START = tuple(Start.model_fields)
"""Columns of the catalogue that have a field of the same name."""
FROM_A_FEED = "row-"


def content_of(
    detail: ProgrammeDetail, *, own_source_id: int | None = None, listing_id: int | None = None
) -> ListingContent:
    """What the catalogue says of a programme.

    Offers that the listing itself added keep the keys that they were written under. A text that is too long for a
    listing is cut, and a link that is not https left out: a feed may say more than a form takes.
    """
    offers = [
        _offer(offer, key_of(offer.opportunity, own_source_id=own_source_id, listing_id=listing_id))
        for offer in detail.offers
    ]
    return fitting(
        ListingContent,
        _columns(detail.programme, OF_PROGRAMME)
        | {"areas": detail.areas, "entry": _entry(detail.entry), "offers": tuple(offers)},
    )


def key_of(opportunity: Opportunity, *, own_source_id: int | None, listing_id: int | None) -> str:
    """The key of an opportunity within its listing."""
    if opportunity.source_id == own_source_id and listing_id is not None:
        owner, _, key = opportunity.source_key.partition(":")
        if owner == str(listing_id) and key.isdigit():
            return key
    return f"{FROM_A_FEED}{opportunity.id}"


def _entry(row: EntryRequirement | None) -> EntryContent:
    return EntryContent() if row is None else fitting(EntryContent, _columns(row, OF_ENTRY))


def _offer(offer: Offer, key: str) -> OfferContent:
    said: dict[str, Any] = {"key": key, "districts": offer.lad_codes, "modes": offer.modes}
    starts = tuple(fitting(Start, _columns(intake, OF_START)) for intake in offer.intakes)
    return fitting(OfferContent, said | {"starts": starts} | _columns(offer.opportunity, OF_OFFER))


def _columns(
    row: Programme | EntryRequirement | Opportunity | Intake, names: Iterable[str]
) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def fitting(model: type[Part], values: dict[str, Any]) -> Part:
    """The values as a part of a listing: a text that is too long cut, what else does not fit left out."""
    try:
        return model(**values)
    except ValidationError as wrong:
        kept = dict(values)
        for one in wrong.errors(include_url=False, include_input=False):
            name = str(one["loc"][0])
            longest = one.get("ctx", {}).get("max_length")
            kept.pop(name, None)
            if one["type"] in ("string_too_long", "too_long") and longest:
                kept[name] = values[name][:longest]
        return model(**kept)
