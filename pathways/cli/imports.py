"""`pathways import` and `pathways rollback`: published data in, and out again."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from pathways.catalogue.one_at_a_time import one_at_a_time
from pathways.catalogue.publish import PublishingFailed, publish
from pathways.cli.opening import open_current_database
from pathways.cli.progress import ProgressReport, progress_bars
from pathways.database import Database
from pathways.feeds.formats import FORMATS, REFERENCE_FORMATS
from pathways.feeds.host_area import HostArea
from pathways.feeds.importing import ImportOptions
from pathways.feeds.importing import import_feed as run_import
from pathways.feeds.refusals import FeedRefusedError
from pathways.feeds.report import ImportReport
from pathways.feeds.rollback import roll_back
from pathways.feeds.standards import import_standards
from pathways.host.import_area import AreaNotKnown, on_the_map, stored_area
from pathways.paths import resource_dir
from pathways.places.importing import PostcodeFileError, PostcodeReport, import_postcodes
from pathways.places.loading import load_gazetteer
from pathways.settings import Settings, get_settings
from pathways.snapshot.pointer import snapshot_dir

POSTCODES = "postcodes"
_SOURCE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _source_name(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and (len(value) > 80 or not _SOURCE_NAME.fullmatch(value)):
        raise click.BadParameter(
            "use small letters, digits and hyphens, at most 80, such as discover-uni-2026."
        )
    return value


@click.command("import")
@click.argument("format_name", metavar="FORMAT", type=click.Choice([POSTCODES, *FORMATS, *REFERENCE_FORMATS]))
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--dry-run", is_flag=True, help="Read and check everything, and change nothing.")
@click.option("--force", is_flag=True, help="Apply a set that is much smaller than the one before it.")
@click.option(
    "--source", metavar="NAME", callback=_source_name, help="The set's own name, when there are several."
)
@click.option(
    "--report", "report_file", type=click.Path(dir_okay=False, path_type=Path), help="Write a JSON report."
)
@click.option(
    "--refused",
    "refused_file",
    metavar="FILE.csv",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every row that was refused or mended, and why.",
)
def import_feed(
    format_name: str,
    paths: tuple[Path, ...],
    dry_run: bool,
    force: bool,
    source: str | None,
    report_file: Path | None,
    refused_file: Path | None,
) -> None:
    """Bring a published set in: files, a folder or a zip, also gzipped.

    Ends with 0 when it was applied (also when nothing was new), with 1 when nothing was applied, and with 2
    for a wrong call.
    """
    if format_name == POSTCODES and (source or refused_file):
        raise click.UsageError(
            "Postcodes have one source and list no refused rows: --source and --refused are for the other formats."
        )
    with _said_in_words():
        if format_name == POSTCODES:
            _bring_in_postcodes(paths, dry_run, force, report_file)
        else:
            _bring_in(format_name, paths, ImportOptions(dry_run, force, source, refused_file), report_file)


@click.command()
@click.option(
    "--source", metavar="NAME", callback=_source_name, help="Which source; the one imported last if not said."
)
def rollback(source: str | None) -> None:
    """Return a source to what it was before its last import."""
    with _said_in_words():
        settings = get_settings()
        database = open_current_database(settings)
        try:
            report = roll_back(database, source)
            click.echo(f"{report.source} is as it was before its last import:")
            for kind, (removed, restored) in report.undone.items():
                click.echo(f"  {kind:<12} {removed:>8,} removed {restored:>8,} restored")
            _show_it(database, settings)
        finally:
            database.close()


def _bring_in(
    format_name: str, paths: tuple[Path, ...], options: ImportOptions, report_file: Path | None
) -> None:
    settings = get_settings()
    database = open_current_database(settings)
    refused = None
    try:
        options = replace(options, area=_area(database, settings))
        try:
            with progress_bars() as progress:
                report = _run(database, format_name, paths, options, progress)
        except FeedRefusedError as refusal:
            if refusal.report is None:
                raise
            refused, report = refusal, refusal.report
        for line in report.lines():
            click.echo(line, err=refused is not None)
        _write_report(report_file, report.as_dict())
        if refused is not None:
            raise click.exceptions.Exit(1)
        if report.applied:
            _show_it(database, settings)
    finally:
        database.close()


def _run(
    database: Database,
    format_name: str,
    paths: tuple[Path, ...],
    options: ImportOptions,
    progress: ProgressReport,
) -> ImportReport:
    if format_name in REFERENCE_FORMATS:
        return import_standards(database, paths, options, progress)
    return run_import(database, FORMATS[format_name], paths, options, progress)


def _area(database: Database, settings: Settings) -> HostArea | None:
    """The area that the host set on its page; None for everything."""
    with database.open_session() as session:
        area = stored_area(session)
    if not area:
        return None
    try:
        return on_the_map(area, load_gazetteer(settings.instance_dir, resource_dir("seed_data")))
    except AreaNotKnown as unknown:
        raise click.ClickException(
            "Nothing was changed: the area that imports keep to is not known any more. Set it anew at /admin/site/area."
        ) from unknown


def _show_it(database: Database, settings: Settings) -> None:
    """Publish what changed, unless a running service is there to do it."""
    try:
        with one_at_a_time(database, snapshot_dir(settings.instance_dir)) as held:
            if held is None:
                click.echo("The running service shows it in a few seconds.")
                return
            with progress_bars() as progress:
                version = publish(database, settings.instance_dir, progress)
        click.echo(f"Published snapshot {version}.")
    except (PublishingFailed, KeyboardInterrupt) as failure:
        why = str(failure) or "Publishing was stopped."
        click.echo(f"The import is in, and not shown yet. {why} Then run: pathways index", err=True)


def _bring_in_postcodes(
    paths: tuple[Path, ...], dry_run: bool, force: bool, report_file: Path | None
) -> None:
    try:
        with progress_bars() as progress:
            report = import_postcodes(
                paths, get_settings().instance_dir, _as_megabytes(progress), dry_run=dry_run, force=force
            )
    except PostcodeFileError as refusal:
        raise click.ClickException(f"Nothing was changed: {refusal}") from refusal
    _show_postcodes(report, dry_run)
    told = {fact.name: getattr(report, fact.name) for fact in fields(report)}
    told |= {"reasons": dict(report.reasons), "examples": [asdict(example) for example in report.examples]}
    _write_report(report_file, {"format": POSTCODES, "dry_run": dry_run, "refused": report.refused, **told})


def _as_megabytes(progress: ProgressReport) -> Callable[[int, int | None], None]:
    return lambda done, total: progress("Reading (MB)", done // 1_000_000, (total or 0) // 1_000_000)


def _show_postcodes(report: PostcodeReport, dry_run: bool) -> None:
    click.echo(
        f"{report.source}: {report.read:,} rows read, {report.kept:,} kept, in {report.sectors:,} sectors."
    )
    click.echo(
        f"  {report.terminated:,} no longer in use, {report.no_coordinates:,} without a place, "
        f"{report.outside:,} outside Great Britain, {report.repeated:,} repeated, {report.refused:,} refused"
    )
    for reason, count in report.reasons.most_common():
        click.echo(f"  {count:>8,} x {reason}")
    for example in report.examples[:5]:
        click.echo(
            f"  {example.file} line {example.line}, {example.column} {example.value!r}. {example.mend}"
        )
    click.echo(report.statement)
    if dry_run:
        click.echo("Dry run: nothing was changed.")
    elif report.changed:
        click.echo(f"In use now: version {report.version}. A running service follows by itself.")
    else:
        click.echo("These postcodes were in use already: nothing was changed.")


def _write_report(report_file: Path | None, content: dict[str, object]) -> None:
    if report_file is None:
        return
    try:
        report_file.write_text(
            json.dumps(content, ensure_ascii=False, indent=2, default=str), encoding="utf-8"
        )
    except OSError as error:
        click.echo(f"The report could not be written to {report_file} ({error.strerror}).", err=True)


@contextmanager
def _said_in_words() -> Iterator[None]:
    """What can go wrong underneath, in words and with exit status 1; nothing is half done after any of it."""
    try:
        yield
    except FeedRefusedError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt as error:
        raise click.ClickException("Stopped. Nothing was changed.") from error
    except DBAPIError as error:
        raise click.ClickException(
            f"Nothing was changed: the database refused ({error.orig}). "
            "Check that its disk has room and can be written to, then run the command again."
        ) from error
    except OSError as error:
        raise click.ClickException(
            f"Nothing was changed: {error.filename or ''} {error.strerror}."
        ) from error
