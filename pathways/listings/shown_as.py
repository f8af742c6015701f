"""A version as the page of a programme wants it, before anything of it is in the catalogue."""

from collections.abc import Mapping
from datetime import date

from pathways.catalogue.models import Opportunity, Programme, Provider, Source, Venue
from pathways.catalogue.programmes import Offer, ProgrammeDetail
from pathways.catalogue.vocabulary import Delivery
from pathways.listings.columns import entry_row, offer_columns, programme_columns, start_rows
from pathways.listings.content import ListingContent, OfferContent


def detail_of(
    content: ListingContent, *, provider: Provider, source: Source, venues: Mapping[int, Venue], day: date
) -> ProgrammeDetail:
    """The programme with everything on offer, as rows that belong to no database."""
    programme = Programme(
        provider_id=provider.id or 0,
        source_id=source.id or 0,
        source_key="",
        checked_on=day,
        is_demonstration=source.is_demonstration,
        **programme_columns(content),
    )
    return ProgrammeDetail(
        programme=programme,
        provider=provider,
        source=source,
        entry=entry_row(0, content),
        areas=content.areas,
        outcomes=(),
        offers=tuple(_offer(offer, number, venues) for number, offer in enumerate(content.offers, 1))
        or (_nowhere_yet(),),
    )


def _offer(offer: OfferContent, number: int, venues: Mapping[int, Venue]) -> Offer:
    row = Opportunity(id=number, programme_id=0, source_id=0, source_key="", **offer_columns(offer))
    starts = tuple(start_rows(number, offer))
    return Offer(row, venues.get(offer.venue_id or 0), starts, offer.districts)


def _nowhere_yet() -> Offer:
    """The page needs an offer to lead with: one of which nothing is known yet."""
    row = Opportunity(
        id=1, programme_id=0, source_id=0, source_key="", delivery=Delivery.VENUE, place_not_given=True,
        mode_not_stated=True,
    )  # fmt: skip
    return Offer(row, None, (), ())
