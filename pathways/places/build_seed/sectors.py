"""The file of postcode sectors that the seed data are computed from."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MILES_PER_KILOMETRE = 1.0 / 1.609344


@dataclass(frozen=True)
class Sectors:
    """Every postcode sector as columns of one length: n sectors, WGS84 degrees, spread in miles."""

    districts: NDArray[np.str_]
    lats: NDArray[np.float64]
    lngs: NDArray[np.float64]
    postcodes: NDArray[np.float64]
    spread_miles: NDArray[np.float64]
    authorities: NDArray[np.str_]


def read_sectors(path: Path) -> Sectors:
    """Read `sectors_gb.csv` (sector, lat, lng, postcodes, p90_km, lad_code); KeyError if one is missing."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return Sectors(
        districts=np.array([row["sector"].split()[0] for row in rows]),
        lats=np.array([row["lat"] for row in rows], dtype=np.float64),
        lngs=np.array([row["lng"] for row in rows], dtype=np.float64),
        postcodes=np.array([row["postcodes"] for row in rows], dtype=np.float64),
        spread_miles=np.array([row["p90_km"] for row in rows], dtype=np.float64) * MILES_PER_KILOMETRE,
        authorities=np.array([row["lad_code"] for row in rows]),
    )
