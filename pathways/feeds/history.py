"""The imports that were run: what each did, how it ended, and how fresh each source is."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from pathways.catalogue.models import Source
from pathways.catalogue.published_sources import is_overdue
from pathways.clock import UK
from pathways.database import table_of
from pathways.feeds.models import ImportRun

_RUN, _SOURCE = table_of(ImportRun), table_of(Source)
MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class PastImport:
    """One import. Moments are aware, in UTC; ``finished_at`` is None while it runs, or when it was killed.

    ``counts``: added, changed, same and withdrawn for each kind of record; empty when nothing was applied.
    """

    number: int
    source: str
    format: str
    files: str
    state: str
    started_at: datetime
    finished_at: datetime | None
    offered: int
    refused_rows: int
    counts: dict[str, dict[str, int]]
    message: str

    def total(self, what: str) -> int:
        """How many records of all kinds were added, changed, the same or withdrawn."""
        return sum(kind.get(what, 0) for kind in self.counts.values())


@dataclass(frozen=True, slots=True)
class Freshness:
    """A source and when it was last brought in; ``days`` (UK) ago, and whether that is too long."""

    source: str
    name: str
    last_imported_at: datetime | None
    days: int | None
    is_overdue: bool


def past_imports(
    connection: Connection, source: str | None = None, most: int = MOST_LISTED
) -> list[PastImport]:
    """The imports of one source or of all, newest first."""
    statement = (
        select(_RUN, _SOURCE.c.slug)
        .join(_SOURCE, _SOURCE.c.id == _RUN.c.source_id)
        .order_by(_RUN.c.id.desc())
        .limit(most)
    )
    if source is not None:
        statement = statement.where(_SOURCE.c.slug == source)
    return [
        PastImport(
            row.id,
            row.slug,
            row.format,
            row.files,
            str(row.state),
            row.started_at,
            row.finished_at,
            row.offered,
            row.refused_rows,
            json.loads(row.counts) if row.counts else {},
            row.message,
        )
        for row in connection.execute(statement)
    ]


def freshness(connection: Connection, now: datetime) -> list[Freshness]:
    """Every source that was ever brought in, or was tried, by its short name."""
    today = now.astimezone(UK).date()
    tried = select(_RUN.c.source_id)
    statement = (
        select(_SOURCE.c.slug, _SOURCE.c.name, _SOURCE.c.last_imported_at)
        .where(_SOURCE.c.id.in_(tried))
        .order_by(_SOURCE.c.slug)
    )
    found = []
    for slug, name, moment in connection.execute(statement):
        day = moment.astimezone(UK).date() if moment else None
        days = (today - day).days if day else None
        found.append(Freshness(slug, name, moment, days, is_overdue(moment, now)))
    return found
