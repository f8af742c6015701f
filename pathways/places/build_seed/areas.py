"""Districts and local authorities computed from sectors: where each lies and how far it reaches."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pathways.places.build_seed.sectors import Sectors
from pathways.places.distance import haversine_miles
from pathways.places.place import NATION_OF_CODE

DISTRICT_COLUMNS = ("district", "lat", "lng", "town", "lad_code", "nation", "reach_miles")
AUTHORITY_COLUMNS = ("lad_code", "name", "nation", "lat", "lng")


@dataclass(frozen=True)
class Area:
    """A district or authority: its code, centre (WGS84 degrees), commonest authority and reach in miles."""

    code: str
    lat: float
    lng: float
    authority: str
    reach_miles: float


def postcode_order(outward: str) -> tuple[str, int, str]:
    """Sorts districts as people list them: PR2 before PR11, SW1A before SW2."""
    match = re.fullmatch(r"([A-Z]+)(\d+)([A-Z]?)", outward)
    return (match[1], int(match[2]), match[3]) if match else (outward, 0, "")


def districts_from(sectors: Sectors) -> list[Area]:
    """One area for each postcode district, its centre the mean of its sectors weighted by postcodes."""
    codes = sorted(set(sectors.districts.tolist()), key=postcode_order)
    return [_area(code, sectors, np.flatnonzero(sectors.districts == code)) for code in codes]


def authorities_from(sectors: Sectors) -> list[Area]:
    """One area for each local authority that any sector names, in order of code."""
    codes = sorted(set(sectors.authorities.tolist()) - {""})
    return [_area(code, sectors, np.flatnonzero(sectors.authorities == code)) for code in codes]


def _area(code: str, sectors: Sectors, rows: np.ndarray) -> Area:
    weights = sectors.postcodes[rows]
    lat = float(np.average(sectors.lats[rows], weights=weights))
    lng = float(np.average(sectors.lngs[rows], weights=weights))
    votes: Counter[str] = Counter()
    for authority, weight in zip(sectors.authorities[rows].tolist(), weights.tolist(), strict=True):
        if authority:
            votes[authority] += int(weight)
    # The spread holds nine postcodes of ten; two and a half times that leaves none out in practice.
    reach = haversine_miles(lat, lng, sectors.lats[rows], sectors.lngs[rows]) + np.minimum(
        2.5 * sectors.spread_miles[rows], 25.0
    )
    return Area(code, lat, lng, votes.most_common(1)[0][0] if votes else "", float(reach.max()))


def write_districts(path: Path, areas: Iterable[Area]) -> list[str]:
    """Write `districts.csv`, keeping the town names that stand in it; returns the districts without one."""
    towns = _column_by_code(path, "district", "town")
    areas = list(areas)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(DISTRICT_COLUMNS)
        for area in areas:
            writer.writerow(
                (
                    area.code,
                    f"{area.lat:.2f}",
                    f"{area.lng:.2f}",
                    towns.get(area.code, ""),
                    area.authority,
                    NATION_OF_CODE[area.authority[0]],
                    f"{area.reach_miles:.1f}",
                )
            )
    return [area.code for area in areas if not towns.get(area.code)]


def write_authorities(path: Path, areas: Iterable[Area], names_file: Path | None) -> list[str]:
    """Write `local_authorities.csv`; names from a file of `lad_code,lad_name`, else those that stand in it.

    Returns the codes without a name. "Bristol, City of" becomes "Bristol", as people say it.
    """
    names = _column_by_code(path, "lad_code", "name")
    if names_file is not None:
        names |= _column_by_code(names_file, "lad_code", "lad_name")
    areas = list(areas)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(AUTHORITY_COLUMNS)
        for area in areas:
            name = re.sub(r", (City|County) of$", "", names.get(area.code, ""))
            writer.writerow(
                (area.code, name, NATION_OF_CODE[area.code[0]], f"{area.lat:.2f}", f"{area.lng:.2f}")
            )
    return [area.code for area in areas if not names.get(area.code)]


def _column_by_code(path: Path, code: str, column: str) -> dict[str, str]:
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8-sig") as file:
        return {row[code]: row[column] for row in csv.DictReader(file)}
