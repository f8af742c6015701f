"""How much of what lists have brought an area would leave out."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import Opportunity, Venue
from pathways.catalogue.vocabulary import Delivery, ListingState
from pathways.feeds.host_area import HostArea
from pathways.feeds.models import ImportRun


@dataclass(frozen=True, slots=True)
class Outside:
    """Opportunities at venues that lists have brought and nobody changed here: those outside of an area, and all."""

    outside: int
    all: int


def outside_of(session: Session, area: HostArea) -> Outside:
    """What the next import of each list would take off, as far as it is known now."""
    rows = session.execute(
        select(col(Venue.postcode_district), col(Venue.lat), col(Venue.lng), func.count(col(Opportunity.id)))
        .select_from(Opportunity)
        .outerjoin(Venue, col(Venue.id) == col(Opportunity.venue_id))
        .where(
            col(Opportunity.source_id).in_(select(col(ImportRun.source_id))),
            col(Opportunity.state) == ListingState.PUBLISHED,
            col(Opportunity.delivery) == Delivery.VENUE,
            col(Opportunity.edited_at).is_(None),
        )
        .group_by(col(Venue.postcode_district), col(Venue.lat), col(Venue.lng))
    ).all()
    outside = sum(count for district, lat, lng, count in rows if not area.holds(district or "", lat, lng))
    return Outside(outside, sum(row[3] for row in rows))
