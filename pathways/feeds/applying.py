"""A staged set written into the catalogue, in one transaction and by sets: it is all there or not at all.

The write lock is held from the first statement to the commit; reading files and comparing happen before.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, FromClause, Subquery, delete, insert, literal, null, select, update
from sqlalchemy.sql.elements import ColumnElement

from pathways.catalogue.vocabulary import ListingState
from pathways.feeds import before_images
from pathways.feeds.comparing import Counts, compare, vanished
from pathways.feeds.kinds import KINDS, OPPORTUNITY, PARTS, Kind, PartKind


def apply_staged(
    connection: Connection,
    *,
    run_id: int,
    source_id: int,
    withdraw_missing: bool,
    moment: datetime,
    day: date,
) -> Counts:
    """Add, change and withdraw what the staged set says, and keep the rows as they were. Does not commit.

    ``moment`` (UTC) stamps the rows; ``day`` (UK) is when their source confirmed them.
    """
    if connection.dialect.name == "postgresql":
        # Compiling statements that run once costs seconds.
        connection.exec_driver_sql("SET LOCAL jit = off")
    before_images.forget(connection, source_id)
    counts = compare(connection, source_id, withdraw_missing)
    before_images.keep(connection, run_id, source_id, withdraw_missing)
    if withdraw_missing:
        for kind in reversed(KINDS):
            _withdraw(connection, kind, source_id, moment)
    for kind in KINDS:
        if _insert_added(connection, kind, source_id, moment, day) and kind is not OPPORTUNITY:
            _count(connection, kind)
        _note_ids(connection, kind, source_id)
        before_images.keep_added(connection, run_id, kind)
        _update_changed(connection, kind, source_id, moment, day)
    for part in PARTS:
        _replace_parts(connection, part)
    counts.confirmed = sum(_confirm(connection, kind, day) for kind in KINDS)
    return counts


def _withdraw(connection: Connection, kind: Kind, source_id: int, moment: datetime) -> None:
    if "state" not in kind.live.c:
        return
    values: dict[str, object] = {"state": ListingState.WITHDRAWN, "updated_at": moment}
    if "withdrawn_at" in kind.live.c:
        values["withdrawn_at"] = moment
    connection.execute(update(kind.live).values(values).where(vanished(kind, source_id)))


def _pointed(kind: Kind, source_id: int, verdict: str) -> Subquery:
    """The staged records of one verdict; for each key that points to another record, the id of its row beside it.

    Joined, and not looked up row by row.
    """
    staged = kind.staged
    joined: FromClause = staged
    for key, (_, target) in kind.points_to.items():
        is_target = (target.c.source_id == source_id) & (target.c.source_key == staged.c[key])
        joined = joined.outerjoin(target, is_target)
    ids = [target.c.id.label(column) for column, target in kind.points_to.values()]
    return select(*staged.c, *ids).select_from(joined).where(staged.c.verdict == verdict).subquery("found")


def _own_values(kind: Kind, found: Subquery) -> dict[str, ColumnElement[Any]]:
    names = ["digest", *(column for column, _ in kind.points_to.values()), *kind.own_columns]
    return {name: found.c[name] for name in names}


def _insert_added(connection: Connection, kind: Kind, source_id: int, moment: datetime, day: date) -> int:
    found = _pointed(kind, source_id, "added")
    values: dict[str, ColumnElement[Any]] = {
        "source_id": literal(source_id),
        "source_key": found.c.key,
        "checked_on": literal(day),
        "created_at": literal(moment, kind.live.c.created_at.type),
        "updated_at": literal(moment, kind.live.c.updated_at.type),
        **_own_values(kind, found),
    }
    rows = select(*values.values()).order_by(found.c.key)
    return connection.execute(insert(kind.live).from_select(list(values), rows)).rowcount


def _count(connection: Connection, kind: Kind) -> None:
    """Tell the planner how many rows others point to now: taking them for none, it would join them one by one."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f'ANALYZE "{kind.live.name}"')


def _update_changed(connection: Connection, kind: Kind, source_id: int, moment: datetime, day: date) -> None:
    live, found = kind.live, _pointed(kind, source_id, "changed")
    values: dict[str, object] = {"updated_at": moment, "checked_on": day, **_own_values(kind, found)}
    if "state" in live.c:
        values["state"] = ListingState.PUBLISHED
    if "withdrawn_at" in live.c:
        values["withdrawn_at"] = null()
    connection.execute(update(live).values(values).where(live.c.id == found.c.row_id))


def _note_ids(connection: Connection, kind: Kind, source_id: int) -> None:
    """Write the ids of the rows just added beside their staged records, to join by id from then on."""
    staged, live = kind.staged, kind.live
    connection.execute(
        update(staged)
        .values(row_id=live.c.id)
        .where(live.c.source_id == source_id, live.c.source_key == staged.c.key, staged.c.verdict == "added")
    )


def _replace_parts(connection: Connection, part: PartKind) -> None:
    whole, staged = part.whole.staged, part.staged
    changed = select(whole.c.row_id).where(whole.c.verdict == "changed")
    connection.execute(delete(part.live).where(part.live.c[part.id_column].in_(changed)))
    rows = (
        select(whole.c.row_id, *(staged.c[name] for name in part.own_columns))
        .select_from(staged)
        .join(whole, whole.c.key == staged.c[part.key_field])
        .where(whole.c.verdict != "same")
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
