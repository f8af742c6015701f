"""Postcodes as text: reading them, finding them in sentences, and cutting them to their sector.

A full postcode is a person's street. Nothing here keeps one: whatever is stored, logged or put in an address
passes through `cut_postcodes_to_sector` first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

OUTSIDE_GREAT_BRITAIN: Final = frozenset({"BT", "IM", "JE", "GY"})
"""Postcode areas of Northern Ireland, the Isle of Man, Jersey and Guernsey."""

# What may stand between the parts: any space, the invisible characters that copying brings, the marks people
# type instead of a space, and the forms a space takes inside an address.
_BETWEEN: Final = r"(?:[\s\u00ad\u200b-\u200f\u2060\ufeff+\-_.,/\u2010-\u2015]|%[0-9A-F]{2})"
_START: Final = r"(?:(?<![A-Z0-9])|(?<=%[0-9A-F]{2}))"
_OUTWARD: Final = r"([A-Z]{1,2}[0-9][A-Z0-9]?)"
_FULL = re.compile(
    rf"{_START}{_OUTWARD}{_BETWEEN}{{0,6}}([0-9]){_BETWEEN}{{0,3}}([ABD-HJLNP-UW-Z]{{2}})(?![A-Z0-9])",
    re.IGNORECASE,
)
_SECTOR = re.compile(rf"(?<![A-Z0-9]){_OUTWARD}{_BETWEEN}{{1,3}}([0-9])(?![A-Z0-9])", re.IGNORECASE)
_JOINED_SECTOR = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9])(?![A-Z0-9])", re.IGNORECASE)
_DISTRICT = re.compile(rf"(?<![A-Z0-9]){_OUTWARD}(?![A-Z0-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Postcode:
    """A full postcode in its parts: `PR1 2HE` is outward `PR1`, sector digit `2`, unit `HE`."""

    outward: str
    digit: str
    unit: str

    @property
    def area(self) -> str:
        """The letters it begins with: `PR`."""
        return area_of(self.outward)

    @property
    def sector(self) -> str:
        """The sector as people write it: `PR1 2`."""
        return f"{self.outward} {self.digit}"

    def __str__(self) -> str:
        return f"{self.outward} {self.digit}{self.unit}"


def area_of(outward: str) -> str:
    """The postcode area of an outward code: `PR1` is in `PR`, `SW1A` in `SW`."""
    return outward[:2] if outward[1:2].isalpha() else outward[:1]


def parse_postcode(text: str) -> Postcode | None:
    """Read text that is one full postcode and nothing else, in any case and spacing; else None."""
    match = _FULL.fullmatch(_plain(text).strip())
    return _postcode(match) if match else None


def parse_sector(text: str) -> tuple[str, str] | None:
    """Read text that is one sector (`PR1 2`, `pr1-2`), as (outward, digit); else None."""
    match = _SECTOR.fullmatch(_plain(text).strip())
    return (match[1].upper(), match[2]) if match else None


def find_postcodes(text: str) -> list[tuple[int, int, Postcode]]:
    """Every full postcode inside a text, as (start, end, postcode), in order."""
    return [(match.start(), match.end(), _postcode(match)) for match in _FULL.finditer(text)]


def find_sectors(text: str) -> Iterator[tuple[str, str]]:
    """Every sector written with a gap (`PR1 2`) inside a text, as (outward, digit)."""
    return ((match[1].upper(), match[2]) for match in _SECTOR.finditer(text))


def find_joined_sectors(text: str) -> Iterator[tuple[str, str]]:
    """Every word that could be a sector without its gap (`PR12`), as (outward, digit)."""
    return ((match[1].upper(), match[2]) for match in _JOINED_SECTOR.finditer(text))


def find_districts(text: str) -> Iterator[str]:
    """Every word with the shape of a postcode district (`PR1`, `SW1A`), known or not."""
    return (match[1].upper() for match in _DISTRICT.finditer(text))


def contains_full_postcode(text: str) -> bool:
    """Whether a full postcode stands anywhere in the text, spaced or not, in any case."""
    return _FULL.search(text) is not None or (not text.isascii() and _FULL.search(_plain(text)) is not None)


def cut_postcodes_to_sector(text: str) -> str:
    """Replace every full postcode in a text by its sector: `near PR12HE` becomes `near PR1 2`.

    Works on plain text, on addresses (`PR1%202HE`) and on the wide letters some keyboards type. Text
    without a full postcode comes back unchanged, so cutting twice changes nothing.
    """
    if not text.isascii() and _FULL.search(text) is None:
        plain = _plain(text)
        if _FULL.search(plain) is None:
            return text
        text = plain
    # A cut can leave two letters behind the digit ("PR1 2HE AB"), which read as a postcode again: go on until
    # none is left. Every round makes the text shorter, so this ends.
    while (cut := _FULL.sub(_sector_text, text)) != text:
        text = cut
    return text


def _sector_text(match: re.Match[str]) -> str:
    return f"{match[1].upper()} {match[2]}"


def _postcode(match: re.Match[str]) -> Postcode:
    return Postcode(match[1].upper(), match[2], match[3].upper())


def _plain(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)
