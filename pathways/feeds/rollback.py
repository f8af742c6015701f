"""A source returned to what it was before its last import."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.changes import record_change
from pathways.catalogue.models import Source
from pathways.clock import UK
from pathways.database import Database, table_of
from pathways.feeds import before_images, edited_here, sources
from pathways.feeds.kinds import KINDS
from pathways.feeds.models import ImportRun, RunState
from pathways.feeds.refusals import FeedRefusedError
from pathways.feeds.same_offers import find_same_offers
from pathways.feeds.standards import applying as standards
from pathways.feeds.standards.importing import NAME as STANDARDS

_SOURCE = table_of(Source)
_RUN = table_of(ImportRun)


@dataclass(frozen=True, slots=True)
class RollbackReport:
    """What a rollback undid: for each kind, rows removed (the import had added them) and restored."""

    source: str
    undone: dict[str, tuple[int, int]]


def roll_back(database: Database, source: str | None) -> RollbackReport:
    """Undo the last import of ``source``, or of the source imported last when none is named.

    Raises FeedRefusedError when there is nothing to undo. Only one step back is kept.
    """
    with database.engine.begin() as connection:
        _, source_id, slug, _ = _last_run(connection, source)
        sources.wait_for_turn(connection, source_id)
        # Another import may have ended meanwhile: then that is the last one.
        run_id, source_id, slug, held = _last_run(connection, slug)
        sources.lock_source(connection, source_id)
        undone = (
            standards.put_back(connection, run_id)
            if held == STANDARDS
            else before_images.put_back(connection, run_id)
        )
        edited_here.forget_conflicts(connection, run_id)
        before_images.forget_run(connection, run_id)
        connection.execute(update(_RUN).where(_RUN.c.id == run_id).values(state=RunState.ROLLED_BACK))
        _return_dates(connection, source_id)
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            record_change(session, None)
            session.commit()
    with database.engine.connect() as connection:
        find_same_offers(connection)
    return RollbackReport(slug, undone)


def _last_run(connection: Connection, source: str | None) -> tuple[int, int, str, str]:
    statement = (
        select(_RUN.c.id, _RUN.c.source_id, _SOURCE.c.slug, _RUN.c.state, _RUN.c.format)
        .join(_SOURCE, _SOURCE.c.id == _RUN.c.source_id)
        .where(_RUN.c.state.in_((RunState.APPLIED, RunState.ROLLED_BACK)))
        .order_by(_RUN.c.id.desc())
        .limit(1)
    )
    if source is not None:
        statement = statement.where(_SOURCE.c.slug == source)
    found = connection.execute(statement).first()
    if found is None:
        raise FeedRefusedError(
            f"There is no import of {source} to undo." if source else "There is no import to undo."
        )
    if found.state == RunState.ROLLED_BACK:
        raise FeedRefusedError(
            f"The last import of {found.slug} is undone already; only one step back is kept."
        )
    return found.id, found.source_id, found.slug, found.format


def _return_dates(connection: Connection, source_id: int) -> None:
    """The records left alone were last confirmed by the import before."""
    earlier = connection.execute(
        select(_RUN.c.finished_at)
        .where(_RUN.c.source_id == source_id, _RUN.c.state == RunState.APPLIED)
        .order_by(_RUN.c.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    connection.execute(update(_SOURCE).where(_SOURCE.c.id == source_id).values(last_imported_at=earlier))
    if earlier is None:
        return
    day = min(earlier.astimezone(UK).date(), clock.today())
    for live in (*(kind.live for kind in KINDS), standards.LIVE):
        connection.execute(
            update(live)
            .values(checked_on=day, updated_at=live.c.updated_at)
            .where(live.c.source_id == source_id, live.c.checked_on > day)
        )
