"""Who teaches, where, and where we know it from."""

from datetime import date, datetime
from typing import Optional

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, Relationship, SQLModel

from pathways.catalogue.vocabulary import ListingState, Nation, ProviderKind
from pathways.database import Timestamps, UtcDateTime, enum_type


class Source(SQLModel, table=True):
    """Where records come from: a published set, a provider's own listing, or the demonstration catalogue."""

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=80, unique=True)
    name: str = Field(max_length=200)
    statement: str = Field(
        default="", description="The licence's statement, shown where our facts come from."
    )
    address: str = Field(default="", max_length=500, description="https address of the publisher.")
    is_demonstration: bool = Field(default=False)
    publishes_whole_sets: bool = Field(
        default=False, description="A record missing from the next set is withdrawn."
    )
    last_imported_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def edited_rows(table: str) -> Index:
    """An index of the few rows of a table that were edited here, by source."""
    edited = text("edited_at IS NOT NULL")
    return Index(f"ix_{table}_edited", "source_id", sqlite_where=edited, postgresql_where=edited)


class Sourced(SQLModel):
    """Where one record came from and when a person or feed last confirmed it."""

    source_id: int = Field(foreign_key="source.id")
    source_key: str = Field(max_length=200, description="The record's identifier within its source.")
    source_url: str = Field(default="", max_length=500)
    source_dated_on: date | None = Field(
        default=None, description="The day the source itself gives the record."
    )
    checked_on: date | None = Field(default=None)
    digest: str = Field(
        default="", max_length=40, description="Fingerprint of the record as a feed last gave it."
    )
    edited_at: datetime | None = Field(
        default=None,
        sa_type=UtcDateTime,
        description="When it was last changed in this database by a person; a feed leaves it alone since.",
    )


ROOM_FOR_CHANGES = {"postgresql_with": {"fillfactor": 50}}
"""PostgreSQL keeps half of each page free: a row that a feed changes stays on its page, and its indexes alone."""


class Provider(Timestamps, Sourced, table=True):
    """A college, university, training provider, school sixth form or employer-provider."""

    __table_args__ = (
        UniqueConstraint("source_id", "source_key"),
        CheckConstraint(
            "ukprn IS NULL OR (ukprn >= 10000000 AND ukprn <= 19999999)", name="ukprn_has_eight_digits"
        ),
        edited_rows("provider"),
        ROOM_FOR_CHANGES,
    )

    id: int | None = Field(default=None, primary_key=True)
    ukprn: int | None = Field(default=None, index=True, description="UK Provider Reference Number.")
    name: str = Field(max_length=200)
    slug: str = Field(max_length=120)
    kind: ProviderKind = Field(sa_type=enum_type(ProviderKind, "provider_kind"))
    nation: Nation = Field(sa_type=enum_type(Nation, "nation"))
    region: str = Field(default="", max_length=60)
    is_demonstration: bool = Field(default=False)
    state: ListingState = Field(default=ListingState.PUBLISHED, sa_type=enum_type(ListingState, "state"))
    about: str = Field(default="", description="Who we are and what we offer.")
    careers: str = Field(default="", description="The careers it leads to.")
    learning_here: str = Field(default="", description="What learning here is like.")
    answers: str = Field(default="", description="Answers to questions people ask.")
    website: str = Field(default="", max_length=500)
    email: str = Field(default="", max_length=200)
    telephone: str = Field(default="", max_length=40)
    support: str = Field(default="", description="Help with learning, money, travel and health.")
    quality_marks: str = Field(default="", max_length=500)

    venues: list["Venue"] = Relationship(back_populates="provider")


class Venue(Timestamps, Sourced, table=True):
    """A place where a provider teaches, or an employer's site. Without coordinates it is never put on a map."""

    __table_args__ = (
        UniqueConstraint("source_id", "source_key"),
        CheckConstraint("(lat IS NULL) = (lng IS NULL)", name="both_coordinates_or_neither"),
        CheckConstraint("lat IS NULL OR (lat BETWEEN 49 AND 61.5)", name="lat_in_the_uk"),
        CheckConstraint("lng IS NULL OR (lng BETWEEN -9 AND 2.5)", name="lng_in_the_uk"),
        edited_rows("venue"),
        ROOM_FOR_CHANGES,
    )

    id: int | None = Field(default=None, primary_key=True)
    provider_id: int = Field(foreign_key="provider.id", index=True)
    name: str = Field(max_length=200)
    address: str = Field(default="", max_length=300, description="Street and locality, in one line.")
    town: str = Field(default="", max_length=100)
    postcode: str = Field(default="", max_length=8)
    postcode_district: str = Field(default="", max_length=4)
    lad_code: str = Field(default="", max_length=9, description="Local authority district (ONS code).")
    nation: Nation = Field(sa_type=enum_type(Nation, "nation"))
    lat: float | None = Field(default=None, description="Degrees north, WGS84.")
    lng: float | None = Field(default=None, description="Degrees east, WGS84.")
    getting_there: str = Field(default="", description="Buses, trains, parking, step-free access, in words.")

    provider: Optional["Provider"] = Relationship(back_populates="venues")
