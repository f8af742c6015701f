"""Distances over the ground: one mile and one haversine for the whole product."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

METRES_PER_MILE: Final = 1609.344
"""The international mile, in metres."""

EARTH_RADIUS_MILES: Final = 6_371_008.8 / METRES_PER_MILE
"""Mean radius of the earth (IUGG R1, 6,371,008.8 m), in miles."""

MILES_PER_DEGREE_OF_LATITUDE: Final = EARTH_RADIUS_MILES * np.pi / 180.0
"""How far one degree of latitude reaches, in miles."""


def haversine_miles(lat: ArrayLike, lng: ArrayLike, lats: ArrayLike, lngs: ArrayLike) -> NDArray[np.float64]:
    """Great-circle distance in miles from one point to each of many, or from each of many to its own.

    `lat`, `lng`, `lats` and `lngs` are WGS84 degrees; the answer has the shape of all four broadcast
    together. A point that is not a number gives a distance that is not a number. Formula: haversine
    (Sinnott, "Virtues of the Haversine", 1984), which stays exact for short distances.
    """
    phi = np.radians(np.asarray(lats, dtype=np.float64))
    lam = np.radians(np.asarray(lngs, dtype=np.float64))
    phi_0 = np.radians(np.asarray(lat, dtype=np.float64))
    lam_0 = np.radians(np.asarray(lng, dtype=np.float64))
    half = np.sin((phi - phi_0) / 2.0) ** 2 + np.cos(phi_0) * np.cos(phi) * np.sin((lam - lam_0) / 2.0) ** 2
    return np.asarray(
        2.0 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))), dtype=np.float64
    )


def directions(
    lats: NDArray[np.float64], lngs: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Where points given in WGS84 degrees stand on a globe of radius one: x, y and z (float64).

    Half the straight line between two of them is the sine of half the angle that their distance spans.
    """
    phi, lam = np.radians(lats), np.radians(lngs)
    return np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)


def miles_between(lat_a: float, lng_a: float, lat_b: float, lng_b: float) -> float:
    """Great-circle distance in miles between two points given in WGS84 degrees."""
    return float(haversine_miles(lat_a, lng_a, lat_b, lng_b))
