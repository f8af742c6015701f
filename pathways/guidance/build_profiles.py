"""`python -m pathways.guidance.build_profiles INTERESTS.csv SEED_DIR`.

Works out how far the work of each occupation and career area draws on the six interests (realistic, investigative,
artistic, social, enterprising, conventional), and writes the result into `occupations.csv` and `area_profiles.csv`.

`INTERESTS.csv` is the file of interests of the O*NET database (CC BY 4.0). Of its scales only `OI`, the occupational
interests from 1 to 7, is read. `occupation_onet.csv` says, by our own judgement, which O*NET occupations stand for
each of ours. An occupation's profile is the mean of theirs; an area's is the mean of the occupations whose first
area it is. Nothing here is typed in by hand, so the two files can be made again from a newer one of O*NET.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import fmean

from pathways.catalogue.vocabulary import Area

INTERESTS = ("r", "i", "a", "s", "e", "c")
"""The columns that are worked out, in the order of Holland's hexagon."""

OCCUPATION_COLUMNS = ("slug", "name", "aliases", "area", "areas", "soc2020", *INTERESTS, "tier2")
AREA_COLUMNS = ("area", *INTERESTS, "occupations")

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
    for row in _rows(path):
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when every occupation got its profile, else 1 and nothing is written."""
    parser = argparse.ArgumentParser(prog="python -m pathways.guidance.build_profiles", description=__doc__)
    parser.add_argument("interests", type=Path, help="interests.csv of O*NET")
    parser.add_argument("seed_dir", type=Path, help="the folder seed_data")
    given = parser.parse_args(arguments)
    occupations = _rows(given.seed_dir / "occupations.csv")
    codes = {
        row["slug"]: row["onet_codes"].split(";") for row in _rows(given.seed_dir / "occupation_onet.csv")
    }
    profiles, faults = occupation_profiles(occupations, codes, read_interests(given.interests))
    if faults:
        sys.stderr.write("\n".join(faults) + "\n")
        return 1
    _write(
        given.seed_dir / "occupations.csv",
        OCCUPATION_COLUMNS,
        ({**row, **_shown(profiles[row["slug"]])} for row in occupations),
    )
    _write(
        given.seed_dir / "area_profiles.csv",
        AREA_COLUMNS,
        (
            {"area": area, **_shown(profile), "occupations": count}
            for area, (profile, count) in area_profiles(occupations, profiles).items()
        ),
    )
    return 0


def _shown(profile: Profile) -> dict[str, str]:
    return {column: f"{value:.2f}" for column, value in zip(INTERESTS, profile, strict=True)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
