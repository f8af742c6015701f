"""Apprenticeship standards as our own reviewed table knows them, found by LARS code or by title.

The table is ``seed_data/standard_areas.csv``. Importers of vacancies, of standards and of training share it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from pathways.catalogue.dated import read_rows
from pathways.catalogue.standard_titles import clean_title
from pathways.catalogue.vocabulary import Area, Level, Route
from pathways.words.analysis import words_of

STANDARDS_FILE = "standard_areas.csv"


class Band(StrEnum):
    """The official names of ranges of levels: intermediate is level 2, advanced 3, higher 4 and up."""

    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard. ``lars_code`` and ``level`` are empty where no published figure gives them.

    ``areas`` has the main career area first; ``subject_area`` is a sector subject area such as 5.2.
    """

    title: str
    lars_code: str
    band: Band
    level: Level | None
    route: Route
    areas: tuple[Area, ...]
    subject_area: str


class KnownStandards:
    """The standards of the table."""

    def __init__(self, seed_dir: Path) -> None:
        """Raises OSError, KeyError or ValueError for a table that is not as the README says."""
        self._by_lars: dict[str, list[Standard]] = {}
        self._by_title: dict[str, list[Standard]] = {}
        for row in read_rows(seed_dir / STANDARDS_FILE):
            standard = Standard(
                row["title"],
                row["lars_code"],
                Band(row["band"]),
                Level(row["level"]) if row["level"] else None,
                Route(row["route"]),
                tuple(Area(area) for area in row["areas"].split(";")),
                row["subject_area"],
            )
            if standard.lars_code:
                self._by_lars.setdefault(standard.lars_code, []).append(standard)
            self._by_title.setdefault(clean_title(standard.title), []).append(standard)

    def __iter__(self) -> Iterator[Standard]:
        return (standard for same in self._by_title.values() for standard in same)

    def with_lars(self, code: str | int, title: str = "") -> Standard | None:
        """The standard of a LARS code. Of two that share it (at one level, in the same areas), the one of ``title``."""
        sharing = self._by_lars.get(str(code).strip().lstrip("0"), [])
        wanted = clean_title(title)
        return next(
            (standard for standard in sharing if clean_title(standard.title) == wanted), None
        ) or next(iter(sharing), None)

    def titled(self, title: str, band: Band | None = None) -> Standard | None:
        """The standard of a title, as published or as vacancies word it ("Plasterer (level 3)").

        None when the table has no such title, or several and ``band`` does not settle which: none is guessed.
        """
        found = self._by_title.get(clean_title(title), [])
        if band is not None:
            found = [standard for standard in found if standard.band is band]
        exact = [standard for standard in found if standard.title.casefold() == title.strip().casefold()]
        found = exact or found
        return found[0] if len(found) == 1 else None

    def find(
        self, *, lars_code: str | int = "", title: str = "", level: Level | None = None
    ) -> Standard | None:
        """The standard of a LARS code, else of a title; ``level`` settles which of two with one title."""
        return self.with_lars(lars_code, title) or (self.titled(title, band_of(level)) if title else None)


def band_of(level: Level | None) -> Band | None:
    """The name of the range that a level is in; None for no level, and for those that no standard has."""
    if level is None or level in (Level.ENTRY, Level.ONE):
        return None
    return {Level.TWO: Band.INTERMEDIATE, Level.THREE: Band.ADVANCED}.get(level, Band.HIGHER)


def route_of(title: str) -> Route:
    """The route that a title tells: a degree or a foundation apprenticeship where it says so."""
    words = words_of(title)
    if "degree" in words:
        return Route.DEGREE_APPRENTICESHIP
    if words[-2:] == ["foundation", "apprenticeship"]:
        return Route.FOUNDATION_APPRENTICESHIP
    return Route.APPRENTICESHIP


@cache
def known_standards(seed_dir: Path) -> KnownStandards:
    """The table in ``seed_dir``, read once."""
    return KnownStandards(seed_dir)
