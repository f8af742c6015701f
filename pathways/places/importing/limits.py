"""Where a postcode can lie: no further from the middle of its district than its district reaches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pathways.places.distance import haversine_miles
from pathways.places.postcode_keys import Keys, outward_key, outward_keys_of
from pathways.places.seed import District

SLACK_MILES: Final = 10.0
"""Room for new streets, and for large users whose post is delivered across town."""

NEW_DISTRICT_MILES: Final = 30.0
"""How far a district that is newer than our list may lie from the nearest one on it."""


class DistrictLimits:
    """Tells a point that may be its district's from one in the sea or in another part of the country."""

    def __init__(self, districts: Mapping[str, District]) -> None:
        ordered = sorted(districts, key=outward_key)
        places = [districts[code].place for code in ordered]
        self._outwards = np.array([outward_key(code) for code in ordered], dtype=np.uint64)
        self._lats = np.array([place.lat for place in places])
        self._lngs = np.array([place.lng for place in places])
        self._miles = np.array([1.25 * districts[code].reach_miles + SLACK_MILES for code in ordered])

    def allow(self, keys: Keys, lats: NDArray[np.float64], lngs: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which of the points (WGS84 degrees) can be right for the postcodes or sectors of those keys."""
        outwards = outward_keys_of(keys)
        rows = np.minimum(np.searchsorted(self._outwards, outwards), len(self._outwards) - 1)
        near = haversine_miles(self._lats[rows], self._lngs[rows], lats, lngs) <= self._miles[rows]
        for row in np.flatnonzero(self._outwards[rows] != outwards).tolist():
            nearest = haversine_miles(lats[row], lngs[row], self._lats, self._lngs).min()
            near[row] = nearest <= NEW_DISTRICT_MILES
        return near
