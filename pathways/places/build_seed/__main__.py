"""`python -m pathways.places.build_seed SECTORS.csv SEED_DIR [--authorities FILE]`.

Writes `districts.csv` and `local_authorities.csv` and fills in the district of each town in `towns.csv`. The
town names in `districts.csv` and all else in `towns.csv` are the project's own and are kept.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pathways.places.build_seed.areas import (
    authorities_from,
    districts_from,
    write_authorities,
    write_districts,
)
from pathways.places.build_seed.sectors import read_sectors
from pathways.places.build_seed.towns import write_town_districts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when everything was written and every area has a name, else 1."""
    parser = argparse.ArgumentParser(prog="python -m pathways.places.build_seed", description=__doc__)
    parser.add_argument("sectors", type=Path, help="sectors_gb.csv")
    parser.add_argument("seed_dir", type=Path, help="the folder seed_data")
    parser.add_argument("--authorities", type=Path, help="a file with the columns lad_code and lad_name")
    given = parser.parse_args(arguments)
    sectors = read_sectors(given.sectors)
    nameless = write_districts(given.seed_dir / "districts.csv", districts_from(sectors))
    nameless += write_authorities(
        given.seed_dir / "local_authorities.csv", authorities_from(sectors), given.authorities
    )
    write_town_districts(given.seed_dir / "towns.csv", sectors)
    if nameless:
        sys.stderr.write(f"Without a name, write one into the file: {', '.join(nameless)}\n")
    return 1 if nameless else 0


if __name__ == "__main__":
    sys.exit(main())
