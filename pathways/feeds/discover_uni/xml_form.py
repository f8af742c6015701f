"""The XML form of the set, written out as the tables of its CSV form, so that one reader serves both.

A course stands inside the institution that teaches it, and its figures inside the course. The form names no
provider: a name comes from what is known here by provider number.
"""

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pathways.feeds.bundle import Bundle, Entry
from pathways.feeds.discover_uni import extras, figures, sector, tables
from pathways.feeds.importing import Reading
from pathways.feeds.problems import RowProblem
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.rows import Table
from pathways.feeds.xml_events import Found, read_elements
from pathways.feeds.xml_nodes import XmlNode

ENDING = ".xml"
OF_A_COURSE = (figures.CONTINUATION, figures.EMPLOYMENT, figures.SALARY, figures.ENTRY, figures.TARIFF,
               tables.COURSE_LOCATION, extras.ACCREDITED)  # fmt: skip
BY_THEMSELVES = (tables.LOCATION, tables.AIM, extras.ACCREDITATION)
EMPTY = (sector.FIFTEEN_MONTHS, sector.THREE_YEARS, sector.FIVE_YEARS)
WRITTEN = (
    tables.INSTITUTION,
    tables.WELSH_COURSE,
    tables.SUBJECT,
    extras.UCAS,
    *OF_A_COURSE,
    *BY_THEMSELVES,
    *EMPTY,
)
_ROOTS = {"kis", "institution", "kiscourse"}


def xml_entries(bundle: Bundle) -> list[Entry]:
    """The files of the XML form. Raises FileRefusedError where both forms lie together."""
    found = [entry for entry in bundle.entries if entry.name.lower().removesuffix(".gz").endswith(ENDING)]
    if found and tables.COURSE.name in bundle:
        raise FileRefusedError("Both forms of the set are there, XML and CSV. Bring in one of them.")
    return found


@contextmanager
def as_tables(reading: Reading, entries: list[Entry], name_of: Callable[[str], str]) -> Iterator[Bundle]:
    """The files as tables in a folder that goes when it is left. ``name_of`` names a provider by its number.

    Raises FileRefusedError for a file that is not XML of this form.
    """
    with TemporaryDirectory() as folder:
        inside = Path(folder) / (entries[0].stem.lower() + ENDING)
        inside.mkdir()
        with ExitStack() as stack:
            writer = _Writer(inside, stack, reading, name_of)
            for entry in entries:
                writer.read(entry)
        yield Bundle([Path(folder)])


def _root_fault(root: XmlNode) -> str:
    return "" if root.key in _ROOTS else f"begins with {root.name}; a Discover Uni file begins with KIS."


@dataclass(slots=True)
class _Sheet:
    """One table under way."""

    columns: list[str]
    rows: Any

    def add(self, cells: dict[str, str]) -> None:
        """Write a row; columns that the form does not have stay empty."""
        self.rows.writerow([cells.get(column, "") for column in self.columns])


class _Writer:
    """Writes elements to their tables as they go by."""

    def __init__(
        self, folder: Path, stack: ExitStack, reading: Reading, name_of: Callable[[str], str]
    ) -> None:
        self._reading, self._name_of = reading, name_of
        self._sheets: dict[str, _Sheet] = {}
        self._providers: set[tuple[str, str]] = set()
        for table in WRITTEN:
            path = folder / f"{table.name}.csv"
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            sheet = self._sheets[table.name] = _Sheet(table.columns, csv.writer(file))
            sheet.rows.writerow(table.columns)

    def read(self, entry: Entry) -> None:
        """Write one file out."""
        wanted = {"kiscourse", *(table.name.lower() for table in BY_THEMSELVES)}
        bundle = self._reading.bundle
        total = sum(each.size for each in bundle.entries)

        def looked() -> None:
            self._reading.progress("Reading XML", bundle.bytes_read, total)

        with bundle.open_bytes(entry) as stream:
            for found in read_elements(stream, entry.name, wanted, root=_root_fault, looked=looked):
                if found.node.key == "kiscourse":
                    self._course(entry, found)
                else:
                    self._sheets[found.node.name.upper()].add(_cells(found.node))

    def _course(self, entry: Entry, found: Found) -> None:
        course = found.node
        institution = next((node for node in found.inside if node.key == "institution"), None)
        if institution is None:
            self._reading.rows[entry.name] += 1
            self._reading.problems.refuse(RowProblem(
                entry.name, course.line, "KISCOURSE", course.text_of("KISCOURSEID"),
                "A course stands inside the INSTITUTION that teaches it",
                "Bring in the file with the institution round the course.",
            ))  # fmt: skip
            return
        who = {name: institution.text_of(name) for name in ("PUBUKPRN", "UKPRN")}
        self._institution(institution, who)
        key = who | {name: course.text_of(name) for name in ("KISCOURSEID", "KISMODE")}
        self._sheets[tables.COURSE.name].add(_cells(course) | key)
        for subject in course.named("SBJ"):
            self._sheets[tables.SUBJECT.name].add(key | {"SBJ": subject.text})
        for table in OF_A_COURSE:
            self._figures(course, table, key)

    def _figures(self, course: XmlNode, table: Table[Any], key: dict[str, str]) -> None:
        for node in course.named(table.name):
            cells = _cells(node) | key
            self._sheets[table.name].add(cells)
            if table is tables.COURSE_LOCATION and cells.get("UCASCOURSEID"):
                self._sheets[extras.UCAS.name].add(cells)

    def _institution(self, institution: XmlNode, who: dict[str, str]) -> None:
        if (pair := (who["PUBUKPRN"], who["UKPRN"])) in self._providers:
            return
        self._providers.add(pair)
        name = self._name_of(who["PUBUKPRN"])
        self._sheets[tables.INSTITUTION.name].add(_cells(institution) | {"LEGAL_NAME": name} | who)


def _cells(node: XmlNode) -> dict[str, str]:
    """The texts of an element's own elements, by name in capitals; what was escaped twice is read once more."""
    return {child.name.upper(): child.text.replace("&amp;", "&") for child in node.children}
