"""Which parts of changed records differ from what is live: the others need not be written again.

Told before the write lock is taken, by sets.
"""

from sqlalchemy import Connection, Select, delete, except_, func, insert, literal, select, union
from sqlalchemy.sql.elements import ColumnElement

from pathways.feeds.kinds import PARTS, REPLACED, PartKind


def find_differing_parts(connection: Connection) -> None:
    """Note each changed row with a part that was added, taken away or altered."""
    connection.execute(delete(REPLACED))
    for part in PARTS:
        staged, live = _staged_rows(part), _live_rows(part)
        gone, come = except_(live, staged).subquery(), except_(staged, live).subquery()
        differing = union(select(gone.c.row_id), select(come.c.row_id), _counted_differently(part)).subquery()
        rows = select(literal(part.name), differing.c.row_id)
        connection.execute(insert(REPLACED).from_select(["part", "row_id"], rows))


def _staged_rows(part: PartKind) -> Select[*tuple[object, ...]]:
    whole, staged = part.whole.staged, part.staged
    return (
        select(whole.c.row_id.label("row_id"), *(staged.c[name] for name in part.own_columns))
        .join(whole, whole.c.key == staged.c[part.key_field])
        .where(whole.c.verdict == "changed")
    )


def _live_rows(part: PartKind) -> Select[*tuple[object, ...]]:
    whole, live = part.whole.staged, part.live
    return (
        select(whole.c.row_id.label("row_id"), *(live.c[name] for name in part.own_columns))
        .join(whole, whole.c.row_id == live.c[part.id_column])
        .where(whole.c.verdict == "changed")
    )


def _counted_differently(part: PartKind) -> Select[tuple[int]]:
    """Rows with another number of parts: two that are alike count as one in a comparison of sets."""
    staged, live = _staged_rows(part).subquery(), _live_rows(part).subquery()
    before = select(live.c.row_id, func.count().label("number")).group_by(live.c.row_id).subquery()
    now = select(staged.c.row_id, func.count().label("number")).group_by(staged.c.row_id).subquery()
    differs: ColumnElement[bool] = before.c.number != now.c.number
    return select(now.c.row_id).join(before, before.c.row_id == now.c.row_id).where(differs)
