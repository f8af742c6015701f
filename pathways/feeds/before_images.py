"""Rows as they were: kept before an import changes them, put back by a rollback.

Everything is done by sets. Images of an import that came to nothing are never read, and are swept up by the next.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, Table, delete, exists, insert, literal, select, update
from sqlalchemy.sql.elements import ColumnElement

from pathways.catalogue.models import SameOffer
from pathways.database import table_of
from pathways.feeds.comparing import vanished
from pathways.feeds.kinds import KINDS, OPPORTUNITY, PARTS, REPLACED, Kind, PartKind
from pathways.feeds.models import IMAGES, BeforeAdded, BeforePart, ImportRun, RunState

_ADDED = table_of(BeforeAdded)
_PART = table_of(BeforePart)
_RUN = table_of(ImportRun)
_SAME = table_of(SameOffer)


def forget(connection: Connection, source_id: int, but: int | None, step: Callable[[], None]) -> None:
    """Drop what was kept of the source's other imports: only the last one can be rolled back.

    ``step`` is called after each table: what is dropped is of no use to anybody, so it may go bit by bit.
    """
    ended = select(_RUN.c.id).where(_RUN.c.source_id == source_id, _RUN.c.state != RunState.RUNNING)
    if but is not None:
        ended = ended.where(_RUN.c.id != but)
    for table in (*IMAGES.values(), _ADDED, _PART):
        connection.execute(delete(table).where(table.c.run_id.in_(ended)))
        step()


def forget_run(connection: Connection, run_id: int) -> None:
    """Drop what was kept for one import."""
    for table in (*IMAGES.values(), _ADDED, _PART):
        connection.execute(delete(table).where(table.c.run_id == run_id))


def keep(
    connection: Connection, run_id: int, source_id: int, withdraw_missing: bool, step: Callable[[], None]
) -> None:
    """Copy every row that this import will change or withdraw, and each part it will replace, as it is now.

    Also note the rows that it will add. ``step`` is called after each table.
    """
    for kind in KINDS:
        changed = select(kind.staged.c.row_id).where(kind.staged.c.verdict == "changed")
        _copy(connection, run_id, kind.live, kind.live.c.id.in_(changed))
        step()
        if withdraw_missing and "state" in kind.live.c:
            # Apart: joined by "or" the two would be looked up row by row.
            _copy(connection, run_id, kind.live, vanished(kind, source_id))
            step()
        added = select(literal(run_id), literal(kind.name), kind.staged.c.row_id).where(
            kind.staged.c.verdict == "added"
        )
        connection.execute(insert(_ADDED).from_select(["run_id", "kind", "row_id"], added))
        step()
    for part in PARTS:
        replaced = select(REPLACED.c.row_id).where(REPLACED.c.part == part.name)
        _copy(connection, run_id, part.live, part.live.c[part.id_column].in_(replaced))
        step()
    noted = select(literal(run_id), REPLACED.c.part, REPLACED.c.row_id)
    connection.execute(insert(_PART).from_select(["run_id", "part", "row_id"], noted))
    step()


def leave_out(connection: Connection, run_id: int, kind: Kind, rows: list[int]) -> None:
    """Drop what was kept of these rows of a kind: this import will not touch them after all."""
    image = IMAGES[kind.live.name]
    connection.execute(delete(image).where(image.c.run_id == run_id, image.c.id.in_(rows)))
    for part in parts_of(kind):
        kept = IMAGES[part.live.name]
        connection.execute(delete(kept).where(kept.c.run_id == run_id, kept.c[part.id_column].in_(rows)))
        connection.execute(
            delete(_PART).where(_PART.c.run_id == run_id, _PART.c.part == part.name, _PART.c.row_id.in_(rows))
        )


def put_back(connection: Connection, run_id: int) -> dict[str, tuple[int, int]]:
    """Undo a run. For each kind, how many rows it had added (now removed) and changed (now restored).

    A row that was edited here since stays as it is, and so does one that such a row needs.
    """
    undone = {}
    for kind in reversed(KINDS):  # what points comes before what it points to
        image = IMAGES[kind.live.name]
        edited = select(kind.live.c.id).where(kind.live.c.edited_at.is_not(None))
        added = select(_ADDED.c.row_id).where(
            _ADDED.c.run_id == run_id,
            _ADDED.c.kind == kind.name,
            _ADDED.c.row_id.not_in(edited),
            *(~exists().where(child.c[column] == _ADDED.c.row_id) for child, column in _pointing_to(kind)),
        )
        changed = select(image.c.id).where(image.c.run_id == run_id, image.c.id.not_in(edited))
        if kind is OPPORTUNITY:
            connection.execute(
                delete(_SAME).where(_SAME.c.opportunity_id.in_(added) | _SAME.c.shown_id.in_(added))
            )
        for part in parts_of(kind):
            _put_part_back(connection, run_id, part, added, edited)
        removed = connection.execute(delete(kind.live).where(kind.live.c.id.in_(added))).rowcount
        values = {column.name: image.c[column.name] for column in kind.live.columns if column.name != "id"}
        restored = connection.execute(
            update(kind.live)
            .values(values)
            .where(kind.live.c.id == image.c.id, image.c.run_id == run_id, kind.live.c.id.in_(changed))
        ).rowcount
        undone[kind.name] = (removed, restored)
    return undone


def _put_part_back(
    connection: Connection, run_id: int, part: PartKind, added: object, edited: object
) -> None:
    owner = part.live.c[part.id_column]
    connection.execute(delete(part.live).where(owner.in_(added)))  # type: ignore[arg-type]
    replaced = select(_PART.c.row_id).where(
        _PART.c.run_id == run_id,
        _PART.c.part == part.name,
        _PART.c.row_id.not_in(edited),  # type: ignore[arg-type]
    )
    connection.execute(delete(part.live).where(owner.in_(replaced)))
    names = [column.name for column in part.live.columns]
    kept = IMAGES[part.live.name]
    rows = select(*(kept.c[name] for name in names)).where(
        kept.c.run_id == run_id, kept.c[part.id_column].in_(replaced)
    )
    connection.execute(insert(part.live).from_select(names, rows, include_defaults=False))


def _pointing_to(kind: Kind) -> Iterable[tuple[Table, str]]:
    """Each table with a column that holds ids of this kind."""
    for other in KINDS:
        for column, target in other.points_to.values():
            if target is kind.live:
                yield other.live, column


def parts_of(kind: Kind) -> Iterable[PartKind]:
    """The parts that records of a kind have."""
    return (part for part in PARTS if part.whole is kind)


def _copy(connection: Connection, run_id: int, live: Table, which: ColumnElement[bool]) -> None:
    names = [column.name for column in live.columns]
    rows = select(literal(run_id), *(live.c[name] for name in names)).where(which)
    connection.execute(insert(IMAGES[live.name]).from_select(["run_id", *names], rows))
