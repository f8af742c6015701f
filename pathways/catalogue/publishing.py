"""The pieces of publishing: what has changed since a large segment was built, and the folders written for it."""

import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, func, select

from pathways.catalogue.filling.progress import Progress
from pathways.catalogue.filling.rows import fill
from pathways.catalogue.models import CatalogueChange
from pathways.catalogue.published_sources import source_facts
from pathways.database import Database, table_of
from pathways.snapshot.building import segment_arrays
from pathways.snapshot.pointer import Pointer
from pathways.snapshot.store import write_arrays

LOOK_BACK = 500
"""Changes before the last one known that are looked at again: one with a lower number may have been committed later."""

_CHANGE = table_of(CatalogueChange)
_STAMP, _STAMP_LENGTH = "%Y%m%dT%H%M%S", 15


@dataclass(frozen=True, slots=True)
class Since:
    """What a large segment knew of the change sequence when it was built."""

    sequence: int
    seen: frozenset[int]


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed since: the opportunities, whether everything may have, and the last number of the sequence."""

    opportunity_ids: list[int]
    everything: bool
    sequence: int

    @property
    def is_nothing(self) -> bool:
        """Whether nothing changed."""
        return not self.opportunity_ids and not self.everything


@contextmanager
def steady_view(database: Database) -> Iterator[Connection]:
    """A connection whose reads all see the database as it was at the first of them."""
    with database.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def pointing(folder: Path) -> Iterator[None]:
    """Only one process at a time may decide what the pointer says next."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "pointer.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def last_change(connection: Connection) -> int:
    """The highest number of the change sequence, zero before the first."""
    return int(connection.execute(select(func.coalesce(func.max(_CHANGE.c.id), 0))).scalar_one())


def known_now(connection: Connection) -> Since:
    """What the change sequence holds at this moment."""
    sequence = last_change(connection)
    seen = connection.execute(select(_CHANGE.c.id).where(_CHANGE.c.id > sequence - LOOK_BACK)).scalars()
    return Since(sequence, frozenset(seen))


def changed_since(connection: Connection, since: Since) -> Changed:
    """The changes that a large segment does not hold."""
    statement = select(_CHANGE.c.id, _CHANGE.c.opportunity_id).where(
        _CHANGE.c.id > since.sequence - LOOK_BACK
    )
    new = [(number, key) for number, key in connection.execute(statement) if number not in since.seen]
    ids = sorted({key for _, key in new if key is not None})
    return Changed(
        ids, any(key is None for _, key in new), max((number for number, _ in new), default=since.sequence)
    )


def write_large(connection: Connection, folder: Path, progress: Progress) -> tuple[str, Since]:
    """Build the large segment from everything. Gives the name of its folder and what it knows."""
    since = known_now(connection)
    arrays = segment_arrays(fill(connection, None, progress))
    name = f"{time.strftime(_STAMP, time.gmtime())}-{secrets.token_hex(3)}"
    progress("Writing the snapshot", 0, 0)
    facts = {"sequence": since.sequence, "seen": sorted(since.seen), "sources": source_facts(connection)}
    write_arrays(folder / name, arrays, facts)
    return name, since


def made_at(version: str) -> datetime:
    """When the large segment of a version was built (UTC). Raises ValueError for what is no version."""
    return datetime.strptime(version[:_STAMP_LENGTH], _STAMP).replace(tzinfo=UTC)


def write_small(
    connection: Connection, folder: Path, large: str, since: Since, progress: Progress
) -> Pointer:
    """Build the small segment of what changed since ``large`` was built, if anything did; where to point then."""
    changed = changed_since(connection, since)
    if changed.is_nothing:
        return Pointer(large, large, None, since.sequence)
    only = select(_CHANGE.c.opportunity_id).where(_CHANGE.c.id > since.sequence - LOOK_BACK)
    arrays = segment_arrays(fill(connection, only, progress))
    looked_back = (
        connection.execute(only.where(_CHANGE.c.opportunity_id.is_not(None)).distinct()).scalars().all()
    )
    arrays["masked_ids"] = np.array(sorted(looked_back), np.int64)
    name = f"{large}-{changed.sequence}-{os.getpid():x}{secrets.token_hex(2)}"
    facts = {"large": large, "sequence": changed.sequence, "sources": source_facts(connection)}
    write_arrays(folder / name, arrays, facts)
    return Pointer(name, large, name, changed.sequence)
