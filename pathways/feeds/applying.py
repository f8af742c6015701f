"""A staged set written into the catalogue, in one transaction and by sets: it is all there or not at all.

The write lock is held from the first statement to the commit; reading files and comparing happen before.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, literal, null, select, update
from sqlalchemy.sql.elements import ColumnElement

from pathways.catalogue.vocabulary import ListingState
from pathways.feeds import before_images
from pathways.feeds.comparing import Counts, compare, vanished
from pathways.feeds.kinds import KINDS, PARTS, Kind, PartKind


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
    before_images.forget(connection, source_id)
    counts = compare(connection, source_id, withdraw_missing)
    before_images.keep(connection, run_id, source_id, withdraw_missing)
    if withdraw_missing:
        for kind in reversed(KINDS):
            _withdraw(connection, kind, source_id, moment)
    for kind in KINDS:
        _insert_added(connection, kind, source_id, moment, day)
        _note_ids(connection, kind, source_id)
        before_images.keep_added(connection, run_id, kind)
        _update_changed(connection, kind, source_id, moment, day)
    for part in PARTS:
        _replace_parts(connection, part)
    for kind in KINDS:
        _confirm(connection, kind, day)
    return counts


def _withdraw(connection: Connection, kind: Kind, source_id: int, moment: datetime) -> None:
    if "state" not in kind.live.c:
        return
    values: dict[str, object] = {"state": ListingState.WITHDRAWN, "updated_at": moment}
    if "withdrawn_at" in kind.live.c:
        values["withdrawn_at"] = moment
    connection.execute(update(kind.live).values(values).where(vanished(kind, source_id)))


def _pointed(kind: Kind, source_id: int) -> dict[str, ColumnElement[Any]]:
    """For each id column, the id of the row that the staged key names."""
    return {
        column: select(target.c.id)
        .where(target.c.source_id == source_id, target.c.source_key == kind.staged.c[key])
        .correlate(kind.staged)
        .scalar_subquery()
        for key, (column, target) in kind.points_to.items()
    }


def _insert_added(connection: Connection, kind: Kind, source_id: int, moment: datetime, day: date) -> None:
    staged = kind.staged
    values: dict[str, ColumnElement[Any]] = {
        "source_id": literal(source_id),
        "source_key": staged.c.key,
        "checked_on": literal(day),
        "digest": staged.c.digest,
        "created_at": literal(moment, kind.live.c.created_at.type),
        "updated_at": literal(moment, kind.live.c.updated_at.type),
        **_pointed(kind, source_id),
        **{name: staged.c[name] for name in kind.own_columns},
    }
    rows = select(*values.values()).where(staged.c.verdict == "added").order_by(staged.c.key)
    connection.execute(insert(kind.live).from_select(list(values), rows))


def _update_changed(connection: Connection, kind: Kind, source_id: int, moment: datetime, day: date) -> None:
    staged, live = kind.staged, kind.live
    values: dict[str, object] = {
        "digest": staged.c.digest,
        "updated_at": moment,
        "checked_on": day,
        **_pointed(kind, source_id),
        **{name: staged.c[name] for name in kind.own_columns},
    }
    if "state" in live.c:
        values["state"] = ListingState.PUBLISHED
    if "withdrawn_at" in live.c:
        values["withdrawn_at"] = null()
    connection.execute(
        update(live).values(values).where(live.c.id == staged.c.row_id, staged.c.verdict == "changed")
    )


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
    )
    connection.execute(insert(part.live).from_select([part.id_column, *part.own_columns], rows))


def _confirm(connection: Connection, kind: Kind, day: date) -> None:
    """Records that came again as they were have been confirmed today; nothing else about them changes."""
    live, staged = kind.live, kind.staged
    connection.execute(
        update(live)
        .values(checked_on=day, updated_at=live.c.updated_at)
        .where(live.c.id == staged.c.row_id, staged.c.verdict == "same", live.c.checked_on != day)
    )
