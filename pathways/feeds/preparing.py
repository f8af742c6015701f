"""All that can be done of an import before it takes the write lock: comparing, numbering, keeping rows as they were.

What is prepared holds while nobody else changes the source. That is looked at once the lock is taken; if it no
longer holds, it is done again under the lock.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from pathways.database import table_of
from pathways.feeds import before_images, edited_here
from pathways.feeds.comparing import Counts, compare
from pathways.feeds.differing import find_differing_parts
from pathways.feeds.models import ImportRun, RunState
from pathways.feeds.numbering import give_ids, last_ids, point
from pathways.feeds.planner import tell_staged

_RUN = table_of(ImportRun)
Footing = tuple[int | None, ...]
"""What a preparation stands on: the source's last import, how many were undone, the last id of each table."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a staged set would change, and what that was told from."""

    counts: Counts
    footing: Footing


def look(connection: Connection, source_id: int | None, withdraw_missing: bool) -> Prepared:
    """Compare, and change nothing."""
    footing = () if source_id is None else footing_of(connection, source_id)
    return Prepared(compare(connection, source_id, withdraw_missing), footing)


def prepare(
    connection: Connection,
    counts: Counts,
    *,
    run_id: int,
    source_id: int,
    withdraw_missing: bool,
    step: Callable[[], None],
) -> None:
    """Number what was compared, and keep rows as they were. ``step`` is called where a transaction may end."""
    if any(kind.changed for kind in counts.kinds.values()):
        # Told that nothing has changed, the planner would join the parts one by one.
        tell_staged(connection)
        find_differing_parts(connection)
    edited_here.find_conflicts(connection, counts, source_id, withdraw_missing)
    give_ids(connection)
    point(connection, source_id)
    tell_staged(connection)
    step()
    before_images.keep(connection, run_id, source_id, withdraw_missing, step)


def prepare_anew(connection: Connection, *, run_id: int, source_id: int, withdraw_missing: bool) -> Prepared:
    """All of it again, in the caller's transaction."""
    before_images.forget_run(connection, run_id)
    looked = look(connection, source_id, withdraw_missing)
    prepare(
        connection,
        looked.counts,
        run_id=run_id,
        source_id=source_id,
        withdraw_missing=withdraw_missing,
        step=_go_on,
    )
    return looked


def still_holds(connection: Connection, prepared: Prepared, source_id: int) -> bool:
    """Whether nothing that the preparation stands on has changed since."""
    return footing_of(connection, source_id) == prepared.footing


def footing_of(connection: Connection, source_id: int) -> Footing:
    """The footing at this moment."""
    last = select(func.max(_RUN.c.id)).where(_RUN.c.source_id == source_id, _RUN.c.state == RunState.APPLIED)
    undone = select(func.count()).where(_RUN.c.source_id == source_id, _RUN.c.state == RunState.ROLLED_BACK)
    runs = connection.execute(select(last.scalar_subquery(), undone.scalar_subquery())).one()
    return (*runs, *last_ids(connection))


def _go_on() -> None:
    """Under the lock nothing is committed before the end."""
