"""Records that were edited in this database: a feed leaves them alone, and what it says of them is kept beside them.

``edited_at`` marks such a record (`pathways.catalogue.editing`). Its ``digest`` goes on telling what the source had
said when the edit was made. When the source says something else, or lists it no more, that is a conflict: ours
stays in place, and theirs is stored with the import and both fingerprints, for a person to choose.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, func, insert, literal, select, update

from pathways.database import table_of
from pathways.feeds import before_images
from pathways.feeds.comparing import Counts, not_given
from pathways.feeds.kinds import CONFLICTS, HELD, KINDS, OPPORTUNITY, PARTS, PROGRAMME, Kind
from pathways.feeds.models import EditConflict

_CONFLICT = table_of(EditConflict)
_BATCH = 1_000


def find_conflicts(connection: Connection, counts: Counts, source_id: int, withdraw_missing: bool) -> None:
    """Write each record whose source now says something else into the temporary table of conflicts."""
    connection.execute(delete(CONFLICTS))
    for kind in KINDS:
        if counts.edited[kind.name]:
            for rows in _theirs(connection, kind):
                connection.execute(insert(CONFLICTS), rows)
        if withdraw_missing and "state" in kind.live.c:
            live = kind.live
            gone = select(literal(kind.name), live.c.id, live.c.digest, literal(""), literal("")).where(
                not_given(kind, source_id), live.c.edited_at.is_not(None), ~_is_held(kind)
            )
            connection.execute(insert(CONFLICTS).from_select(CONFLICTS.c.keys(), gone))
            dropped = select(func.count()).where(CONFLICTS.c.kind == kind.name, CONFLICTS.c.digest == "")
            counts.edited[kind.name] += connection.execute(dropped).scalar_one()


def step_back(connection: Connection, run_id: int, source_id: int, counts: Counts) -> None:
    """Leave alone what was edited between the comparison and the lock; its conflict is found by the next import."""
    for kind in KINDS:
        live, staged = kind.live, kind.staged
        edited = list(
            connection.execute(
                select(live.c.id).where(live.c.source_id == source_id, live.c.edited_at.is_not(None))
            ).scalars()
        )
        for start in range(0, len(edited), _BATCH):
            rows = edited[start : start + _BATCH]
            spared = connection.execute(
                update(staged)
                .values(verdict="edited")
                .where(staged.c.row_id.in_(rows), staged.c.verdict == "changed")
            ).rowcount
            counts.kinds[kind.name].changed -= spared
            counts.edited[kind.name] += spared
            before_images.leave_out(connection, run_id, kind, rows)


def store_conflicts(connection: Connection, run_id: int, moment: datetime) -> None:
    """Store what is new among the conflicts, and end those of which the source says again what it said before."""
    staged, same = CONFLICTS, _CONFLICT.alias("same")
    known = (
        exists()
        .where(same.c.kind == staged.c.kind, same.c.row_id == staged.c.row_id)
        .where(same.c.digest == staged.c.digest, same.c.ended_run_id.is_(None))
    )
    is_open = (_CONFLICT.c.ended_run_id.is_(None)) & (_CONFLICT.c.settled_at.is_(None))
    otherwise = (
        exists()
        .where(staged.c.kind == _CONFLICT.c.kind, staged.c.row_id == _CONFLICT.c.row_id)
        .where(staged.c.digest != _CONFLICT.c.digest)
    )
    connection.execute(update(_CONFLICT).values(ended_run_id=run_id).where(is_open, otherwise))
    for kind in KINDS:
        as_before = select(kind.staged.c.row_id).where(kind.staged.c.verdict == "same")
        connection.execute(
            update(_CONFLICT)
            .values(ended_run_id=run_id)
            .where(is_open, _CONFLICT.c.kind == kind.name, _CONFLICT.c.row_id.in_(as_before))
        )
    names = ["run_id", "found_at", *CONFLICTS.c.keys()]
    rows = select(literal(run_id), literal(moment, _CONFLICT.c.found_at.type), *CONFLICTS.c).where(~known)
    connection.execute(insert(_CONFLICT).from_select(names, rows))


def forget_conflicts(connection: Connection, run_id: int) -> None:
    """Undo what an import did to the conflicts."""
    connection.execute(delete(_CONFLICT).where(_CONFLICT.c.run_id == run_id))
    connection.execute(update(_CONFLICT).values(ended_run_id=None).where(_CONFLICT.c.ended_run_id == run_id))


def _theirs(connection: Connection, kind: Kind) -> Iterator[list[dict[str, Any]]]:
    """The staged records of a kind that were edited here, as JSON with their parts, in batches."""
    staged, live = kind.staged, kind.live
    names = [*kind.points_to, *kind.own_columns]
    last = ""
    while True:
        records = connection.execute(
            select(staged, live.c.digest.label("base_digest"))
            .join(live, live.c.id == staged.c.row_id)
            .where(staged.c.verdict == "edited", staged.c.key > last)
            .order_by(staged.c.key)
            .limit(_BATCH)
        ).all()
        if not records:
            return
        last = records[-1].key
        parts = _parts_by_key(connection, kind, [record.key for record in records])
        yield [
            {
                "kind": kind.name,
                "row_id": record.row_id,
                "base_digest": record.base_digest,
                "digest": record.digest,
                "theirs": _as_json(record, names, parts.get(record.key, {})),
            }
            for record in records
        ]


def _parts_by_key(
    connection: Connection, kind: Kind, keys: list[str]
) -> dict[str, dict[str, list[dict[str, Any]]]]:
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for part in PARTS:
        if part.whole is not kind:
            continue
        column = part.staged.c[part.key_field]
        for row in connection.execute(select(part.staged).where(column.in_(keys))):
            values = {name: getattr(row, name) for name in part.own_columns}
            found.setdefault(getattr(row, part.key_field), {}).setdefault(part.name, []).append(values)
    return found


def _as_json(record: Row[Any], names: list[str], parts: dict[str, list[dict[str, Any]]]) -> str:
    values = {name: getattr(record, name) for name in names}
    return json.dumps({**values, "parts": parts}, ensure_ascii=False, default=str, sort_keys=True)


def _is_held(kind: Kind) -> Any:
    """A record of a programme whose row could not be used: its absence says nothing."""
    programmes, opportunities = PROGRAMME.live, OPPORTUNITY.live
    held = select(programmes.c.id).join(HELD, HELD.c.programme_key == programmes.c.source_key)
    if kind.live is programmes:
        return kind.live.c.id.in_(held)
    if kind.live is opportunities:
        return kind.live.c.programme_id.in_(held)
    return kind.live.c.id.in_(select(programmes.c.provider_id).where(programmes.c.id.in_(held)))
