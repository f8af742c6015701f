"""One run of an import in the history: begun before anything is read, and ended whatever becomes of it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pathways.database import Database
from pathways.feeds import sources
from pathways.feeds.kept_refusals import keep_refused
from pathways.feeds.models import RunState
from pathways.feeds.refusals import FeedRefusedError
from pathways.feeds.report import ImportReport
from pathways.feeds.sources import SourceFacts


def facts_of_set(facts: SourceFacts, named: str | None) -> SourceFacts:
    """The facts of a source, under the name that a set was given, if it was given one of its own."""
    if not named or named == facts.slug:
        return facts
    return replace(facts, slug=named, name=f"{facts.name} ({named})")


@contextmanager
def noted_run(
    database: Database, facts: SourceFacts, report: ImportReport, paths: Sequence[Path]
) -> Iterator[int | None]:
    """The number of the run for the time of the block; None for a dry run, which is not noted.

    A block that raises has its end noted, as refused (FeedRefusedError, which is given the ``report``) or as
    interrupted, unless the set was applied before. A block has to note that itself, in the transaction that applies.
    """
    started = time.monotonic()
    run_id = None
    if not report.dry_run:
        with database.engine.begin() as connection:
            sources.refuse_another_kind(connection, facts.slug, report.format)
            run_id = sources.begin_run(
                connection, sources.ensure_source(connection, facts), report.format, paths
            )
    try:
        yield run_id
    except BaseException as stopped:
        if run_id is not None and not report.applied:
            _note(database, run_id, stopped, report)
        if isinstance(stopped, FeedRefusedError):
            report.refused_because = str(stopped)
            stopped.report = report
        raise
    finally:
        report.seconds = time.monotonic() - started
        if run_id is not None:
            keep_refused(database, run_id, report.problems)


def _note(database: Database, run_id: int, stopped: BaseException, report: ImportReport) -> None:
    refused = isinstance(stopped, FeedRefusedError)
    with database.engine.begin() as connection:
        sources.end_run(
            connection,
            run_id,
            RunState.REFUSED if refused else RunState.INTERRUPTED,
            refused_rows=report.problems.total_refused,
            message=str(stopped) if refused else type(stopped).__name__,
        )
