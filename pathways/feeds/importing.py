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
from pathways.feeds import before_images, guard, sources
from pathways.feeds.applying import Applying, add_new, change
from pathways.feeds.bundle import Bundle
from pathways.feeds.comparing import published_offer, staged_offer
from pathways.feeds.host_area import HostArea, leave_out_far_away
from pathways.feeds.kinds import OPPORTUNITY, VENUE
from pathways.feeds.models import RunState
from pathways.feeds.one_run import facts_of_set, noted_run
from pathways.feeds.past import past_offers
from pathways.feeds.planner import tell_written
from pathways.feeds.preparing import Prepared, look, prepare
from pathways.feeds.problems import Problems
from pathways.feeds.refusals import FeedRefusedError, GuardTrippedError
from pathways.feeds.refused_rows import written_to
from pathways.feeds.report import ImportReport
from pathways.feeds.same_offers import find_same_offers
from pathways.feeds.sources import SourceFacts
from pathways.feeds.staging import Staging
from pathways.feeds.touched import touched_opportunities


@dataclass(slots=True)
class Reading:
    """What a format is given to read with, and where it puts what it reads.

    A format sets ``partial`` when the files are only a part of what its source publishes: then nothing is withdrawn.
    """

    bundle: Bundle
    staging: Staging
    problems: Problems
    progress: Progress
    rows: Counter[str]
    partial: bool = False


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
    """How an import is wanted. ``source`` names the set when it is not the format's usual one.

    ``refused_rows`` is a file for every row that is refused or mended, as CSV. ``area``: what is taught elsewhere is
    not brought in.
    """

    dry_run: bool = False
    force: bool = False
    source: str | None = None
    refused_rows: Path | None = None
    area: HostArea | None = None


def import_feed(
    database: Database, feed: FeedFormat, paths: Sequence[Path], options: ImportOptions, progress: Progress
) -> ImportReport:
    """Bring a published set in. Raises FeedRefusedError (with a finished ``report``) when nothing is applied.

    Killed at any moment, it leaves the catalogue as it was: what is staged is unseen, and applied at once.
    """
    facts = facts_of_set(feed.source, options.source)
    report = ImportReport(feed.name, facts.slug, [path.name for path in paths], options.dry_run)
    with noted_run(database, facts, report, paths) as run_id, Staging(database.engine) as staging:
        reading = Reading(Bundle(paths, feed.endings), staging, report.problems, progress, report.rows)
        with written_to(options.refused_rows, report.problems):
            feed.read(reading)
        staging.finish()
        if options.area is not None:
            report.outside_area = leave_out_far_away(staging.connection, options.area)
        facts = replace(facts, whole_sets=facts.whole_sets and not reading.partial)
        progress("Comparing", 0, 0)
        looked = _weigh(staging.connection, facts, options, report)
        if run_id is not None:
            progress("Applying", 0, 0)
            _apply(staging.connection, facts, run_id, looked, report)
    return report


def _weigh(
    connection: Connection, facts: SourceFacts, options: ImportOptions, report: ImportReport
) -> Prepared:
    """Count what the set holds and would change; stop when it looks like half a set."""
    source_id = sources.find_source(connection, facts.slug)
    looked = look(connection, source_id, facts.whole_sets)
    report.counts = looked.counts
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
    if offer.total == 0 and report.outside_area:
        raise FeedRefusedError("Everything in the set is outside the area that imports keep to.")
    if offer.total == 0:
        raise FeedRefusedError(
            "No row of the set could be used. Look at the problems, and bring in the set as published."
        )
    if reasons and not options.force:
        raise GuardTrippedError(" ".join(reasons) + " If that is right, run the import again with --force.")
    report.warnings += reasons
    return looked


def _apply(
    connection: Connection, facts: SourceFacts, run_id: int, looked: Prepared, report: ImportReport
) -> None:
    source_id = sources.find_source(connection, facts.slug)
    assert source_id is not None
    prepare(
        connection,
        looked.counts,
        run_id=run_id,
        source_id=source_id,
        withdraw_missing=facts.whole_sets,
        step=connection.commit,
    )
    sources.wait_for_turn(connection, source_id)
    locked = time.monotonic()
    now = Applying(connection, run_id, source_id, facts.whole_sets, clock.now(), clock.today())
    looked = add_new(now, looked)
    if connection.dialect.name == "postgresql":
        # Nobody could have waited for what was added.
        locked = time.monotonic()
    sources.lock_source(connection, source_id)
    counts = change(now, looked)
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
    before_images.forget(connection, source_id, run_id, connection.commit)
    tell_written(connection, counts)
    report.listed_twice = find_same_offers(connection)
