"""Rows as they were: kept while an import changes them, put back by a rollback.

Everything is done by sets, inside the caller's transaction.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, Table, delete, insert, literal, select, update
from sqlalchemy.sql.elements import ColumnElement

from pathways.database import table_of
from pathways.feeds.comparing import vanished
from pathways.feeds.kinds import KINDS, PARTS, Kind, PartKind
from pathways.feeds.models import IMAGES, BeforeAdded, ImportRun

_ADDED = table_of(BeforeAdded)
_RUN = table_of(ImportRun)


def forget(connection: Connection, source_id: int) -> None:
    """Drop what was kept of the source's earlier import: only the last one can be rolled back."""
    runs = select(_RUN.c.id).where(_RUN.c.source_id == source_id)
    for table in (*IMAGES.values(), _ADDED):
        connection.execute(delete(table).where(table.c.run_id.in_(runs)))


def keep(connection: Connection, run_id: int, source_id: int, withdraw_missing: bool) -> None:
    """Copy every row that this import will change or withdraw, with its parts, as it is now."""
    for kind in KINDS:
        leaving: ColumnElement[bool] = kind.live.c.id.in_(
            select(kind.staged.c.row_id).where(kind.staged.c.verdict == "changed")
        )
        if withdraw_missing and "state" in kind.live.c:
            leaving = leaving | vanished(kind, source_id)
        _copy(connection, run_id, kind.live, leaving)
        image = IMAGES[kind.live.name]
        kept = select(image.c.id).where(image.c.run_id == run_id)
        for part in _parts_of(kind):
            _copy(connection, run_id, part.live, part.live.c[part.id_column].in_(kept))


def keep_added(connection: Connection, run_id: int, kind: Kind) -> None:
    """Note the rows of a kind that this import has just added."""
    added = select(literal(run_id), literal(kind.name), kind.staged.c.row_id).where(
        kind.staged.c.verdict == "added"
    )
    connection.execute(insert(_ADDED).from_select(["run_id", "kind", "row_id"], added))


def put_back(connection: Connection, run_id: int) -> dict[str, tuple[int, int]]:
    """Undo a run. For each kind, how many rows it had added (now removed) and changed (now restored)."""
    undone = {}
    for kind in reversed(KINDS):  # what points comes before what it points to
        image = IMAGES[kind.live.name]
        added = select(_ADDED.c.row_id).where(_ADDED.c.run_id == run_id, _ADDED.c.kind == kind.name)
        changed = select(image.c.id).where(image.c.run_id == run_id)
        for part in _parts_of(kind):
            owner = part.live.c[part.id_column]
            connection.execute(delete(part.live).where(owner.in_(added)))
            connection.execute(delete(part.live).where(owner.in_(changed)))
            names = [column.name for column in part.live.columns]
            kept = IMAGES[part.live.name]
            rows = select(*(kept.c[name] for name in names)).where(kept.c.run_id == run_id)
            connection.execute(insert(part.live).from_select(names, rows, include_defaults=False))
        removed = connection.execute(delete(kind.live).where(kind.live.c.id.in_(added))).rowcount
        values = {column.name: image.c[column.name] for column in kind.live.columns if column.name != "id"}
        restored = connection.execute(
            update(kind.live).values(values).where(kind.live.c.id == image.c.id, image.c.run_id == run_id)
        ).rowcount
        undone[kind.name] = (removed, restored)
    return undone


def _parts_of(kind: Kind) -> Iterable[PartKind]:
    return (part for part in PARTS if part.whole is kind)


def _copy(connection: Connection, run_id: int, live: Table, which: ColumnElement[bool]) -> None:
    names = [column.name for column in live.columns]
    rows = select(literal(run_id), *(live.c[name] for name in names)).where(which)
    connection.execute(insert(IMAGES[live.name]).from_select(["run_id", *names], rows))
