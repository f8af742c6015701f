"""Subject codes of the lists that course feeds use, as career areas, by tables of our own in ``seed_data``.

Sector subject areas (SSA, tier 2) are Ofqual's and the Department for Education's, JACS is version 3 of the
Joint Academic Coding System of HESA and UCAS, LDCS is version 3 of the Learning Directory Classification System,
and CAH the Common Aggregation Hierarchy of HECoS.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from pathways.catalogue.subject_tiers import UNKNOWN, tenths_of
from pathways.catalogue.vocabulary import Area
from pathways.feeds.discover_uni.subjects import load_subjects


class SubjectList(StrEnum):
    """A list of subject codes."""

    SECTOR = "sector"
    JACS = "jacs"
    LDCS = "ldcs"
    CAH = "cah"


_SHAPES = {
    SubjectList.CAH: re.compile(r"CAH\d\d(-\d\d){0,2}"),
    SubjectList.JACS: re.compile(r"[A-DF-NP-RTV-X]\d{3}"),
    SubjectList.LDCS: re.compile(r"[A-HJ-NP-TV-Z][A-HJ-NPR-Z]\.\d{0,6}"),
    SubjectList.SECTOR: re.compile(r"0?[1-9]\.[1-9]|1[0-5]\.[1-9]"),
}
_MARKS = {"ssa": SubjectList.SECTOR, "sector": SubjectList.SECTOR, "jacs": SubjectList.JACS,
          "ldcs": SubjectList.LDCS, "cah": SubjectList.CAH}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListedSubject:
    """A code of a list, with the name that our table has for the group it belongs to, and its areas."""

    code: str
    name: str
    areas: tuple[Area, ...]


def list_of(code: str, named: str = "") -> SubjectList | None:
    """Which list a code is of: the one that its feed names ("xcri:LDCS3"), or the one whose codes look like it."""
    told = next((listed for mark, listed in _MARKS.items() if mark in named.casefold()), None)
    if told is not None or named:
        return told
    return next((listed for listed, shape in _SHAPES.items() if shape.fullmatch(code.strip().upper())), None)


class SubjectLists:
    """The tables of every list: a code is found by its longest beginning that a table holds."""

    def __init__(self, seed_dir: Path) -> None:
        """Read the tables of ``seed_dir``. Raises OSError, or ValueError for an area that does not exist."""
        self._tables = {
            listed: _table(seed_dir / f"{listed}_areas.csv")
            for listed in (SubjectList.SECTOR, SubjectList.JACS, SubjectList.LDCS)
        }
        self._cah = load_subjects(seed_dir)

    def find(self, listed: SubjectList, code: str) -> ListedSubject | None:
        """The subject of a code, written as feeds write it ("04.1", "aa.31", "q300"); None for an unknown one."""
        code = code.strip().upper()
        if listed is SubjectList.CAH:
            facts = self._cah[code]
            return None if facts is None else ListedSubject(code, facts.name, facts.areas)
        if listed is SubjectList.SECTOR:
            tenths = tenths_of(code)
            code = "" if tenths == UNKNOWN else f"{tenths // 10}.{tenths % 10}"
            shortest = len(code)
        else:
            shortest = 1
        table = self._tables[listed]
        for length in range(len(code), max(shortest, 1) - 1, -1):
            if (row := table.get(code[:length])) is not None:
                return ListedSubject(code, *row)
        return None


def areas_in_order(subjects: Iterable[ListedSubject]) -> tuple[Area, ...]:
    """The career areas of several subjects, each once: the main ones first, that of most subjects before all."""
    listed = [subject.areas for subject in subjects if subject.areas]
    mains = [areas[0] for areas in listed]
    by_count = sorted(dict.fromkeys(mains), key=lambda area: -mains.count(area))
    return tuple(dict.fromkeys([*by_count, *(area for areas in listed for area in areas)]))


@cache
def subject_lists(seed_dir: Path) -> SubjectLists:
    """The tables of a folder, read once."""
    return SubjectLists(seed_dir)


def _table(path: Path) -> dict[str, tuple[str, tuple[Area, ...]]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: (row["name"], tuple(Area(area) for area in row["areas"].split(";")))
            for row in csv.DictReader(file)
        }
