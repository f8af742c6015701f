"""The import of postcodes from first to last: open, recognise, read, guard, publish."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from numpy.typing import NDArray

from pathways.paths import resource_dir
from pathways.places.importing.columns import columns_of
from pathways.places.importing.files import CsvFile, csv_files, rows_of
from pathways.places.importing.formats import SOURCES, Layout, missing_columns, recognise
from pathways.places.importing.limits import DistrictLimits
from pathways.places.importing.reading import Block, Row, blocks_of
from pathways.places.importing.report import PostcodeFileError, PostcodeReport
from pathways.places.seed import read_districts
from pathways.places.store import PostcodeArraysDamagedError, open_current, pointer_mark, publish, writer_lock

LEAST_SHARE: Final = 0.8
"""A file with fewer than this share of the postcodes in use is taken for a part of one."""

Progress = Callable[[int, int | None], None]

_DOCUMENTATION = re.compile(r"(^|/)(doc|docs|documents?|user guide)/", re.IGNORECASE)
_SPLIT_AGAIN = re.compile(r"(^|/)multi_csv/", re.IGNORECASE)


def import_postcodes(
    paths: Sequence[Path],
    instance_dir: Path,
    progress: Progress,
    *,
    dry_run: bool = False,
    force: bool = False,
    seed_dir: Path | None = None,
) -> PostcodeReport:
    """Read a published postcode file, folder or zip and publish it as the arrays that places are read from.

    `progress` is called with the bytes read so far and the bytes in all (None when a file does not say).
    With `dry_run` nothing is written. The files replace whatever was imported before; when they hold far
    less, they are refused unless `force`. Importing the same again publishes nothing new and says so
    (`changed`).

    Raises PostcodeFileError, with what to do, for files refused whole and for a disk that cannot be written;
    whatever was in use before stays in use.
    """
    report = PostcodeReport()
    limits = DistrictLimits(read_districts((seed_dir or resource_dir("seed_data")) / "districts.csv"))
    with csv_files(paths) as files:
        chosen = _choose(files)
        kind = chosen[0][1].kind
        report.source, report.statement = SOURCES[kind].name, SOURCES[kind].statement
        blocks = _read(chosen, limits, report, progress)
    if not any(len(block.keys) for block in blocks):
        first = report.examples[0] if report.examples else None
        raise PostcodeFileError(
            "No row could be used."
            + (
                f" The first problem: {first.file}, line {first.line}, {first.column}: {first.rule}."
                if first
                else ""
            )
        )
    columns = columns_of(blocks, are_sectors=kind == "sectors", report=report)
    if not force:
        _guard(instance_dir, columns)
    if not dry_run:
        _publish(instance_dir, columns, report)
    return report


def _choose(files: Sequence[CsvFile]) -> list[tuple[CsvFile, Layout]]:
    """The files that hold postcodes, each with its layout; all of one source."""
    candidates = [file for file in files if not _DOCUMENTATION.search(file.name)]
    headers = [(file, _first_row(file)) for file in candidates]
    known = [(file, layout) for file, row in headers for layout in [recognise(row, file.name)] if layout]
    # ONS publishes the whole file and, beside it, the same cut into areas.
    whole = [one for one in known if not _SPLIT_AGAIN.search(one[0].name)]
    chosen = whole or known
    if not chosen:
        file, row = headers[0] if headers else (files[0], [])
        lacking = ", ".join(missing_columns(row)) or "postcode, lat, long"
        raise PostcodeFileError(
            f"{file.name} is not a postcode file that can be read: it has no column {lacking}. "
            "ONSPD, NSPL, OS Code-Point Open and the sectors file can be read as published."
        )
    kinds = {layout.kind for _, layout in chosen}
    if len(kinds) > 1:
        raise PostcodeFileError(
            "These files come from different sources ("
            + ", ".join(sorted(kinds))
            + "). Import one source at a time."
        )
    return chosen


def _first_row(file: CsvFile) -> list[str]:
    return next((row for _, row in rows_of(file, lambda _: None) if row), [])


def _read(
    chosen: Sequence[tuple[CsvFile, Layout]],
    limits: DistrictLimits,
    report: PostcodeReport,
    progress: Progress,
) -> list[Block]:
    sizes = [file.size for file, _ in chosen]
    total = sum(size for size in sizes if size is not None) if None not in sizes else None
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more

    blocks: list[Block] = []
    for file, layout in chosen:
        report.files.append(file.name)
        rows = rows_of(file, count)
        if layout.has_header:
            _skip_header(rows)
        for block in blocks_of(rows, layout, file.name, limits, report):
            progress(done if total is None else min(done, total), total)
            blocks.append(block)
    return blocks


def _skip_header(rows: Iterator[Row]) -> None:
    _: Row | None = next((row for row in rows if row[1]), None)


def _guard(instance_dir: Path, columns: dict[str, NDArray[Any]]) -> None:
    """Refuse a file with far fewer postcodes, or sectors, than are in use: it is probably part of one."""
    try:
        before = open_current(instance_dir)
    except PostcodeArraysDamagedError:
        return
    if before is None:
        return
    for name, what in (("unit_keys", "postcodes"), ("sector_keys", "sectors")):
        had, has = len(getattr(before, name)), len(columns[name])
        if has < LEAST_SHARE * had:
            raise PostcodeFileError(
                f"This holds {has:,} {what} and {had:,} are in use now ({before.source}). "
                "If it is meant to replace them, import it again with --force."
            )


def _publish(instance_dir: Path, columns: dict[str, NDArray[Any]], report: PostcodeReport) -> None:
    try:
        with writer_lock(instance_dir):
            before = pointer_mark(instance_dir)
            report.version = publish(instance_dir, columns, report.source, report.statement)
            report.changed = pointer_mark(instance_dir) != before
    except BlockingIOError as error:
        raise PostcodeFileError(
            "Another import of postcodes is running. Try again when it has ended."
        ) from error
    except (OSError, PostcodeArraysDamagedError) as error:
        raise PostcodeFileError(
            f"The postcodes could not be written to {instance_dir} ({error}). Nothing was changed: "
            "check that the disk has room and can be written, then import again."
        ) from error
