"""Ids for rows that are about to be added, and what their keys point to: settled before the write lock is taken."""

from sqlalchemy import Connection, Table, func, select, update
from sqlalchemy.sql.elements import ColumnElement

from pathways.feeds.kinds import KINDS, Kind

_NEW_OR_CHANGED = ("added", "changed")


def give_ids(connection: Connection) -> None:
    """Write an id beside each staged record that is new; in the order of their keys."""
    for kind in KINDS:
        waiting = kind.staged.alias("waiting")
        if connection.dialect.name == "postgresql":
            sequence = func.pg_get_serial_sequence(kind.live.name, "id")
            in_order = select(waiting.c.key).where(waiting.c.verdict == "added").order_by(waiting.c.key)
            keys = in_order.subquery("in_order")
            numbered = select(keys.c.key, func.nextval(sequence).label("id")).subquery("numbered")
        else:
            last = select(func.coalesce(func.max(kind.live.c.id), 0)).scalar_subquery()
            place = func.row_number().over(order_by=waiting.c.key)
            numbered = (
                select(waiting.c.key, (last + place).label("id"))
                .where(waiting.c.verdict == "added")
                .subquery("numbered")
            )
        connection.execute(
            update(kind.staged).values(row_id=numbered.c.id).where(kind.staged.c.key == numbered.c.key)
        )


def last_ids(connection: Connection) -> tuple[int, ...]:
    """The highest id of each table, where ids are given by counting on; nothing where a sequence gives them."""
    if connection.dialect.name == "postgresql":
        return ()
    highest = (select(func.coalesce(func.max(kind.live.c.id), 0)).scalar_subquery() for kind in KINDS)
    return tuple(connection.execute(select(*highest)).one())


def point(connection: Connection, source_id: int) -> None:
    """Write the ids of what each new or changed record points to beside it."""
    for kind in KINDS:
        for key, (column, target) in kind.points_to.items():
            _point_to_staged(connection, kind, key, column, target)
            _point_to_live(connection, kind, key, column, target, source_id)


def _point_to_staged(connection: Connection, kind: Kind, key: str, column: str, target: Table) -> None:
    staged = kind.staged
    pointed = next(other.staged for other in KINDS if other.live is target)
    connection.execute(
        update(staged)
        .values({column: pointed.c.row_id})
        .where(pointed.c.key == staged.c[key], staged.c.verdict.in_(_NEW_OR_CHANGED))
    )


def _point_to_live(
    connection: Connection, kind: Kind, key: str, column: str, target: Table, source_id: int
) -> None:
    """What this set does not hold may be there from one before it."""
    staged = kind.staged
    is_target: ColumnElement[bool] = (target.c.source_id == source_id) & (
        target.c.source_key == staged.c[key]
    )
    connection.execute(
        update(staged)
        .values({column: target.c.id})
        .where(is_target, staged.c[column].is_(None), staged.c.verdict.in_(_NEW_OR_CHANGED))
    )
