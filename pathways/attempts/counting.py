"""Counting attempts, and saying how long to wait after too many.

Spans of time are fixed (each hour from the hour, say), so that one statement counts. Around the turn of a span somebody
may try up to twice the limit within its length; limits are set with that in mind.
"""

from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.attempts.models import AttemptCount
from pathways.database import Database, table_of
from pathways.tokens import keyed_hash


def seconds_to_wait(database: Database, *, kind: str, who: str, limit: int, per: timedelta, key: str) -> int:
    """Count one attempt of ``kind`` by ``who``, and say how many seconds to wait: 0 to go on.

    ``who`` is an internet address, an account, or a word for everybody together; only its hash under ``key`` is
    kept. ``limit`` attempts are allowed in each span of ``per``. Counted in a transaction of its own: what happens to
    the attempt does not undo it.
    """
    now = clock.now()
    ends = span_end(now, per)
    row = {
        "kind": kind,
        "who_hash": keyed_hash(who, purpose=f"attempt:{kind}", key=key),
        "span_ends_at": ends,
    }
    with database.unit_of_work() as session:
        tries = session.execute(_count_one(database.engine.dialect.name, {**row, "tries": 1})).scalar_one()
    return 0 if tries <= limit else max(1, ceil((ends - now).total_seconds()))


def span_end(now: datetime, per: timedelta) -> datetime:
    """When the span of length ``per`` that holds ``now`` is over. Spans are counted from 1970."""
    length = int(per.total_seconds())
    return datetime.fromtimestamp((int(now.timestamp()) // length + 1) * length, tz=UTC)


def forget_old_attempts(session: Session, now: datetime) -> int:
    """Delete the counts whose span is over and say how many there were. The caller commits."""
    gone = session.execute(delete(AttemptCount).where(col(AttemptCount.span_ends_at) <= now))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _count_one(dialect: str, row: dict[str, object]) -> Any:
    table = table_of(AttemptCount)
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return (
        insert.values(row)
        .on_conflict_do_update(index_elements=list(table.primary_key), set_={"tries": table.c.tries + 1})
        .returning(table.c.tries)
    )
