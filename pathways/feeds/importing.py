"""One import from beginning to end: read and stage, compare, guard, apply, tell the publisher."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.changes import record_change
from pathways.catalogue.filling.progress import Progress
from pathways.database import Database
from pathways.feeds import guard, sources
from pathways.feeds.applying import apply_staged
from pathways.feeds.bundle import Bundle
from pathways.feeds.comparing import compare, published_offer, staged_offer
from pathways.feeds.kinds import OPPORTUNITY, VENUE
from pathways.feeds.models import RunState
from pathways.feeds.past import past_offers
from pathways.feeds.problems import Problems
from pathways.feeds.refusals import FeedRefusedError, GuardTrippedError
from pathways.feeds.report import ImportReport
from pathways.feeds.sources import SourceFacts
from pathways.feeds.staging import Staging
from pathways.feeds.touched import touched_opportunities


@dataclass(slots=True)
class Reading:
    """What a format is given to read with, and where it puts what it reads."""

    bundle: Bundle
    staging: Staging
    problems: Problems
    progress: Progress
    rows: Counter[str]


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """A published format: its name on the command line, its source, and the function that stages it.

    ``endings`` are those of its files; each may also be gzipped or stand in a zip.
    """

    name: str
    source: SourceFacts
    read: Callable[[Reading], None]
    endings: tuple[str, ...] = (".csv",)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How an import is wanted. ``source`` names the set when it is not the format's usual one."""

    dry_run: bool = False
    force: bool = False
    source: str | None = None


def import_feed(
    database: Database, feed: FeedFormat, paths: Sequence[Path], options: ImportOptions, progress: Progress
) -> ImportReport:
    """Bring a published set in. Raises FeedRefusedError (with a finished ``report``) when nothing is applied.

    Killed at any moment, it leaves the catalogue as it was: what is staged is unseen, and applied at once.
    """
    started = time.monotonic()
    facts = feed.source
    if options.source and options.source != facts.slug:
        facts = replace(facts, slug=options.source, name=f"{facts.name} ({options.source})")
    report = ImportReport(feed.name, facts.slug, [path.name for path in paths], options.dry_run)
    run_id = None
    if not options.dry_run:
        with database.engine.begin() as connection:
            sources.refuse_another_kind(connection, facts.slug, feed.name)
            source_id = sources.ensure_source(connection, facts)
            run_id = sources.begin_run(connection, source_id, feed.name, paths)
    try:
        with Staging(database.engine) as staging:
            reading = Reading(Bundle(paths, feed.endings), staging, report.problems, progress, report.rows)
            feed.read(reading)
            staging.finish()
            _weigh(staging.connection, facts, options, report)
            if run_id is not None:
                progress("Applying", 0, 0)
                _apply(staging.connection, facts, run_id, report)
    except BaseException as stopped:
        report.seconds = time.monotonic() - started
        if run_id is not None:
            _note_refusal(database, run_id, stopped, report)
        if isinstance(stopped, FeedRefusedError):
            report.refused_because = str(stopped)
            stopped.report = report
        raise
    report.seconds = time.monotonic() - started
    return report


def _weigh(connection: Connection, facts: SourceFacts, options: ImportOptions, report: ImportReport) -> None:
    """Count what the set holds and would change; stop when it looks like half a set."""
    source_id = sources.find_source(connection, facts.slug)
    report.counts = compare(connection, source_id, facts.whole_sets)
    offer = staged_offer(connection)
    report.offered = offer.total
    report.past = past_offers(connection, clock.today())
    venue_of = OPPORTUNITY.staged.c.venue_key
    report.with_venue = connection.execute(select(func.count()).where(venue_of.is_not(None))).scalar_one()
    report.with_place = connection.execute(
        select(func.count())
        .select_from(OPPORTUNITY.staged)
        .join(VENUE.staged, VENUE.staged.c.key == venue_of)
        .where(VENUE.staged.c.lat.is_not(None))
    ).scalar_one()
    reasons = guard.reasons_to_stop(published_offer(connection, source_id), offer) if facts.whole_sets else []
    connection.commit()
    if offer.total == 0:
        raise FeedRefusedError(
            "No row of the set could be used. Look at the problems, and bring in the set as published."
        )
    if reasons and not options.force:
        raise GuardTrippedError(" ".join(reasons) + " If that is right, run the import again with --force.")
    report.warnings += reasons


def _apply(connection: Connection, facts: SourceFacts, run_id: int, report: ImportReport) -> None:
    locked = time.monotonic()
    source_id = sources.find_source(connection, facts.slug)
    assert source_id is not None
    connection.commit()
    sources.lock_source(connection, source_id)
    counts = apply_staged(
        connection,
        run_id=run_id,
        source_id=source_id,
        withdraw_missing=facts.whole_sets,
        moment=clock.now(),
        day=clock.today(),
    )
    sources.end_run(
        connection,
        run_id,
        RunState.APPLIED,
        offered=report.offered,
        refused_rows=report.problems.total_refused,
        counts=counts,
    )
    if counts.changes or counts.confirmed:
        # A list says of each of its cards when it was checked: what was confirmed is published anew as well.
        touched = None if counts.confirmed else touched_opportunities(connection, run_id)
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            record_change(session, touched)
            session.commit()
    connection.commit()
    report.counts = counts
    report.applied = True
    report.seconds_locked = time.monotonic() - locked


def _note_refusal(database: Database, run_id: int, stopped: BaseException, report: ImportReport) -> None:
    refused = isinstance(stopped, FeedRefusedError)
    with database.engine.begin() as connection:
        sources.end_run(
            connection,
            run_id,
            RunState.REFUSED if refused else RunState.INTERRUPTED,
            refused_rows=report.problems.total_refused,
            message=str(stopped) if refused else type(stopped).__name__,
        )
