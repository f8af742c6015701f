"""Postcodes as numbers, so that millions of them can be sorted and searched as one array.

A key is the eight bytes of the postcode in its fixed-width form (`PR1 2HE`, outward code padded to four),
read as one big-endian number: keys sort as postcodes do, and all postcodes of a sector lie side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

UNIT_BYTES: Final = np.uint64(24)
"""Bits below the sector in a key: two letters of the unit and one byte of padding."""


def postcode_key(outward: str, digit: str, unit: str = "") -> int:
    """The key of a postcode, or of a sector when `unit` is left out."""
    return int.from_bytes(f"{outward:<4}{digit}{unit}".encode().ljust(8, b"\0"), "big")


def keys_of(fixed_width: Sequence[str]) -> Keys:
    """Keys of many postcodes given as `PR1 2HE` or `SW1A1AA`: seven characters, outward padded to four."""
    return np.array(fixed_width, dtype="S8").view(">u8").astype(np.uint64)


def sector_keys_of(keys: Keys) -> Keys:
    """The key of the sector each postcode lies in."""
    return (keys >> UNIT_BYTES) << UNIT_BYTES


def outward_keys_of(keys: Keys) -> Keys:
    """The outward part of each key, as the number that `outward_key` gives."""
    return keys >> np.uint64(32)


def outward_key(outward: str) -> int:
    """An outward code alone as a number: its four padded bytes."""
    return int.from_bytes(f"{outward:<4}".encode(), "big")


def text_of(key: int) -> str:
    """The fixed-width text of a key: `PR1 2HE`, or `PR1 2` for a sector."""
    return int(key).to_bytes(8, "big").rstrip(b"\0").decode("ascii")


def find_key(keys: NDArray[np.uint64], key: int) -> int | None:
    """The row of a key in a sorted array, None when it is not there."""
    row = int(np.searchsorted(keys, np.uint64(key)))
    return row if row < len(keys) and int(keys[row]) == key else None
