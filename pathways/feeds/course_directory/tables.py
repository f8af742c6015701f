"""One table of an import: its rows, and what is reported of them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pathways.feeds.broken import Broken
from pathways.feeds.course_directory.columns import DirectoryRow, RowMaker, Shape, shape_of
from pathways.feeds.course_directory.rules import Rule
from pathways.feeds.importing import Reading
from pathways.feeds.problems import Problems, RowProblem, shown
from pathways.feeds.rows import read_cells
from pathways.feeds.web_addresses import note_bad_address

_NUMBER = re.compile(r"(?<!\d)1\d{7}(?!\d)", re.ASCII)
_MARK_READ_AS_WINDOWS = "\u00ef\u00bb\u00bf".upper()
"""A byte order mark in a file that is not in UTF-8 after all; headers are in capitals."""


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A file, the table that it is, and where its problems go."""

    reading: Reading
    stem: str
    shape: Shape
    header: list[str]
    encodings: Sequence[str]

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.reading.bundle.entry(self.stem).name

    @property
    def provider_number(self) -> str:
        """The provider number in the name of the file (``10000533-courses.csv``); empty where there is none."""
        found = _NUMBER.search(self.file)
        return found[0] if found else ""

    def rows(self) -> Iterator[tuple[int, DirectoryRow]]:
        """Each row with its line. Raises FileRefusedError for a file that cannot be read."""
        reading = self.reading
        total = sum(entry.size for entry in reading.bundle.entries)

        def looked() -> None:
            reading.progress("Reading", reading.bundle.bytes_read, total)

        rows = read_cells(reading.bundle, self.stem, reading.problems, reading.rows, looked, self.encodings)
        next(rows)
        make = RowMaker(self.shape, self.header)
        for line, cells in rows:
            yield line, make.row(cells)

    def keeps(self, line: int, row: DirectoryRow, rules: Sequence[Rule]) -> bool:
        """Whether a row keeps all rules; if not, the first that it breaks is reported."""
        for rule in rules:
            if broken := rule(row):
                self.refuse(line, broken[0])
                return False
        return True

    def refuse(self, line: int, broken: Broken) -> None:
        """Report a row that is left out."""
        self.reading.problems.refuse(self._problem(line, broken))

    def note(self, line: int, broken: Broken) -> None:
        """Report a row that comes in without the value that is wrong."""
        self.reading.problems.note(self._problem(line, broken))

    def look_at_address(self, line: int, row: DirectoryRow) -> None:
        """Report an address of a course that nothing will be linked to."""
        column = self.shape.columns.get("web_page", "web_page")
        note_bad_address(self.reading.problems, self.file, line, column, row.web_page)

    def _problem(self, line: int, broken: Broken) -> RowProblem:
        column = self.shape.columns.get(broken.field, broken.field)
        return RowProblem(self.file, line, column, shown(broken.value), broken.rule, broken.mend)


def open_table(reading: Reading, stem: str, encodings: Sequence[str]) -> OpenTable:
    """Look at a file's header. Raises FileRefusedError for a file that is no table of the directory."""
    rows = read_cells(reading.bundle, stem, Problems(), Counter(), lambda: None, encodings)
    _, header = next(rows)
    # Only the header is wanted: the file is closed here and read from its beginning later.
    rows.close()
    header[:1] = [name.removeprefix(_MARK_READ_AS_WINDOWS).strip() for name in header[:1]]
    return OpenTable(reading, stem, shape_of(header, reading.bundle.entry(stem).name), header, encodings)
