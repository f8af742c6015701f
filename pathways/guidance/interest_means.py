"""How far the work of occupations and career areas draws on the six interests: means over O*NET's occupations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import fmean

from pathways.catalogue.dated import read_rows
from pathways.catalogue.vocabulary import Area

INTERESTS = ("r", "i", "a", "s", "e", "c")
"""The columns that are worked out, in the order of Holland's hexagon."""

_COLUMN_OF_ELEMENT = {
    "Realistic": "r",
    "Investigative": "i",
    "Artistic": "a",
    "Social": "s",
    "Enterprising": "e",
    "Conventional": "c",
}
_SCALE = "OI"

Profile = tuple[float, ...]
"""Six means from 1 to 7, in the order of `INTERESTS`."""


def read_interests(path: Path) -> dict[str, Profile]:
    """The profile of each O*NET occupation by its code ("29-2043.00"); one that lacks any of the six is left out."""
    found: dict[str, dict[str, float]] = {}
    for row in read_rows(path):
        column = _COLUMN_OF_ELEMENT.get(row["Element Name"])
        if row["Scale ID"] == _SCALE and column:
            found.setdefault(row["O*NET-SOC Code"], {})[column] = float(row["Data Value"])
    return {
        code: tuple(values[column] for column in INTERESTS)
        for code, values in found.items()
        if len(values) == len(INTERESTS)
    }


def mean_profile(profiles: Iterable[Profile]) -> Profile:
    """The mean of each interest, to two decimals; empty for no profiles."""
    return tuple(round(fmean(values), 2) for values in zip(*profiles, strict=True))


def occupation_profiles(
    occupations: Iterable[Mapping[str, str]],
    codes: Mapping[str, Sequence[str]],
    interests: Mapping[str, Profile],
) -> tuple[dict[str, Profile], list[str]]:
    """The profile of each occupation by its slug, and a line about each that has no code or an unknown one."""
    profiles, faults = {}, []
    for slug in (row["slug"] for row in occupations):
        unknown = [code for code in codes.get(slug, ()) if code not in interests]
        if unknown or not codes.get(slug):
            faults.append(f"{slug}: {', '.join(unknown) + ' is not known' if unknown else 'no O*NET code'}")
        else:
            profiles[slug] = mean_profile(interests[code] for code in codes[slug])
    return profiles, faults


def area_profiles(
    occupations: Iterable[Mapping[str, str]], profiles: Mapping[str, Profile]
) -> dict[Area, tuple[Profile, int]]:
    """The mean profile of each career area and how many occupations it rests on, in the order of the areas."""
    of_area: dict[Area, list[Profile]] = {}
    for row in occupations:
        of_area.setdefault(Area(row["area"]), []).append(profiles[row["slug"]])
    return {area: (mean_profile(of_area[area]), len(of_area[area])) for area in Area if area in of_area}
