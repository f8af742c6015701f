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

from pathways.catalogue.dated import read_rows
from pathways.guidance.interest_means import (
    INTERESTS,
    Profile,
    area_profiles,
    occupation_profiles,
    read_interests,
)

OCCUPATION_COLUMNS = ("slug", "name", "aliases", "area", "areas", "soc2020", *INTERESTS, "tier2")
AREA_COLUMNS = ("area", *INTERESTS, "occupations")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when every occupation got its profile, else 1 and nothing is written."""
    parser = argparse.ArgumentParser(prog="python -m pathways.guidance.build_profiles", description=__doc__)
    parser.add_argument("interests", type=Path, help="interests.csv of O*NET")
    parser.add_argument("seed_dir", type=Path, help="the folder seed_data")
    given = parser.parse_args(arguments)
    occupations = list(read_rows(given.seed_dir / "occupations.csv"))
    codes = {
        row["slug"]: row["onet_codes"].split(";") for row in read_rows(given.seed_dir / "occupation_onet.csv")
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


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
