"""Every T Level by the number it is published under, with its career areas and between which days people may start."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pathways.catalogue.dated import read_rows
from pathways.catalogue.vocabulary import Area, Route

T_LEVELS_FILE, SUBJECTS_FILE = "t_levels.csv", "route_subjects.csv"


@dataclass(frozen=True, slots=True)
class TLevel:
    """One T Level. ``subject`` is its name now, ``published_as`` the one that the lists know it by.

    ``is_listed``: whether the lists of providers define its number. ``opens_on`` and ``last_starts_on`` are both
    empty for one that never began.
    """

    code: int
    subject: str
    published_as: str
    areas: tuple[Area, ...]
    is_listed: bool
    opens_on: date | None
    last_starts_on: date | None

    @property
    def title(self) -> str:
        """As a prospectus words it."""
        return f"T Level in {self.subject}"

    @property
    def never_began(self) -> bool:
        """Whether it was announced and nobody could ever start it."""
        return self.opens_on is None and self.last_starts_on is None

    @property
    def is_renamed(self) -> bool:
        """Whether the lists still know it by a former name."""
        return self.subject.casefold() != self.published_as.casefold()


@cache
def t_levels(seed_dir: Path) -> dict[int, TLevel]:
    """Every T Level of the seed data by its number, read once. Raises KeyError or ValueError for a slip in them."""
    spans = {
        row["subject"]: (_day(row["opens_on"]), _day(row["last_starts_on"]))
        for row in read_rows(seed_dir / SUBJECTS_FILE)
        if row["route"] == Route.T_LEVEL
    }
    return {
        int(row["code"]): TLevel(
            int(row["code"]),
            row["subject"],
            row["published_as"],
            tuple(Area(area) for area in row["areas"].split(";")),
            row["listed"] == "yes",
            *spans[row["subject"]],
        )
        for row in read_rows(seed_dir / T_LEVELS_FILE)
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
