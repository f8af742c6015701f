"""Imported postcodes as memory-mapped arrays: sectors always, single postcodes where the file had them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pathways.places.postcode_keys import find_key, postcode_key, text_of

LIVE: Final = 0
TERMINATED: Final = 1
NO_COORDINATES: Final = 2
"""What the source says of a single postcode."""


@dataclass(frozen=True, slots=True)
class SectorRow:
    """One sector: WGS84 degrees and its local authority's code, None where the source has none."""

    outward: str
    digit: str
    lat: float
    lng: float
    lad_code: str | None


@dataclass(frozen=True)
class PostcodeArrays:
    """Columns of one import; n sectors and m single postcodes, both sorted by key.

    `sector_keys` uint64 (n), `sector_points` float32 (n, 2) as lat, lng, `sector_authorities` bytes (n,
    S9); `unit_keys` uint64 (m), `unit_points` float32 (m, 2), not-a-number without coordinates,
    `unit_states` uint8 (m). m is 0 for a source that holds sectors only.
    """

    version: str
    source: str
    statement: str
    sector_keys: NDArray[np.uint64]
    sector_points: NDArray[np.float32]
    sector_authorities: NDArray[np.bytes_]
    unit_keys: NDArray[np.uint64]
    unit_points: NDArray[np.float32]
    unit_states: NDArray[np.uint8]

    @property
    def has_units(self) -> bool:
        """Whether single postcodes are known, so that one that is missing does not exist."""
        return len(self.unit_keys) > 0

    def sector(self, outward: str, digit: str) -> SectorRow | None:
        """One sector, None if the source does not hold it."""
        row = find_key(self.sector_keys, postcode_key(outward, digit))
        return None if row is None else self._sector_row(row)

    def sectors_of(self, outward: str) -> list[SectorRow]:
        """Every sector of a district, in order."""
        first, last = (
            int(np.searchsorted(self.sector_keys, np.uint64(postcode_key(outward, edge))))
            for edge in ("0", ":")
        )  # ":" is the character after "9"
        return [self._sector_row(row) for row in range(first, last)]

    def unit_state(self, outward: str, digit: str, unit: str) -> int | None:
        """`LIVE`, `TERMINATED` or `NO_COORDINATES`; None if the source does not hold the postcode."""
        row = find_key(self.unit_keys, postcode_key(outward, digit, unit))
        return None if row is None else int(self.unit_states[row])

    def unit_point(self, outward: str, digit: str, unit: str) -> tuple[float, float] | None:
        """Latitude and longitude of a live postcode; None for any other."""
        row = find_key(self.unit_keys, postcode_key(outward, digit, unit))
        if row is None or int(self.unit_states[row]) != LIVE:
            return None
        return float(self.unit_points[row, 0]), float(self.unit_points[row, 1])

    def _sector_row(self, row: int) -> SectorRow:
        text = text_of(int(self.sector_keys[row]))
        authority = bytes(self.sector_authorities[row]).decode("ascii")
        return SectorRow(
            text[:4].strip(),
            text[4:5],
            float(self.sector_points[row, 0]),
            float(self.sector_points[row, 1]),
            authority or None,
        )
