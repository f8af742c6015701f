"""Sector subject areas of published degree courses, whose own subjects are codes of another list (CAH)."""

from functools import cache
from pathlib import Path

from pathways.catalogue.dated import read_rows

UNKNOWN = -1
_SHORTEST_CODE = len("CAH01")


def tenths_of(subject_area: str) -> int:
    """A sector subject area such as 5.2 in tenths (52), -1 where it is not given or has no second tier."""
    first, dot, second = subject_area.strip().partition(".")
    if dot and first.isdigit() and second.isdigit() and len(first) <= 2 and len(second) == 1:
        return int(first) * 10 + int(second)
    return UNKNOWN


def tenths_of_codes(seed_dir: Path, codes: str) -> int:
    """The sector subject area, in tenths, of the first of some CAH codes (spaces between) that the table knows.

    The longest beginning of a code that is in ``subject_tiers.csv`` counts; -1 when none is.
    """
    table = _tiers(seed_dir)
    for code in codes.split():
        for length in range(len(code), _SHORTEST_CODE - 1, -1):
            if code[:length] in table:
                return table[code[:length]]
    return UNKNOWN


@cache
def _tiers(seed_dir: Path) -> dict[str, int]:
    return {row["code"]: tenths_of(row["tier2"]) for row in read_rows(seed_dir / "subject_tiers.csv")}
