"""What trusted providers published without review, to be looked at afterwards."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import Organisation
from pathways.host.models import PublishedLook
from pathways.host.rules.sampling import LOOKED_BACK, Published, sampled
from pathways.listings.models import Listing, ListingVersion, VersionState


def samples(session: Session, now: datetime) -> list[Published]:
    """Versions to look at, oldest first: only those that are shown still."""
    rows = session.execute(
        select(
            col(Listing.id),
            col(ListingVersion.number),
            col(Organisation.id),
            col(Organisation.name),
            col(Listing.title),
            col(ListingVersion.reviewed_at),
            col(PublishedLook.looked_at),
        )
        .join(Organisation, col(Organisation.id) == col(Listing.organisation_id))
        .join(
            ListingVersion,
            (col(ListingVersion.listing_id) == col(Listing.id))
            & (col(ListingVersion.number) == col(Listing.live_version)),
        )
        .outerjoin(
            PublishedLook,
            (col(PublishedLook.listing_id) == col(Listing.id))
            & (col(PublishedLook.number) == col(ListingVersion.number)),
        )
        .where(
            col(ListingVersion.state) == VersionState.APPROVED,
            col(ListingVersion.reviewed_by).is_(None),
            col(ListingVersion.reviewed_at) >= now - LOOKED_BACK,
            col(Organisation.suspended_at).is_(None),
        )
    )
    return sampled(
        Published(listing_id or 0, number, organisation or 0, name, title, at or now, looked is not None)
        for listing_id, number, organisation, name, title, at, looked in rows
    )
