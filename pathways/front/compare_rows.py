"""The rows of a comparison: the same facts of each side, and which of them differ. No request, no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from pathways.web.language import gettext as _

Fact = Literal[
    "level", "long", "hours", "money", "entry", "where", "dates", "next", "got-on", "support", "apply"
]
FACTS: tuple[Fact, ...] = get_args(Fact)
"""In the order of the nine questions of a programme's page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side says of one fact: lines, and where there are any a verdict with its reasons, and a link."""

    lines: tuple[str, ...]
    verdict_code: str = ""
    verdict: str = ""
    reasons: tuple[str, ...] = ()
    link: str = ""


Cells = Mapping[Fact, Cell]


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of every side."""

    fact: Fact
    heading: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether any side says something else than the first."""
        return any(cell != self.cells[0] for cell in self.cells)


def rows_of(sides: Sequence[Cells]) -> tuple[Row, ...]:
    """A row for each fact. Raises ValueError without sides."""
    if not sides:
        raise ValueError("There is nothing to compare.")
    return tuple(Row(fact, fact_heading(fact), tuple(cells[fact] for cells in sides)) for fact in FACTS)


def shown_rows(rows: Sequence[Row], *, only_differences: bool) -> tuple[Row, ...]:
    """The rows to show: all of them, or those that differ."""
    return tuple(row for row in rows if row.differs or not only_differences)


def fact_heading(fact: Fact) -> str:
    """The heading of a row."""
    return {
        "level": _("Level"),
        "long": _("How long does it take?"),
        "hours": _("Hours in class and at work"),
        "money": _("What does it cost or pay?"),
        "entry": _("What do you need to get in?"),
        "where": _("Where is it?"),
        "dates": _("Starts and closing dates"),
        "next": _("What does it lead to?"),
        "got-on": _("How people got on"),
        "support": _("Help while you are there"),
        "apply": _("How do you apply?"),
    }[fact]
