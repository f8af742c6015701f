"""A prepared set written into the catalogue, in one transaction and by sets: it is all there or not at all.

The write lock is held from the first statement to the commit, so as little as can be is done here.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, literal, null, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from pathways.catalogue.vocabulary import ListingState
from pathways.feeds import edited_here
from pathways.feeds.comparing import Counts, vanished
from pathways.feeds.kinds import KINDS, PARTS, REPLACED, Kind, PartKind
from pathways.feeds.preparing import Prepared, prepare_anew, still_holds


def apply_staged(
    connection: Connection,
    prepared: Prepared,
    *,
    run_id: int,
    source_id: int,
    withdraw_missing: bool,
    moment: datetime,
    day: date,
) -> Counts:
    """Add, change and withdraw what the prepared set says. Does not commit.

    ``moment`` (UTC) stamps the rows; ``day`` (UK) is when their source confirmed them.
    """
    if connection.dialect.name == "postgresql":
        # Compiling statements that run once costs seconds; sets of this size are sorted in memory.
        connection.exec_driver_sql("SET LOCAL jit = off")
        connection.exec_driver_sql("SET LOCAL work_mem = '64MB'")
    if not still_holds(connection, prepared, source_id):
        prepared = prepare_anew(
            connection, run_id=run_id, source_id=source_id, withdraw_missing=withdraw_missing
        )
    counts = prepared.counts
    edited_here.step_back(connection, run_id, source_id, counts)
    if withdraw_missing:
        for kind in reversed(KINDS):
            _withdraw(connection, kind, source_id, moment)
    for kind in KINDS:
        if counts.kinds[kind.name].added:
            _insert_added(connection, kind, source_id, moment, day)
        if counts.kinds[kind.name].changed:
            _update_changed(connection, kind, moment, day)
    for part in PARTS:
        touched = counts.kinds[part.whole.name]
        if touched.added or touched.changed:
            _replace_parts(connection, part)
    edited_here.store_conflicts(connection, run_id, moment)
    counts.confirmed = sum(_confirm(connection, kind, day) for kind in KINDS)
    return counts


def _withdraw(connection: Connection, kind: Kind, source_id: int, moment: datetime) -> None:
    if "state" not in kind.live.c:
        return
    values: dict[str, object] = {"state": ListingState.WITHDRAWN, "updated_at": moment}
    if "withdrawn_at" in kind.live.c:
        values["withdrawn_at"] = moment
    connection.execute(update(kind.live).values(values).where(vanished(kind, source_id)))


def _insert_added(connection: Connection, kind: Kind, source_id: int, moment: datetime, day: date) -> None:
    staged, live = kind.staged, kind.live
    pointers = [column for column, _ in kind.points_to.values()]
    values: dict[str, ColumnElement[Any]] = {
        "id": staged.c.row_id,
        "source_id": literal(source_id),
        "source_key": staged.c.key,
        "checked_on": literal(day),
        "created_at": literal(moment, live.c.created_at.type),
        "updated_at": literal(moment, live.c.updated_at.type),
        **{name: staged.c[name] for name in ("digest", *pointers, *kind.own_columns)},
    }
    rows = select(*values.values()).where(staged.c.verdict == "added").order_by(staged.c.row_id)
    connection.execute(insert(live).from_select(list(values), rows))


def _update_changed(connection: Connection, kind: Kind, moment: datetime, day: date) -> None:
    live, staged = kind.live, kind.staged
    is_changed = (live.c.id == staged.c.row_id) & (staged.c.verdict == "changed")
    values: dict[str, object] = {"updated_at": moment, "checked_on": day, "digest": staged.c.digest}
    values |= {name: staged.c[name] for name in kind.own_columns}
    if "state" in live.c:
        values["state"] = ListingState.PUBLISHED
    if "withdrawn_at" in live.c:
        values["withdrawn_at"] = null()
    connection.execute(update(live).values(values).where(is_changed))
    pointers = [column for column, _ in kind.points_to.values()]
    if pointers:
        # Apart: what is indexed costs much to write, and few records move.
        moved = or_(*(live.c[name].is_distinct_from(staged.c[name]) for name in pointers))
        values = {name: staged.c[name] for name in pointers} | {"updated_at": moment}
        connection.execute(update(live).values(values).where(is_changed, moved))


def _replace_parts(connection: Connection, part: PartKind) -> None:
    whole, staged = part.whole.staged, part.staged
    replaced = select(REPLACED.c.row_id).where(REPLACED.c.part == part.name)
    connection.execute(delete(part.live).where(part.live.c[part.id_column].in_(replaced)))
    rows = (
        select(whole.c.row_id, *(staged.c[name] for name in part.own_columns))
        .select_from(staged)
        .join(whole, whole.c.key == staged.c[part.key_field])
        .where(or_(whole.c.verdict == "added", (whole.c.verdict == "changed") & whole.c.row_id.in_(replaced)))
        # Side by side, as they are asked for, and quicker to put into their indexes.
        .order_by(whole.c.row_id)
    )
    connection.execute(insert(part.live).from_select([part.id_column, *part.own_columns], rows))


def _confirm(connection: Connection, kind: Kind, day: date) -> int:
    """Records that came again as they were have been confirmed today; nothing else about them changes."""
    live, staged = kind.live, kind.staged
    return connection.execute(
        update(live)
        .values(checked_on=day, updated_at=live.c.updated_at)
        .where(live.c.id == staged.c.row_id, staged.c.verdict == "same", live.c.checked_on != day)
    ).rowcount
