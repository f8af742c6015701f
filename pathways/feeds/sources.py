"""Where records come from: the source's row and the runs of its imports."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, CursorResult, func, insert, select, update

from pathways import clock
from pathways.catalogue.models import Provider, Source
from pathways.database import table_of
from pathways.feeds.comparing import Counts
from pathways.feeds.models import ImportRun, RunState
from pathways.feeds.refusals import FeedRefusedError

_PROVIDER = table_of(Provider)
_SOURCE = table_of(Source)
_RUN = table_of(ImportRun)
_TURN = 0x66656564
"""Number of the PostgreSQL lock under which the imports of a source take turns ("feed" in ASCII)."""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is said of a source. ``whole_sets``: what is missing next time is withdrawn."""

    slug: str
    name: str
    statement: str
    address: str
    whole_sets: bool


def find_source(connection: Connection, slug: str) -> int | None:
    """The id of a source, or None before its first import."""
    return connection.execute(select(_SOURCE.c.id).where(_SOURCE.c.slug == slug)).scalar_one_or_none()


def ensure_source(connection: Connection, facts: SourceFacts) -> int:
    """The id of the source, its row made or brought up to date."""
    values = {
        "name": facts.name,
        "statement": facts.statement,
        "address": facts.address,
        "publishes_whole_sets": facts.whole_sets,
    }
    known = find_source(connection, facts.slug)
    if known is None:
        made = connection.execute(insert(_SOURCE).values(slug=facts.slug, **values))
        return _new_id(made)
    connection.execute(update(_SOURCE).where(_SOURCE.c.id == known).values(values))
    return known


def refuse_another_kind(connection: Connection, slug: str, format_name: str) -> None:
    """Raise FeedRefusedError for a source that this format never filled: its records would be withdrawn."""
    source_id = find_source(connection, slug)
    if source_id is None:
        return
    runs = set(connection.execute(select(_RUN.c.format).where(_RUN.c.source_id == source_id)).scalars())
    has_records = connection.execute(
        select(_PROVIDER.c.id).where(_PROVIDER.c.source_id == source_id).limit(1)
    ).first()
    if format_name not in runs and (runs or has_records):
        raise FeedRefusedError(f"The source {slug} holds other records. Choose another name with --source.")


def begin_run(connection: Connection, source_id: int, format_name: str, paths: Sequence[Path]) -> int:
    """Note that an import has begun; earlier ones that never ended were killed and are marked so."""
    connection.execute(
        update(_RUN)
        .where(_RUN.c.source_id == source_id, _RUN.c.state == RunState.RUNNING)
        .values(state=RunState.INTERRUPTED)
    )
    files = "; ".join(path.name for path in paths)[:1000]
    made = connection.execute(insert(_RUN).values(source_id=source_id, format=format_name, files=files))
    return _new_id(made)


def wait_for_turn(connection: Connection, source_id: int) -> None:
    """Let no other import or rollback of this source write until the transaction ends.

    On PostgreSQL nobody else waits for that; on SQLite it takes the one write lock there is.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_TURN, source_id)))
    else:
        lock_source(connection, source_id)


def lock_source(connection: Connection, source_id: int) -> None:
    """Take the write lock for this source, by a first write to what others read and write."""
    connection.execute(update(_SOURCE).where(_SOURCE.c.id == source_id).values(last_imported_at=clock.now()))


def end_run(
    connection: Connection,
    run_id: int,
    state: RunState,
    *,
    offered: int = 0,
    refused_rows: int = 0,
    counts: Counts | None = None,
    message: str = "",
) -> None:
    """Note what became of a run."""
    connection.execute(
        update(_RUN)
        .where(_RUN.c.id == run_id)
        .values(
            state=state,
            finished_at=clock.now(),
            offered=offered,
            refused_rows=refused_rows,
            counts=json.dumps(counts.as_dict()) if counts else "",
            message=message,
        )
    )


def _new_id(made: CursorResult[Any]) -> int:
    key = made.inserted_primary_key
    assert key is not None
    return int(key[0])
