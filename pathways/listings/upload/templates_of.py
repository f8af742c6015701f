"""The templates that can be downloaded: our own, and those of the national course directory as they are."""

import csv
import io
from dataclasses import dataclass
from functools import cache

from pathways.catalogue.dated import read_rows
from pathways.feeds.course_directory.columns import SHAPES, TableKind
from pathways.feeds.programmes_csv.columns import COLUMNS, Part
from pathways.paths import resource_dir

_NOT_ASKED = {"provider", "offer", "venue_lad_code", "venue_lat", "venue_lng", "venue_on_map", "venue"}
"""Columns of the import that an upload has no use for: who teaches is known, and venues have pages of their own."""


@dataclass(frozen=True, slots=True)
class Template:
    """One file to fill in: the name under which it is downloaded, and its columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def file_name(self) -> str:
        """What the file is called."""
        return f"{self.name}.csv"

    @property
    def text(self) -> str:
        """The file: its header and its rows. Begins with the mark that makes spreadsheets read it as UTF-8."""
        file = io.StringIO(newline="")
        csv.writer(file).writerows([self.columns, *self.rows])
        return "\ufeff" + file.getvalue()


def _own() -> tuple[str, ...]:
    return tuple(
        column.name
        for column in COLUMNS
        if column.part is not Part.PROVIDER and column.name not in _NOT_ASKED
    )


def _national(kind: TableKind, *, with_lars: bool | None = None) -> tuple[str, ...]:
    shape = next(
        one
        for one in SHAPES
        if one.kind is kind
        and one.name.startswith("the template")
        and (with_lars is None or ("lars" in one.columns) is with_lars)
    )
    return tuple(shape.columns.values())


PROGRAMMES = Template("programmes", _own())
COURSES_LARS = Template("courses-with-lars", _national(TableKind.COURSES, with_lars=True))
COURSES_NON_LARS = Template("courses-without-lars", _national(TableKind.COURSES, with_lars=False))
VENUES = Template("venues", _national(TableKind.VENUES))
TEMPLATES = (PROGRAMMES, COURSES_LARS, COURSES_NON_LARS, VENUES)


@cache
def filled_in() -> Template:
    """Our own template with a made-up row for each route, to see how it is done."""
    sample = read_rows(resource_dir("seed_data") / "templates" / "programmes.csv")
    rows = tuple(tuple(row[name] for name in PROGRAMMES.columns) for row in sample)
    return Template("programmes-filled-in", PROGRAMMES.columns, rows)
