"""Listings with every version of what they said, and claims to records that a feed brought."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.catalogue.vocabulary import Level, ProviderKind, Route
from pathways.database import Timestamps, UtcDateTime, enum_type


class LifeState(StrEnum):
    """Where a listing is. Whether its last day has gone by depends on the day, and is not kept."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    CHANGES_WAITING = "changes-waiting"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class VersionState(StrEnum):
    """What became of one version."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"


class ClaimState(StrEnum):
    """What became of a claim."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


class Listing(Timestamps, table=True):
    """One programme as its provider edits it. What is shown of it stands in the catalogue, under ``programme_id``."""

    __table_args__ = (
        UniqueConstraint("organisation_id", "reference"),
        CheckConstraint("live_version IS NULL OR live_version <= newest_version", name="live_is_no_newer"),
    )

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE")
    provider_id: int = Field(foreign_key="provider.id", ondelete="CASCADE", index=True)
    programme_id: int | None = Field(
        default=None,
        foreign_key="programme.id",
        ondelete="SET NULL",
        unique=True,
        description="None until it is first published.",
    )
    reference: str = Field(max_length=100, description="The provider's own, unique in its organisation.")
    state: LifeState = Field(default=LifeState.DRAFT, sa_type=enum_type(LifeState, "state"), index=True)
    live_version: int | None = Field(default=None, description="The number of the version that is shown.")
    newest_version: int = Field(default=1)
    edit_count: int = Field(
        default=1, description="Goes up with every change, so that two editors are noticed."
    )
    title: str = Field(
        default="", max_length=255, description="Of the newest version, to list and search by."
    )
    route: Route = Field(sa_type=enum_type(Route, "route"))
    level: Level | None = Field(default=None, sa_type=enum_type(Level, "level"))
    last_day: date | None = Field(
        default=None,
        description="The last day to apply, of what is shown, else of the newest. None: no last day.",
    )
    confirmed_on: date | None = Field(
        default=None, description="The day it was last published or said to be right."
    )


class ListingVersion(SQLModel, table=True):
    """What a listing said at one time, who wrote it, and what the reviewer made of it."""

    __tablename__ = "listing_version"

    listing_id: int = Field(foreign_key="listing.id", ondelete="CASCADE", primary_key=True)
    number: int = Field(primary_key=True)
    content: str = Field(description="JSON of the whole programme.")
    note: str = Field(default="", max_length=200, description="How it came about, such as `restored 3`.")
    state: VersionState = Field(default=VersionState.DRAFT, sa_type=enum_type(VersionState, "state"))
    made_by: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="SET NULL")
    made_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reviewed_by: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="SET NULL")
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reasons: str = Field(default="", max_length=2_000, description="Why the reviewer sent it back.")


class ProviderStanding(SQLModel, table=True):
    """How far the host trusts an organisation's listings: without a row, each is looked at first."""

    __tablename__ = "provider_standing"

    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", primary_key=True)
    is_trusted: bool = Field(default=False, description="What it submits is shown at once.")
    changed_by: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="SET NULL")
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)


class ProviderClaim(SQLModel, table=True):
    """That an organisation asked to look after a provider: one that a feed brought, or one that is new here."""

    __tablename__ = "provider_claim"

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", index=True)
    provider_id: int | None = Field(
        default=None,
        foreign_key="provider.id",
        ondelete="CASCADE",
        index=True,
        description="None: a new provider.",
    )
    name: str = Field(default="", max_length=200, description="Of a new provider.")
    kind: ProviderKind | None = Field(default=None, sa_type=enum_type(ProviderKind, "provider_kind"))
    website: str = Field(default="", max_length=500, description="Of a new provider; https.")
    ukprn: int | None = Field(default=None, description="As the one who asks gave it.")
    ukprn_matches: bool = Field(default=False, description="It is the number of the record.")
    email_domain: str = Field(
        default="", max_length=253, description="Of the one who asks; no more of the address."
    )
    email_matches: bool = Field(
        default=False, description="It is the domain of the record's website or e-mail."
    )
    state: ClaimState = Field(default=ClaimState.ASKED, sa_type=enum_type(ClaimState, "state"))
    asked_by: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="SET NULL")
    asked_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    reviewed_by: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="SET NULL")
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reasons: str = Field(default="", max_length=2_000)
