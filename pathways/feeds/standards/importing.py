"""One import of standards: read whole, compared, guarded, applied by one transaction, and noted in the history.

Standards are reference data: nobody applies to one, so that the frame for opportunities has no kind for them.
They are under a thousand, so that what is read is kept in memory until it is applied.
"""

import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.changes import record_change
from pathways.catalogue.filling.progress import Progress
from pathways.database import Database
from pathways.feeds import before_images, sources
from pathways.feeds.bundle import Bundle
from pathways.feeds.comparing import Counts
from pathways.feeds.guard import LEAST_SHARE
from pathways.feeds.importing import ImportOptions
from pathways.feeds.models import RunState
from pathways.feeds.one_run import facts_of_set, noted_run
from pathways.feeds.refusals import FeedRefusedError, GuardTrippedError
from pathways.feeds.refused_rows import written_to
from pathways.feeds.report import ImportReport
from pathways.feeds.sources import SourceFacts
from pathways.feeds.standards.applying import KIND, Changes, apply_standards, compare_standards
from pathways.feeds.standards.reading import ENDINGS, StandardReader

NAME = "standards"
SOURCE = SourceFacts(
    slug=NAME,
    name="Apprenticeship standards",
    statement=(
        "Contains apprenticeship standards of Skills England and apprenticeship statistics of the Department for "
        "Education, used under the Open Government Licence v3.0."
    ),
    address="https://skillsengland.education.gov.uk/apprenticeships/",
    whole_sets=True,
)


def import_standards(
    database: Database, paths: Sequence[Path], options: ImportOptions, progress: Progress
) -> ImportReport:
    """Bring a set of standards in. Raises FeedRefusedError (with a finished ``report``) when nothing is applied.

    Killed at any moment it leaves the standards as they were: all is written by one transaction.
    """
    facts = facts_of_set(SOURCE, options.source)
    report = ImportReport(
        NAME, facts.slug, [path.name for path in paths], options.dry_run, what="apprenticeship standards"
    )
    with noted_run(database, facts, report, paths) as run_id:
        with written_to(options.refused_rows, report.problems):
            reader = _read(paths, report, progress)
        with database.engine.begin() as connection:
            source_id = sources.find_source(connection, facts.slug)
            locked = time.monotonic()
            if run_id is not None and source_id is not None:
                sources.wait_for_turn(connection, source_id)
                sources.lock_source(connection, source_id)
            changes = compare_standards(connection, source_id, reader.found, reader.held)
            report.counts = Counts({KIND: changes.counts()})
            _weigh(changes, options, report)
            if run_id is not None and source_id is not None:
                _apply(connection, changes, run_id, source_id, report)
        report.applied = run_id is not None
        report.seconds_locked = time.monotonic() - locked if report.applied else 0.0
    return report


def _read(paths: Sequence[Path], report: ImportReport, progress: Progress) -> StandardReader:
    bundle = Bundle(paths, ENDINGS)
    total = sum(entry.size for entry in bundle.entries)
    reader = StandardReader(
        bundle, report.problems, report.rows, lambda: progress("Reading", bundle.bytes_read, total)
    )
    reader.read()
    report.offered = len(reader.found)
    return reader


def _weigh(changes: Changes, options: ImportOptions, report: ImportReport) -> None:
    if report.offered == 0:
        raise FeedRefusedError(
            "No row of the set could be used. Look at the problems, and bring in the set as published."
        )
    if report.offered >= LEAST_SHARE * changes.published_before:
        return
    reason = (
        f"It holds {report.offered:,} standards, under {LEAST_SHARE:.0%} of last time's "
        f"{changes.published_before:,}."
    )
    if not options.force:
        raise GuardTrippedError(f"{reason} If that is right, run the import again with --force.")
    report.warnings.append(reason)


def _apply(
    connection: Connection, changes: Changes, run_id: int, source_id: int, report: ImportReport
) -> None:
    before_images.forget(connection, source_id, run_id, lambda: None)
    report.counts.confirmed = apply_standards(
        connection, changes, run_id=run_id, source_id=source_id, moment=clock.now(), day=clock.today()
    )
    sources.end_run(
        connection,
        run_id,
        RunState.APPLIED,
        offered=report.offered,
        refused_rows=report.problems.total_refused,
        counts=report.counts,
    )
    if report.counts.changes:
        # Job titles are search words of any apprenticeship of the standard.
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            record_change(session, None)
            session.commit()
