"""The code at the head of each row of a postcode file, in the fixed width that keys are made of."""

from __future__ import annotations

import re

from pathways.places.place import NATION_OF_CODE
from pathways.places.postcodes import OUTSIDE_GREAT_BRITAIN

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][ABD-HJLNP-UW-Z]{2}")
_SECTOR = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9]")


def postcode_in_row(cell: str) -> str | None:
    """`PR12HE`, `PR1 2HE` or `pr1  2he` as `PR1 2HE`, outward padded to four; None if it is no postcode."""
    code = cell.replace(" ", "").upper()
    return f"{code[:-3]:<4}{code[-3:]}" if _POSTCODE.fullmatch(code) else None


def sector_in_row(cell: str) -> str | None:
    """`PR1 2` as `PR1 2`, outward padded to four; None if it is no sector."""
    code = cell.strip().upper()
    return f"{code[:-1].strip():<4}{code[-1]}" if _SECTOR.fullmatch(code) else None


def outside_great_britain(code: str, country: str) -> bool:
    """Whether a code or the country beside it (`N92000002`, `L93000001`) lies outside Great Britain."""
    return code[:2] in OUTSIDE_GREAT_BRITAIN or (country != "" and country[0].upper() not in NATION_OF_CODE)
