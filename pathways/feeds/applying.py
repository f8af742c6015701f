"""A prepared set written into the catalogue, in one transaction and by sets: it is all there or not at all.

As little as can be is done here. On SQLite the write lock is held from the first statement to the commit; on
PostgreSQL others can have to wait from `change` on.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, literal, null, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from pathways.catalogue.vocabulary import ListingState
from pathways.feeds import edited_here
from pathways.feeds.comparing import Counts, vanished
from pathways.feeds.kinds import KINDS, PARTS, REPLACED, Kind, PartKind
from pathways.feeds.preparing import Prepared, prepare_anew, still_holds


@dataclass(frozen=True, slots=True)
class Applying:
    """One import about to be written. ``moment`` (UTC) stamps the rows; on ``day`` (UK) their source confirmed them."""

    connection: Connection
    run_id: int
    source_id: int
    withdraw_missing: bool
    moment: datetime
    day: date


def add_new(now: Applying, prepared: Prepared) -> Prepared:
    """Add what the prepared set has new, or of one that is prepared anew when it no longer holds. Does not commit.

    Nobody else sees these rows before the commit, and nobody waits for them where writers do not share one lock. Call
    it when it is this import's turn.
    """
    connection = now.connection
    if not still_holds(connection, prepared, now.source_id):
        prepared = prepare_anew(
            connection, run_id=now.run_id, source_id=now.source_id, withdraw_missing=now.withdraw_missing
        )
    counts = prepared.counts.kinds
    for kind in KINDS:
        if counts[kind.name].added:
            _insert_added(now, kind)
    for part in PARTS:
        if counts[part.whole.name].added:
            _insert_parts(connection, part, part.whole.staged.c.verdict == "added")
    return prepared


def change(now: Applying, prepared: Prepared) -> Counts:
    """Change and withdraw what the prepared set says, under the write lock. Does not commit."""
    connection, counts = now.connection, prepared.counts
    edited_here.step_back(connection, now.run_id, now.source_id, counts)
    if now.withdraw_missing:
        for kind in reversed(KINDS):
            if counts.kinds[kind.name].withdrawn:
                _withdraw(now, kind)
    for kind in KINDS:
        if counts.kinds[kind.name].changed:
            _update_changed(now, kind)
    for part in PARTS:
        if counts.kinds[part.whole.name].changed:
            _replace_parts(connection, part)
    edited_here.store_conflicts(connection, now.run_id, now.moment)
    counts.confirmed = sum(_confirm(connection, kind, now.day) for kind in KINDS)
    return counts


def _withdraw(now: Applying, kind: Kind) -> None:
    values: dict[str, object] = {"state": ListingState.WITHDRAWN, "updated_at": now.moment}
    if "withdrawn_at" in kind.live.c:
        values["withdrawn_at"] = now.moment
    now.connection.execute(update(kind.live).values(values).where(vanished(kind, now.source_id)))


def _insert_added(now: Applying, kind: Kind) -> None:
    staged, live = kind.staged, kind.live
    pointers = [column for column, _ in kind.points_to.values()]
    values: dict[str, ColumnElement[Any]] = {
        "id": staged.c.row_id,
        "source_id": literal(now.source_id),
        "source_key": staged.c.key,
        "checked_on": literal(now.day),
        "created_at": literal(now.moment, live.c.created_at.type),
        "updated_at": literal(now.moment, live.c.updated_at.type),
        **{name: staged.c[name] for name in ("digest", *pointers, *kind.own_columns)},
    }
    rows = select(*values.values()).where(staged.c.verdict == "added").order_by(staged.c.row_id)
    now.connection.execute(insert(live).from_select(list(values), rows))


def _update_changed(now: Applying, kind: Kind) -> None:
    live, staged = kind.live, kind.staged
    is_changed = (live.c.id == staged.c.row_id) & (staged.c.verdict == "changed")
    values: dict[str, object] = {"updated_at": now.moment, "checked_on": now.day, "digest": staged.c.digest}
    values |= {name: staged.c[name] for name in kind.own_columns}
    if "state" in live.c:
        values["state"] = ListingState.PUBLISHED
    if "withdrawn_at" in live.c:
        values["withdrawn_at"] = null()
    now.connection.execute(update(live).values(values).where(is_changed))
    pointers = [column for column, _ in kind.points_to.values()]
    if pointers:
        # Apart: what is indexed costs much to write, and few records move.
        moved = or_(*(live.c[name].is_distinct_from(staged.c[name]) for name in pointers))
        values = {name: staged.c[name] for name in pointers} | {"updated_at": now.moment}
        now.connection.execute(update(live).values(values).where(is_changed, moved))


def _replace_parts(connection: Connection, part: PartKind) -> None:
    whole = part.whole.staged
    replaced = select(REPLACED.c.row_id).where(REPLACED.c.part == part.name)
    connection.execute(delete(part.live).where(part.live.c[part.id_column].in_(replaced)))
    _insert_parts(connection, part, (whole.c.verdict == "changed") & whole.c.row_id.in_(replaced))


def _insert_parts(connection: Connection, part: PartKind, which: ColumnElement[bool]) -> None:
    whole, staged = part.whole.staged, part.staged
    rows = (
        select(whole.c.row_id, *(staged.c[name] for name in part.own_columns))
        .select_from(staged)
        .join(whole, whole.c.key == staged.c[part.key_field])
        .where(which)
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
