"""Standards written into their table by one transaction, with the rows as they were kept for a rollback."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, literal, select, update

from pathways.catalogue.models import ApprenticeshipStandard
from pathways.catalogue.vocabulary import ListingState
from pathways.database import table_of
from pathways.feeds.comparing import KindCounts
from pathways.feeds.models import IMAGES, BeforeAdded
from pathways.feeds.standards.records import StandardRecord

KIND = "standard"
LIVE = table_of(ApprenticeshipStandard)
_IMAGE = IMAGES[LIVE.name]
_ADDED = table_of(BeforeAdded)
_NAMES = [column.name for column in LIVE.columns]


@dataclass(slots=True)
class Changes:
    """What a set would change: the records to add, those to write over a row by its id, and the ids to withdraw."""

    added: list[StandardRecord] = field(default_factory=list)
    changed: dict[int, StandardRecord] = field(default_factory=dict)
    same: list[int] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)
    published_before: int = 0

    def counts(self) -> KindCounts:
        """How many of each."""
        return KindCounts(len(self.added), len(self.changed), len(self.same), len(self.withdrawn))


def compare_standards(
    connection: Connection, source_id: int | None, found: Mapping[str, StandardRecord], held: Iterable[str]
) -> Changes:
    """Each record against the row with its key. Rows that a refused one would explain are not withdrawn."""
    changes, kept = Changes(), set(held)
    live: dict[str, Any] = {}
    if source_id is not None:
        columns = (LIVE.c.id, LIVE.c.source_key, LIVE.c.digest, LIVE.c.state)
        rows = connection.execute(select(*columns).where(LIVE.c.source_id == source_id))
        live = {row.source_key: row for row in rows}
    for key, record in found.items():
        row = live.get(key)
        if row is None:
            changes.added.append(record)
        elif row.digest == record.digest() and row.state == ListingState.PUBLISHED:
            changes.same.append(row.id)
        else:
            changes.changed[row.id] = record
    for key, row in live.items():
        if row.state != ListingState.PUBLISHED:
            continue
        changes.published_before += 1
        if key not in found and key not in kept:
            changes.withdrawn.append(row.id)
    return changes


def apply_standards(
    connection: Connection, changes: Changes, *, run_id: int, source_id: int, moment: datetime, day: date
) -> int:
    """Write the changes and keep what they replace. Does not commit. How many rows are confirmed anew as they were."""
    _keep(connection, run_id, [*changes.changed, *changes.withdrawn])
    stamps = {"source_id": source_id, "created_at": moment, "updated_at": moment}
    for record in changes.added:
        made = connection.execute(insert(LIVE).values(**_values(record, day), **stamps))
        assert made.inserted_primary_key is not None
        connection.execute(
            insert(_ADDED).values(run_id=run_id, kind=KIND, row_id=made.inserted_primary_key[0])
        )
    for row_id, record in changes.changed.items():
        connection.execute(
            update(LIVE)
            .where(LIVE.c.id == row_id)
            .values(**_values(record, day), updated_at=moment, state=ListingState.PUBLISHED)
        )
    if changes.withdrawn:
        connection.execute(
            update(LIVE)
            .where(LIVE.c.id.in_(changes.withdrawn))
            .values(state=ListingState.WITHDRAWN, updated_at=moment)
        )
    confirmed = connection.execute(
        update(LIVE)
        .where(LIVE.c.id.in_(changes.same), LIVE.c.checked_on != day)
        .values(checked_on=day, updated_at=LIVE.c.updated_at)
    )
    return confirmed.rowcount


def put_back(connection: Connection, run_id: int) -> dict[str, tuple[int, int]]:
    """Undo a run: how many standards it had added (now removed) and changed or withdrawn (now restored)."""
    added = select(_ADDED.c.row_id).where(_ADDED.c.run_id == run_id, _ADDED.c.kind == KIND)
    removed = connection.execute(delete(LIVE).where(LIVE.c.id.in_(added))).rowcount
    values = {name: _IMAGE.c[name] for name in _NAMES if name != "id"}
    restored = connection.execute(
        update(LIVE).values(values).where(LIVE.c.id == _IMAGE.c.id, _IMAGE.c.run_id == run_id)
    ).rowcount
    return {KIND: (removed, restored)}


def _keep(connection: Connection, run_id: int, ids: list[int]) -> None:
    rows = select(literal(run_id), *LIVE.columns).where(LIVE.c.id.in_(ids))
    connection.execute(insert(_IMAGE).from_select(["run_id", *_NAMES], rows))


def _values(record: StandardRecord, day: date) -> dict[str, Any]:
    values = asdict(record)
    values["source_key"] = values.pop("key")
    return {**values, "digest": record.digest(), "checked_on": day}
