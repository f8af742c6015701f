"""Evidence as a table: for a page, a file for spreadsheets, and a sheet of paper. Counts only."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pathways.catalogue.labels import route_name
from pathways.catalogue.vocabulary import Route
from pathways.sheets.sheet import Sheet, SheetPart
from pathways.shortlists.models import ResponseKind
from pathways.shortlists.queries.evidence import Evidence
from pathways.shortlists.rules.school_year import school_year_of
from pathways.spreadsheets import harmless
from pathways.web.formats import uk_date
from pathways.web.language import gettext, ngettext


@dataclass(frozen=True, slots=True)
class Line:
    """One year group in words and counts, in the order of `headings`."""

    group: str
    counts: tuple[int, ...]
    routes: tuple[tuple[str, int], ...]


def headings() -> tuple[str, ...]:
    """What is counted."""
    return (
        gettext("Lists"),
        gettext("With ideas on them"),
        gettext("Shared"),
        gettext("Opened"),
        gettext("Answered"),
        gettext("Ideas in all"),
        gettext("Interested"),
        gettext("Not for me"),
        gettext("Talk to me"),
    )


def table_of(evidence: Sequence[Evidence]) -> tuple[Line, ...]:
    """The evidence in words, a line for each year group, and the whole as the last where there are several."""
    lines = tuple(_line(group_name(one.group), one) for one in evidence)
    if len(lines) < 2:
        return lines
    counts = tuple(sum(column) for column in zip(*(line.counts for line in lines), strict=True))
    routes = {route.value: sum(one.routes.get(route, 0) for one in evidence) for route in Route}
    return (*lines, Line(gettext("All"), counts, _routes(routes)))


def group_name(year_group: int | None) -> str:
    """A year group in words."""
    return gettext("No year said") if year_group is None else gettext("Year %(year)s", year=year_group)


def as_csv(lines: Sequence[Line], *, about: str, today: date) -> str:
    """The table for a spreadsheet, which works none of it out. ``about`` says whose it is."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(
        [
            gettext("School year"),
            gettext("About"),
            gettext("Year group"),
            *headings(),
            gettext("Routes"),
            *map(route_name, Route),
        ]
    )
    for line in lines:
        routes = dict(line.routes)
        cells: list[str | int] = [school_year_of(today), harmless(about), harmless(line.group), *line.counts]
        cells += [len(line.routes), *(routes.get(route_name(route), 0) for route in Route)]
        writer.writerow(cells)
    # Spreadsheets know by the mark that it is UTF-8.
    return "\ufeff" + file.getvalue()


def as_sheet(lines: Sequence[Line], *, about: str, today: date) -> Sheet:
    """The table as a side of paper."""
    return Sheet(
        title=gettext("Lists and routes, %(year)s", year=school_year_of(today)),
        made_by=f"{about}. {gettext('Counted on %(day)s.', day=uk_date(today))}",
        parts=tuple(map(_part, lines))
        or (SheetPart(gettext("By year group"), (), nothing=gettext("There is nothing to count yet.")),),
        footer=gettext("Counts of lists, not of pupils. No pupil is named."),
    )


def _line(group: str, one: Evidence) -> Line:
    answers = tuple(one.answers.get(kind, 0) for kind in ResponseKind)
    counts = (one.lists, one.filled, one.shared, one.opened, one.answered, one.items, *answers)
    return Line(group, counts, _routes(one.routes))


def _routes(counted: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((route_name(route), counted[route]) for route in Route if counted.get(route))


def _part(line: Line) -> SheetPart:
    """One year group: a heading and its counts, as plain words."""
    said = [f"{name}: {count}." for name, count in zip(headings()[1:], line.counts[1:], strict=True)]
    if line.routes:
        routes = ", ".join(f"{name} ({count})" for name, count in line.routes)
        said.append(gettext("Lists with each route: %(routes)s.", routes=routes))
    count = ngettext("%(num)s list", "%(num)s lists", line.counts[0])
    return SheetPart(heading=f"{line.group}: {count}", lines=(), nothing=" ".join(said))
