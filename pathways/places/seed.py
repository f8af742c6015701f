"""The places that come with the product: districts, and the towns and landmarks people name."""

from __future__ import annotations

import csv
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pathways.places.distance import MILES_PER_DEGREE_OF_LATITUDE
from pathways.places.names import normal_name, slug
from pathways.places.place import Nation, Place, PlaceKind
from pathways.places.postcodes import area_of

DOMINANT_BY = 2
"""A town is meant by its bare name when it is this many sizes larger than any other of that name."""


@dataclass(frozen=True, slots=True)
class District:
    """A postcode district: the place, the town we name it by, and how far its postcodes reach in miles."""

    place: Place
    town: str
    reach_miles: float


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place with the names it answers to.

    `keys` are normal names, its own first. `size` runs from 5 (a large city) to 1 (a village, a landmark);
    0 is a district known only by the town we name it by. `county` is a normal name, as people say it.
    """

    place: Place
    keys: tuple[str, ...]
    size: int
    county: str


def read_districts(path: Path) -> dict[str, District]:
    """`districts.csv` by district, in postcode order."""
    districts: dict[str, District] = {}
    for row in _rows(path):
        code = row["district"]
        place = Place(
            code,
            f"{row['town']} ({code})",
            "district",
            float(row["lat"]),
            float(row["lng"]),
            code,
            row["lad_code"] or None,
            cast("Nation", row["nation"]),
        )
        districts[code] = District(place, row["town"], float(row["reach_miles"]))
    return districts


def unions_of(districts: dict[str, District]) -> dict[str, Place]:
    """The areas that people name though only their parts exist: SW1 is the union of SW1A, SW1E and so on.

    N1 is not one: it is a district itself.
    """
    parts: dict[str, list[District]] = defaultdict(list)
    for code, district in districts.items():
        if code[-1].isalpha() and code[:-1] not in districts:
            parts[code[:-1]].append(district)
    return {code: _union(code, members) for code, members in parts.items()}


def read_towns(path: Path, districts: dict[str, District]) -> list[NamedPlace]:
    """`towns.csv` with an address for each: `preston` where one is plainly meant, else with the county."""
    rows = list(_rows(path))
    names = [normal_name(row["name"]) for row in rows]
    counties = {county: normal_name(county) for county in {row["county"] for row in rows}}
    sizes: dict[str, list[int]] = defaultdict(list)
    for name, row in zip(names, rows, strict=True):
        sizes[name].append(int(row["size"]))
    return [
        _named_place(row, name, counties[row["county"]], _is_meant(int(row["size"]), sizes[name]), districts)
        for name, row in zip(names, rows, strict=True)
    ]


def districts_by_town(districts: dict[str, District], towns: Iterable[NamedPlace]) -> list[NamedPlace]:
    """Districts under the town we name them by, where `towns.csv` has no place of that name near them.

    Of several districts with one name in one postcode area, the middle one stands for them.
    """
    known: dict[str, list[Place]] = defaultdict(list)
    for one in towns:
        for key in one.keys:
            known[key].append(one.place)
    groups: dict[tuple[str, str], list[District]] = defaultdict(list)
    for code, district in districts.items():
        groups[district.town, area_of(code)].append(district)
    named = []
    for (town, _), members in groups.items():
        name, middle = normal_name(town), _middle(members)
        if not any(_is_near(place, middle.place) for place in known[name]):
            named.append(NamedPlace(middle.place, (name,), 0, ""))
    return named


def fingerprint(paths: Iterable[Path]) -> str:
    """Eight characters that change when any of the files does."""
    total = 0
    for path in paths:
        total = zlib.crc32(path.read_bytes(), total)
    return f"{total:08x}"


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        header = next(reader)
        # Half the time of csv.DictReader, and every process that serves reads these files when it starts.
        yield from (dict(zip(header, row, strict=True)) for row in reader)


def _union(code: str, members: list[District]) -> Place:
    town = Counter(member.town for member in members).most_common(1)[0][0]
    first = members[0].place
    return Place(
        code,
        f"{_UNION_NAMES.get(code, town)} ({code})",
        "area",
        round(sum(member.place.lat for member in members) / len(members), 4),
        round(sum(member.place.lng for member in members) / len(members), 4),
        first.district,
        first.lad_code,
        first.nation,
    )


_UNION_NAMES = {
    "SW1": "Westminster",
    "W1": "West End",
    "EC1": "Clerkenwell",
    "EC2": "Moorgate",
    "EC3": "Aldgate",
    "EC4": "St Paul's",
    "WC1": "Bloomsbury",
    "WC2": "Covent Garden",
}


def _is_meant(size: int, sizes: list[int]) -> bool:
    others = sorted(sizes)
    others.remove(size)
    return not others or size - others[-1] >= DOMINANT_BY


def _named_place(
    row: dict[str, str], name: str, county: str, is_meant: bool, districts: dict[str, District]
) -> NamedPlace:
    written, written_county, nearest = row["name"], row["county"], districts[row["district"]].place
    place = Place(
        id=slug(written) if is_meant else slug(f"{written} {written_county}"),
        name=written if is_meant or county == name else f"{written}, {written_county}",
        kind=cast("PlaceKind", row["kind"]),
        lat=float(row["lat"]),
        lng=float(row["lng"]),
        district=nearest.district,
        lad_code=nearest.lad_code,
        nation=cast("Nation", row["nation"]),
    )
    keys = (name, *(normal_name(alias) for alias in row["aliases"].split(";") if alias))
    return NamedPlace(place, tuple(dict.fromkeys(keys)), int(row["size"]), county)


def _middle(members: list[District]) -> District:
    lat = sum(member.place.lat for member in members) / len(members)
    lng = sum(member.place.lng for member in members) / len(members)
    return min(members, key=lambda member: (member.place.lat - lat) ** 2 + (member.place.lng - lng) ** 2)


def _is_near(one: Place, other: Place) -> bool:
    north = (one.lat - other.lat) * MILES_PER_DEGREE_OF_LATITUDE
    east = (one.lng - other.lng) * MILES_PER_DEGREE_OF_LATITUDE * 0.58  # the cosine of 54.5 degrees
    return bool(north**2 + east**2 < 15.0**2)
