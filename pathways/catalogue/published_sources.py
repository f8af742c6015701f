"""The sources of the published catalogue, kept with the snapshot: what is said of them when the database is away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from pathways.catalogue.models import Source
from pathways.clock import UK
from pathways.database import table_of

NEWEST_MAY_BE = timedelta(days=14)
"""Longer ago than this the newest import is said on every page."""

LISTING_MAY_BE = timedelta(days=365)
"""Longer ago than this a listing is said not to have been checked since."""

_SOURCE = table_of(Source)


@dataclass(frozen=True, slots=True)
class PublishedSource:
    """A source as pages name it. ``last_imported_at`` is aware; None when no file of it was ever read."""

    name: str
    statement: str
    address: str
    is_demonstration: bool
    last_imported_at: datetime | None


def source_facts(connection: Connection) -> list[dict[str, Any]]:
    """Every source by name, as plain values for the facts of a snapshot."""
    columns = ("name", "statement", "address", "is_demonstration", "last_imported_at")
    rows = connection.execute(
        select(*(_SOURCE.c[name] for name in columns)).order_by(_SOURCE.c.name, _SOURCE.c.id)
    )
    return [dict(zip(columns, (*row[:4], row[4] and row[4].isoformat()), strict=True)) for row in rows]


def sources_in(facts: Mapping[str, Any]) -> tuple[PublishedSource, ...]:
    """The sources that the facts of a snapshot name; none for facts of before they did."""
    return tuple(
        PublishedSource(
            **{name: value for name, value in fact.items() if name != "last_imported_at"},
            last_imported_at=fact["last_imported_at"] and datetime.fromisoformat(fact["last_imported_at"]),
        )
        for fact in facts.get("sources", ())
    )


def newest_moment(sources: Iterable[PublishedSource]) -> datetime | None:
    """When a list was last read; None when none ever was."""
    moments = [source.last_imported_at for source in sources if source.last_imported_at is not None]
    return max(moments, default=None)


def newest_import(sources: Iterable[PublishedSource]) -> date | None:
    """The day in the United Kingdom on which a list was last read; None when none ever was."""
    newest = newest_moment(sources)
    return newest.astimezone(UK).date() if newest else None


def is_overdue(newest: datetime | None, now: datetime) -> bool:
    """Whether the newest import is so long ago that every page has to say so: over 14 days, to the moment."""
    return newest is not None and now - newest > NEWEST_MAY_BE


def is_stale(checked_on: date | None, today: date) -> bool:
    """Whether a listing was last checked so long ago that its page has to say so."""
    return checked_on is not None and today - checked_on > LISTING_MAY_BE
