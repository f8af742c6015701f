"""Interest profiles of career areas and occupations, as directions in the space of the six interests.

A profile is published as six means from 1 to 7. What tells areas apart is not how high all six are but which stand
out, so each profile is centred on its own mean and brought to length one. "Loads on an interest" means that the
centred value is above zero.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import AREAS
from pathways.catalogue.dated import read_rows

INTEREST_LETTERS = ("r", "i", "a", "s", "e", "c")


@dataclass(frozen=True)
class Occupation:
    """One occupation: its name, its career areas (the main one first) and its sector subject area in tenths, or -1."""

    slug: str
    name: str
    areas: tuple[str, ...]
    tier2: int


@dataclass(frozen=True)
class Profiles:
    """``areas`` (float64, 20 x 6, in the order of the areas) and ``occupations`` (float64, n x 6): centred unit rows.

    An area without occupations has a row of zeros: it is neutral.
    """

    areas: NDArray[np.float64]
    occupations: NDArray[np.float64]
    known: tuple[Occupation, ...]
    position: dict[str, int]


def centred_unit(profiles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows (n x 6) with their own mean taken away, brought to length one; a flat row becomes zeros."""
    centred = profiles - profiles.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(np.divide(centred, lengths, out=np.zeros_like(centred), where=lengths > 1e-9))


@cache
def read_profiles(seed_dir: Path) -> Profiles:
    """The profiles of ``seed_dir``, read once. Raises OSError or ValueError when the tables cannot be read."""
    of_area = {row["area"]: _six(row) for row in read_rows(seed_dir / "area_profiles.csv")}
    rows = list(read_rows(seed_dir / "occupations.csv"))
    known = tuple(
        Occupation(row["slug"], row["name"], _areas_of(row), _tenths(row.get("tier2") or "")) for row in rows
    )
    flat = [0.0] * len(INTEREST_LETTERS)
    return Profiles(
        areas=centred_unit(np.array([of_area.get(area.value, flat) for area in AREAS])),
        occupations=centred_unit(np.array([_six(row) for row in rows]).reshape(-1, len(INTEREST_LETTERS))),
        known=known,
        position={occupation.slug: at for at, occupation in enumerate(known)},
    )


def _six(row: dict[str, str]) -> list[float]:
    return [float(row[letter]) for letter in INTEREST_LETTERS]


def _areas_of(row: dict[str, str]) -> tuple[str, ...]:
    return (row["area"], *filter(None, (area.strip() for area in row["areas"].split(";"))))


def _tenths(subject_area: str) -> int:
    first, _, second = subject_area.strip().partition(".")
    return int(first) * 10 + int(second) if first and second else -1
