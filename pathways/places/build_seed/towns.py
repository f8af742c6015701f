"""The one computed column of `towns.csv`: the postcode district each town lies in."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from pathways.places.build_seed.sectors import Sectors
from pathways.places.distance import haversine_miles

TOWN_COLUMNS = ("name", "county", "nation", "kind", "size", "lat", "lng", "district", "aliases")


def write_town_districts(path: Path, sectors: Sectors) -> None:
    """Fill in `district` for every town: that of the nearest sector where people live.

    Sectors without spread are large users' letter boxes and give their town no district.
    """
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    lived_in = np.flatnonzero(sectors.spread_miles > 0.0)
    lats, lngs = sectors.lats[lived_in], sectors.lngs[lived_in]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, TOWN_COLUMNS, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        for row in rows:
            miles = haversine_miles(float(row["lat"]), float(row["lng"]), lats, lngs)
            writer.writerow(row | {"district": str(sectors.districts[lived_in[int(np.argmin(miles))]])})
