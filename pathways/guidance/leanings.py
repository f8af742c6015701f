"""What the questionnaire's tables lean towards: subjects to areas; things to avoid to areas, jobs and routes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pathways.catalogue.dated import read_rows
from pathways.catalogue.vocabulary import Area, Route

Leanings = Mapping[str, float]
"""Codes and how strongly (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Avoided:
    """How much of a thing somebody would rather not do each area, occupation and route holds (0 to 1)."""

    areas: Leanings
    occupations: Leanings
    routes: Leanings


@cache
def subject_leanings(seed_dir: Path) -> dict[str, Leanings]:
    """By subject, how strongly it points to each career area. Raises ValueError for a slip in the table."""
    known = frozenset(Area)
    return {
        row["code"]: _leanings(row["areas"], known, row["code"])
        for row in read_rows(seed_dir / "subjects.csv")
    }


@cache
def avoided_things(seed_dir: Path) -> dict[str, Avoided]:
    """By code, what holds a thing to avoid. Raises ValueError for a slip in the table."""
    occupations = frozenset(row["slug"] for row in read_rows(seed_dir / "occupations.csv"))
    return {
        row["code"]: Avoided(
            _leanings(row["areas"], frozenset(Area), row["code"]),
            _leanings(row["occupations"], occupations, row["code"]),
            _leanings(row["routes"], frozenset(Route), row["code"]),
        )
        for row in read_rows(seed_dir / "avoid.csv")
    }


def _leanings(cell: str, known: frozenset[str], code: str) -> dict[str, float]:
    """The pairs of a cell like ``health:0.9;science-research:0.5``."""
    found: dict[str, float] = {}
    for pair in filter(None, (part.strip() for part in cell.split(";"))):
        name, _, strength = pair.partition(":")
        if name not in known or not 0.0 < float(strength or 0) <= 1.0:
            raise ValueError(f"{code}: {pair!r} is no known code with a strength up to 1.")
        found[name] = float(strength)
    return found
