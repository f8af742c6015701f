"""`pathways imports`: what was brought in, when, how it ended, and how fresh each source is."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click

from pathways import clock
from pathways.cli.opening import open_current_database
from pathways.clock import UK
from pathways.feeds.history import MOST_LISTED, Freshness, PastImport, freshness, past_imports
from pathways.settings import get_settings


@click.command("imports")
@click.option("--source", metavar="NAME", help="Only the imports of this source.")
@click.option("--last", "most", default=MOST_LISTED, type=click.IntRange(1, 10_000), help="How many to list.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def list_imports(source: str | None, most: int, as_json: bool) -> None:
    """List the imports, newest first: source, format, when, how each ended and what it changed."""
    database = open_current_database(get_settings())
    try:
        with database.engine.connect() as connection:
            runs = past_imports(connection, source, most)
            fresh = [one for one in freshness(connection, clock.now()) if source in (None, one.source)]
    finally:
        database.close()
    if as_json:
        told = {"imports": [asdict(run) for run in runs], "sources": [asdict(one) for one in fresh]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2, default=_plain))
        return
    if not runs:
        click.echo("Nothing was imported yet" + (f" of the source {source}." if source else "."))
        return
    for line in _lines(runs, fresh):
        click.echo(line)


def _plain(value: object) -> str:
    """A moment as ISO 8601."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _lines(runs: Sequence[PastImport], fresh: Sequence[Freshness]) -> Iterator[str]:
    for run in runs:
        yield (
            f"{run.number:>5}  {run.started_at.astimezone(UK):%d %b %Y %H:%M}  {run.source:<24} {run.format:<20} "
            f"{run.state}{_length(run)}"
        )
        if run.counts:
            yield (
                f"       {run.offered:,} opportunities; {run.total('added'):,} records added, "
                f"{run.total('changed'):,} changed, {run.total('same'):,} the same, "
                f"{run.total('withdrawn'):,} withdrawn; {run.refused_rows:,} rows refused"
            )
        if run.message:
            yield f"       {run.message}"
    yield ""
    for one in fresh:
        yield f"{one.source}: {_age(one)}"


def _length(run: PastImport) -> str:
    if run.finished_at is None:
        return ""
    return f" after {(run.finished_at - run.started_at).total_seconds():,.0f} s"


def _age(one: Freshness) -> str:
    if one.last_imported_at is None or one.days is None:
        return "never brought in"
    days = {0: "today", 1: "yesterday"}.get(one.days, f"{one.days} days ago")
    return f"brought in {days}" + (", which is long ago: bring in a newer set" if one.is_overdue else "")
