"""The published formats of postcodes: how each is known by its header, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["onspd", "nspl", "code-point-open", "sectors"]


@dataclass(frozen=True, slots=True)
class Source:
    """A source of postcodes: its name, and the statement its licence asks for."""

    name: str
    statement: str


_OGL: Final = "Licensed under the Open Government Licence v3.0."
SOURCES: Final[dict[Kind, Source]] = {
    "onspd": Source(
        "ONS Postcode Directory",
        "Source: Office for National Statistics. Contains OS, Royal Mail and "
        f"National Statistics data © Crown copyright and database right. {_OGL}",
    ),
    "nspl": Source(
        "National Statistics Postcode Lookup",
        "Source: Office for National Statistics. Contains OS, "
        f"Royal Mail and National Statistics data © Crown copyright and database right. {_OGL}",
    ),
    "code-point-open": Source(
        "OS Code-Point Open",
        "Contains OS data © Crown copyright and database right. Contains "
        f"Royal Mail data © Royal Mail copyright and database right. {_OGL}",
    ),
    "sectors": Source(
        "Postcode sectors from OS Code-Point Open",
        f"Contains OS data © Crown copyright and database right 2025. {_OGL}",
    ),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a file keeps what is needed: column numbers, None for one that it does not have.

    Points are either `lat` and `lng` in WGS84 degrees or `east` and `north` in metres of the National Grid.
    `names` are the columns as the file calls them, for messages. `has_header` is whether row one is a header.
    """

    kind: Kind
    has_header: bool
    names: tuple[str, ...]
    code: int
    lat: int | None = None
    lng: int | None = None
    east: int | None = None
    north: int | None = None
    quality: int | None = None
    ended: int | None = None
    country: int | None = None
    authority: int | None = None


# The header of each release differs a little: `lat`, `LAT`; `oslaua`, `laua`, `lad25cd`; `pcds`, `PCD7`.
_NAMES: Final = {
    "sector": r"sector|postcode_?sector",
    "code": r"pcds|pcd|pcd2|pcd7|pcd8|postcode|pc",
    "lat": r"lat|latitude",
    "lng": r"long|lng|lon|longitude",
    "east": r"oseast1m|east1m|eastings?|ea",
    "north": r"osnrth1m|north1m|northings?|no",
    "quality": r"osgrdind|gridind|positional_quality_indicator|positional_quality|quality|pq",
    "ended": r"doterm",
    "country": r"ctry|ctry\d\dcd|country|country_code|cy",
    "authority": r"oslaua|laua|lad\d\dcd|lad_code|admin_district_code|district_code|dc",
}
_CODE_POINT_COLUMNS: Final = (
    "Postcode",
    "Positional_quality_indicator",
    "Eastings",
    "Northings",
    "Country_code",
    "NHS_regional_HA_code",
    "NHS_HA_code",
    "Admin_county_code",
    "Admin_district_code",
    "Admin_ward_code",
)
_LOOKS_LIKE_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? {0,2}[0-9][A-Z]{2}", re.IGNORECASE)
_ONLY_IN_ONSPD: Final = frozenset(("oscty", "oslaua", "osward", "usertype", "ru11ind", "imd", "park"))


def recognise(first_row: Sequence[str], file_name: str) -> Layout | None:
    """The layout of a file by its first row, None if it is none of the formats.

    Code-Point Open is published without a header, so a first row that begins with a postcode and has its ten
    columns is taken as data.
    """
    cells = [cell.strip().strip("\ufeff").lower() for cell in first_row]
    if len(cells) >= 4 and _LOOKS_LIKE_POSTCODE.fullmatch(cells[0]) and cells[2].lstrip("-").isdigit():
        return _code_point_without_header(len(cells))
    found = {
        role: number
        for role, pattern in _NAMES.items()
        for number in [_column(cells, pattern)]
        if number is not None
    }
    code = found.pop("sector", None)
    kind: Kind = "sectors"
    if code is None:
        code = found.pop("code", None)
        kind = _kind_by_name(cells, found, file_name)
    found.pop("code", None)
    has_degrees, has_metres = {"lat", "lng"} <= found.keys(), {"east", "north"} <= found.keys()
    if code is None or not (has_degrees or has_metres):
        return None
    if has_degrees:
        found.pop("east", None)
        found.pop("north", None)
    names = tuple(cell.strip().strip("\ufeff") for cell in first_row)
    return Layout(kind=kind, has_header=True, names=names, code=code, **found)


def missing_columns(first_row: Sequence[str]) -> list[str]:
    """The columns that a header lacks to be read at all, in words for a message."""
    cells = [cell.strip().strip("\ufeff").lower() for cell in first_row]
    has = {role: _column(cells, pattern) is not None for role, pattern in _NAMES.items()}
    missing = [] if has["code"] or has["sector"] else ["postcode (or pcds, pcd7, sector)"]
    if not ((has["lat"] and has["lng"]) or (has["east"] and has["north"])):
        missing += [words for role, words in (("lat", "lat"), ("lng", "long")) if not has[role]]
    return missing


def _column(cells: Sequence[str], pattern: str) -> int | None:
    for choice in pattern.split("|"):
        for number, cell in enumerate(cells):
            if re.fullmatch(choice, cell):
                return number
    return None


def _kind_by_name(cells: Sequence[str], found: dict[str, int], file_name: str) -> Kind:
    if "nspl" in file_name.lower():
        return "nspl"
    if "onspd" in file_name.lower() or _ONLY_IN_ONSPD & set(cells) or "ended" in found:
        return "onspd"
    return "code-point-open" if "east" in found else "onspd"


def _code_point_without_header(columns: int) -> Layout:
    names = _CODE_POINT_COLUMNS[:columns]
    return Layout(
        kind="code-point-open",
        has_header=False,
        names=names,
        code=0,
        quality=1,
        east=2,
        north=3,
        country=4 if columns > 4 else None,
        authority=8 if columns > 8 else None,
    )
