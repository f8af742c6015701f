"""Whether a point can be right, by itself and beside a postcode, and the district, town and authority nearest to it."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from pathways.catalogue.vocabulary import Nation
from pathways.places.distance import haversine_miles, miles_between

FURTHEST_MILES = 12.0
"""No site in Great Britain is further from the middle of its nearest district; points at sea are."""
FURTHEST_FROM_POSTCODE_MILES = 15.0
"""Nothing is further from the middle of its own sector or district; more, and point and postcode tell of two places."""
NORTHERN_IRELAND = (54.0, 55.4, -8.2, -5.4)
"""Its extent: least and greatest latitude, least and greatest longitude, in degrees."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point that can be right, with what is near it. Outside Great Britain there is no district to name."""

    lat: float
    lng: float
    nation: Nation
    postcode_district: str = ""
    town: str = ""
    lad_code: str = ""


class Districts:
    """Every postcode district of Great Britain, by the middle of it."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self._rows = rows
        self._by_code = {row["district"]: row for row in rows}
        self._lats = np.array([float(row["lat"]) for row in rows], dtype=np.float64)
        self._lngs = np.array([float(row["lng"]) for row in rows], dtype=np.float64)

    def spot(self, lat: float, lng: float) -> Spot | None:
        """What is known of a point in WGS84 degrees; None where nothing is taught: at sea, at 0,0, abroad."""
        miles = haversine_miles(lat, lng, self._lats, self._lngs)
        nearest = int(np.argmin(miles))
        if miles[nearest] <= FURTHEST_MILES:
            row = self._rows[nearest]
            return Spot(lat, lng, Nation(row["nation"]), row["district"], row["town"], row["lad_code"])
        south, north, west, east = NORTHERN_IRELAND
        if south <= lat <= north and west <= lng <= east:
            return Spot(lat, lng, Nation.NORTHERN_IRELAND)
        return None

    def agree(self, lat: float, lng: float, outward: str) -> bool:
        """Whether a point in WGS84 degrees can be in a postcode district; yes for a district that is not known."""
        row = self._by_code.get(outward)
        if row is None:
            return True
        reach = 2 * float(row["reach_miles"])
        return is_near(lat, lng, float(row["lat"]), float(row["lng"]), reach)


def is_near(lat: float, lng: float, middle_lat: float, middle_lng: float, reach_miles: float = 0.0) -> bool:
    """Whether a point can be in a sector or district with that middle (WGS84 degrees) and reach."""
    return miles_between(lat, lng, middle_lat, middle_lng) <= max(FURTHEST_FROM_POSTCODE_MILES, reach_miles)


@cache
def load_districts(seed_dir: Path) -> Districts:
    """``districts.csv`` of the seed data, read once."""
    with (seed_dir / "districts.csv").open(encoding="utf-8", newline="") as file:
        return Districts(list(csv.DictReader(file)))
