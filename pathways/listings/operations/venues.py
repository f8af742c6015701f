"""A provider's venues: added, changed, and put on the map."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.catalogue.changes import record_change
from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import Opportunity, Provider, Venue
from pathways.database import LARGEST_ID
from pathways.feeds.whereabouts import Whereabouts
from pathways.listings.operations.bringing_in import own_source
from pathways.tokens import new_token


@dataclass(frozen=True, slots=True)
class VenueSaid:
    """What somebody said of a venue. ``spot`` is where it is, by its postcode or by the pin."""

    name: str
    address: str
    town: str
    getting_there: str
    spot: Whereabouts


def own_venue(session: Session, provider_id: int, venue_id: int) -> Venue | None:
    """A venue of a provider; None for any other's."""
    found = session.get(Venue, venue_id) if 1 <= venue_id <= LARGEST_ID else None
    return found if found is not None and found.provider_id == provider_id else None


def keep_venue(
    session: Session, said: VenueSaid, *, provider: Provider, member: Member, venue: Venue | None = None
) -> Venue:
    """Add a venue, or change one. Everything on offer there is published anew. Does not commit."""
    if venue is None:
        source = own_source(
            session,
            organisation_id=member.organisation_id,
            name=member.organisation_name,
            is_demonstration=member.is_demonstration,
        )
        venue = Venue(
            provider_id=provider.id or 0,
            source_id=source.id or 0,
            source_key=f"venue-{new_token()[:20]}",
            name=said.name,
            nation=provider.nation,
        )
    spot = said.spot
    venue.name, venue.address, venue.getting_there = said.name, said.address, said.getting_there
    venue.town = said.town or spot.town
    venue.postcode, venue.postcode_district, venue.lad_code = (
        spot.postcode,
        spot.postcode_district,
        spot.lad_code,
    )
    venue.lat, venue.lng, venue.nation = spot.lat, spot.lng, spot.nation
    session.add(venue)
    session.flush()
    key = venue.id or 0
    mark_edited(session, Venue, [key])
    record(session, member, "venue-kept", "venue", key)
    there = session.scalars(select(col(Opportunity.id)).where(col(Opportunity.venue_id) == key)).all()
    record_change(session, [one for one in there if one is not None])
    return venue
