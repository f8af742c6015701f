"""Decisions of which no letter has told the provider yet, as the audit log has them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import AuditEntry, Organisation
from pathways.listings.models import (
    ClaimState,
    LifeState,
    Listing,
    ListingVersion,
    ProviderClaim,
    VersionState,
)

NOT_SENT, SENT = "letter-not-sent", "letter-sent"
TAKEN_BACK = "listing-taken-back"
DECISIONS = ("listing-returned", TAKEN_BACK, "claim-approved", "claim-refused")
ABOUT: dict[str, Literal["listing", "claim"]] = {"listing": "listing", "provider_claim": "claim"}
LOOKED_BACK = timedelta(days=30)
"""After that a letter would only puzzle its readers."""


@dataclass(frozen=True, slots=True)
class Untold:
    """A decision that holds, and whose letter reached nobody."""

    kind: Literal["listing", "claim"]
    id: int
    title: str
    organisation: str
    since: datetime


def untold(session: Session, now: datetime) -> list[Untold]:
    """The decisions of the last weeks that no letter has told of, oldest first; not those that are over since."""
    newest = (
        select(func.max(AuditEntry.id))
        .where(
            col(AuditEntry.action).in_((*DECISIONS, NOT_SENT, SENT)),
            col(AuditEntry.at) >= now - LOOKED_BACK,
        )
        .group_by(col(AuditEntry.object_kind), col(AuditEntry.object_id))
    )
    entries = session.scalars(
        select(AuditEntry)
        .where(col(AuditEntry.id).in_(newest), col(AuditEntry.action) == NOT_SENT)
        .order_by(col(AuditEntry.id))
    )
    found = (_untold(session, ABOUT[one.object_kind], one.object_id or 0, one.at) for one in entries)
    return [one for one in found if one is not None]


def returned_version(session: Session, listing: Listing) -> ListingVersion | None:
    """The version that was sent back last; None when its provider went on from there."""
    if listing.state is not LifeState.RETURNED:
        return None
    return session.scalars(
        select(ListingVersion)
        .where(
            col(ListingVersion.listing_id) == listing.id,
            col(ListingVersion.state) == VersionState.RETURNED,
        )
        .order_by(col(ListingVersion.number).desc())
        .limit(1)
    ).first()


def was_taken_back(session: Session, listing: Listing) -> bool:
    """Whether what was sent back last had been shown until then."""
    about_it: list[ColumnElement[bool]] = [
        col(AuditEntry.object_kind) == "listing",
        col(AuditEntry.object_id) == listing.id,
        col(AuditEntry.action).in_(DECISIONS),
    ]
    newest = select(col(AuditEntry.action)).where(*about_it).order_by(col(AuditEntry.id).desc()).limit(1)
    return session.scalars(newest).first() == TAKEN_BACK


def _untold(session: Session, kind: Literal["listing", "claim"], key: int, since: datetime) -> Untold | None:
    about: Listing | ProviderClaim | None
    if kind == "listing":
        about = session.get(Listing, key)
        stands = about is not None and returned_version(session, about) is not None
        title = about.title or about.reference if about else ""
    else:
        about = session.get(ProviderClaim, key)
        stands = about is not None and about.state is not ClaimState.ASKED
        title = about.name if about else ""
    if about is None or not stands:
        return None
    organisation = session.get_one(Organisation, about.organisation_id)
    return Untold(kind, key, title, organisation.name, since)
