"""A file that was sent in, read into rows: told by its header, refused in words when it is no file of ours."""

import re
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from pathways.feeds.bundle import SPREADSHEETS, Bundle
from pathways.feeds.course_directory.columns import DirectoryRow, RowMaker, Shape, TableKind, shape_of
from pathways.feeds.course_directory.reading import TEXTS, with_text_of
from pathways.feeds.problems import Problems, RowProblem
from pathways.feeds.programmes_csv.columns import NAMES
from pathways.feeds.programmes_csv.reading import columns_of
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.rows import read_cells
from pathways.listings.upload.models import UploadKind
from pathways.places.postcodes import cut_postcodes_to_sector

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5_000
_MARK_READ_AS_WINDOWS = "\u00ef\u00bb\u00bf".upper()
_ZIPPED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of spreadsheet programs begin."""
_SHORTEST_POSTCODE = 5
_UPLOADED = {
    TableKind.COURSES: UploadKind.DIRECTORY,
    TableKind.APPRENTICESHIPS: UploadKind.APPRENTICESHIPS,
    TableKind.VENUES: UploadKind.VENUES,
}
_OWN = frozenset({"reference", "route", "title"})


@dataclass(slots=True)
class ReadRow:
    """One row. ``wrong`` is why it could not be read as a row, if it could not."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)
    wrong: RowProblem | None = None


@dataclass(slots=True)
class ReadFile:
    """What a file holds."""

    kind: UploadKind
    columns: tuple[str, ...]
    rows: list[ReadRow]
    body: bytes | None = None


def safe_name(name: str) -> str:
    """The name of a file as it is kept and shown: no folders, letters that every disk takes, not endless."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^\w .()-]", "_", last, flags=re.ASCII).strip(" .")[:100] or "upload.csv"


def read_table(name: str, body: bytes) -> ReadFile:
    """Read a CSV file, in UTF-8 or Windows-1252. Raises FileRefusedError, with words for whoever sent it."""
    if len(body) > MOST_BYTES:
        raise FileRefusedError("The file is larger than 5 MB. Split it in two and send each by itself.")
    if body.startswith(_ZIPPED):
        raise FileRefusedError("This is a workbook and not a CSV file. Save the sheet as CSV and send that.")
    if b"\0" in body[:1000]:
        raise FileRefusedError("This is not a CSV file in UTF-8. Save it as “CSV UTF-8” and send that.")
    named = safe_name(name)
    named = named if named.lower().endswith(".csv") else f"{named}.csv"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / named
        path.write_bytes(body)
        return _read(Bundle([path]), named)


def is_programmes(columns: list[str]) -> bool:
    """Whether a header is that of our own template."""
    names = {name.lower().replace(" ", "_") for name in columns}
    return len(names & _OWN) == len(_OWN) or len(names & set(NAMES)) > len(NAMES) / 3


def _read(bundle: Bundle, name: str) -> ReadFile:
    rows: list[ReadRow] = []
    counts: Counter[str] = Counter()
    problems = Problems(heard=lambda _what, problem: rows.append(ReadRow(counts[name] + 1, wrong=problem)))
    given = read_cells(bundle, bundle.entries[0].stem, problems, counts, lambda: None, SPREADSHEETS)
    _, header = next(given)
    header[:1] = [one.removeprefix(_MARK_READ_AS_WINDOWS).strip() for one in header[:1]]
    kind, places, shape = _kind_of(header, name)
    above = DirectoryRow()
    make = RowMaker(shape, header) if shape else None
    for _line, cells in given:
        if counts[name] > MOST_ROWS:
            raise FileRefusedError(f"{name} has more than 5,000 rows. Split it and send each part by itself.")
        row = {column: cells[place].strip() for column, place in places.items()}
        if make and shape and shape.inherits_text:
            above = with_text_of(above, make.row(cells))
            row |= {shape.columns[text]: getattr(above, text) for text in TEXTS if text in shape.columns}
        rows.append(
            ReadRow(counts[name] + 1, {column: kept_cell(column, text) for column, text in row.items()})
        )
    if not rows:
        raise FileRefusedError(f"{name} has a header and no row below it. Fill in a row and send it again.")
    return ReadFile(kind, tuple(places), rows)


def _kind_of(header: list[str], name: str) -> tuple[UploadKind, dict[str, int], Shape | None]:
    if is_programmes(header):
        added = header if "PROVIDER_NAME" in header else [*header, "PROVIDER_NAME"]
        places = columns_of(added, name)
        return UploadKind.PROGRAMMES, {one: at for one, at in places.items() if at < len(header)}, None
    shape = shape_of(header, name)
    if shape.kind not in _UPLOADED:
        raise FileRefusedError(f"{name} is {shape.name}. Send one of the templates on this page instead.")
    return _UPLOADED[shape.kind], {one: at for at, one in enumerate(header) if one}, shape


def kept_cell(column: str, text: str) -> str:
    """A cell as it is kept: a full postcode stays whole only where the place of teaching has its own column."""
    if len(text) < _SHORTEST_POSTCODE or column.lower().endswith("postcode"):
        return text
    return cut_postcodes_to_sector(text)
