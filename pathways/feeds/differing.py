"""Which parts of changed records differ from what is live: the others need not be written again.

Told before the write lock is taken, by sets.
"""

from sqlalchemy import Connection, Select, delete, except_, func, insert, literal, select, union

from pathways.feeds.kinds import PARTS, REPLACED, PartKind


def find_differing_parts(connection: Connection) -> None:
    """Note each changed row with a part that was added, taken away or altered, or stands there more or less often."""
    connection.execute(delete(REPLACED))
    for part in PARTS:
        staged, live = _staged_rows(part), _live_rows(part)
        gone, come = except_(live, staged).subquery(), except_(staged, live).subquery()
        differing = union(select(gone.c.row_id), select(come.c.row_id)).subquery()
        rows = select(literal(part.name), differing.c.row_id)
        connection.execute(insert(REPLACED).from_select(["part", "row_id"], rows))


def _staged_rows(part: PartKind) -> Select[*tuple[object, ...]]:
    whole, staged = part.whole.staged, part.staged
    columns = (whole.c.row_id.label("row_id"), *(staged.c[name] for name in part.own_columns))
    return (
        select(*columns, func.count())
        .join(whole, whole.c.key == staged.c[part.key_field])
        .where(whole.c.verdict == "changed")
        .group_by(*columns)
    )


def _live_rows(part: PartKind) -> Select[*tuple[object, ...]]:
    whole, live = part.whole.staged, part.live
    columns = (whole.c.row_id.label("row_id"), *(live.c[name] for name in part.own_columns))
    return (
        select(*columns, func.count())
        .join(whole, whole.c.row_id == live.c[part.id_column])
        .where(whole.c.verdict == "changed")
        .group_by(*columns)
    )
