"""Every row that an import refused or mended, as a table that opens in a spreadsheet: written as they come."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pathways.feeds.problems import Problems, RowProblem
from pathways.spreadsheets import harmless

COLUMNS = ("what", "file", "line", "column", "value", "rule", "mend")
MOST_WRITTEN = 1_000_000
"""A spreadsheet opens no more rows than about this."""


@contextmanager
def written_to(path: Path | None, problems: Problems) -> Iterator[None]:
    """Write each problem met while the block runs into ``path``, if there is one. Raises OSError when it cannot.

    UTF-8 with a byte order mark, which spreadsheets need. ``what`` is "left out" or "came in without it".
    """
    if path is None:
        yield
        return
    # A file may have a name in no encoding, which stands here with marks for what cannot be written.
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        written = 0

        def write(what: str, problem: RowProblem) -> None:
            nonlocal written
            written += 1
            if written <= MOST_WRITTEN:
                cells = (problem.column, problem.value, problem.rule, problem.mend)
                writer.writerow([what, harmless(problem.file), problem.line, *map(harmless, cells)])

        problems.heard = write
        try:
            yield
        finally:
            problems.heard = None
            if written > MOST_WRITTEN:
                writer.writerow([f"and {written - MOST_WRITTEN} more", *[""] * (len(COLUMNS) - 1)])
