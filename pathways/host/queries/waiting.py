"""What waits for the host: claims and listings, the oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import Organisation
from pathways.catalogue.models import Provider, Source
from pathways.listings.models import (
    ClaimState,
    LifeState,
    Listing,
    ListingVersion,
    ProviderClaim,
    VersionState,
)
from pathways.listings.operations.bringing_in import LISTED_HERE

MOST_SHOWN = 200
WAITING = (LifeState.SUBMITTED, LifeState.CHANGES_WAITING)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. ``kind`` `changes`: something of it is shown already."""

    kind: Literal["claim", "listing", "changes"]
    id: int
    title: str
    organisation: str
    since: datetime


@dataclass(frozen=True, slots=True)
class KnownAs:
    """A provider that an imported list has under a number."""

    name: str
    source: str


def waiting(session: Session) -> list[Waiting]:
    """Everything that waits, oldest first. What suspended organisations sent waits until they are restored."""
    found = [*_listings(session), *_claims(session)]
    return sorted(found, key=lambda one: (one.since, one.kind, one.id))


def waiting_version(session: Session, listing: Listing) -> ListingVersion | None:
    """The version of a listing that waits; None when none does, or while its organisation is suspended."""
    if session.get_one(Organisation, listing.organisation_id).suspended_at is not None:
        return None
    version = session.get(ListingVersion, (listing.id, listing.newest_version))
    is_one = version is not None and version.state is VersionState.SUBMITTED and listing.state in WAITING
    return version if is_one else None


def known_by_number(session: Session, ukprn: int | None) -> list[KnownAs]:
    """Who an imported list says has this UKPRN; what providers wrote themselves is no proof."""
    if ukprn is None:
        return []
    rows = session.execute(
        select(col(Provider.name), col(Source.name))
        .join(Source, col(Source.id) == col(Provider.source_id))
        .where(col(Provider.ukprn) == ukprn, col(Source.slug).not_like(f"{LISTED_HERE}%"))
        .order_by(col(Source.name), col(Provider.name))
        .limit(10)
    )
    return [KnownAs(name, source) for name, source in rows]


def _listings(session: Session) -> list[Waiting]:
    rows = session.execute(
        select(Listing, col(Organisation.name), col(ListingVersion.submitted_at))
        .join(Organisation, col(Organisation.id) == col(Listing.organisation_id))
        .join(
            ListingVersion,
            (col(ListingVersion.listing_id) == col(Listing.id))
            & (col(ListingVersion.number) == col(Listing.newest_version)),
        )
        .where(
            col(Listing.state).in_(WAITING),
            col(ListingVersion.state) == VersionState.SUBMITTED,
            col(Organisation.suspended_at).is_(None),
        )
        .order_by(col(ListingVersion.submitted_at), col(Listing.id))
        .limit(MOST_SHOWN)
    )
    return [
        Waiting(
            "listing" if listing.live_version is None else "changes",
            listing.id or 0,
            listing.title or listing.reference,
            name,
            since or listing.updated_at,
        )
        for listing, name, since in rows
    ]


def _claims(session: Session) -> list[Waiting]:
    rows = session.execute(
        select(ProviderClaim, col(Organisation.name))
        .join(Organisation, col(Organisation.id) == col(ProviderClaim.organisation_id))
        .where(col(ProviderClaim.state) == ClaimState.ASKED, col(Organisation.suspended_at).is_(None))
        .order_by(col(ProviderClaim.asked_at), col(ProviderClaim.id))
        .limit(MOST_SHOWN)
    )
    return [Waiting("claim", claim.id or 0, claim.name, name, claim.asked_at) for claim, name in rows]
