"""The British National Grid: eastings and northings in metres to WGS84 latitude and longitude.

Formulas and constants: Ordnance Survey, "A guide to coordinate systems in Great Britain" (annexes B and C).
The shift between the datums is the guide's seven-parameter Helmert, good to about 5 m over Great Britain.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_AIRY: Final = (6_377_563.396, 6_356_256.909)
_WGS84: Final = (6_378_137.000, 6_356_752.314245)
_SCALE: Final = 0.9996012717
_TRUE_LAT, _TRUE_LNG = np.radians(49.0), np.radians(-2.0)
_TRUE_EAST, _TRUE_NORTH = 400_000.0, -100_000.0
_SHIFT: Final = (446.448, -125.157, 542.060)
_TURN: Final = tuple(np.radians(seconds / 3600.0) for seconds in (0.1502, 0.2470, 0.8421))
_STRETCH: Final = 1.0 - 20.4894e-6

GRID_EAST: Final = (0.0, 700_000.0)
GRID_NORTH: Final = (0.0, 1_300_000.0)
"""The extent of the grid in metres; anything outside is not in Great Britain."""


def grid_to_wgs84(eastings: ArrayLike, northings: ArrayLike) -> tuple[Floats, Floats]:
    """Latitudes and longitudes (WGS84 degrees) of grid points given in metres, in the shape of the input.

    Points outside the grid give not-a-number: they would come out somewhere, and wrong.
    """
    east = np.asarray(eastings, dtype=np.float64)
    north = np.asarray(northings, dtype=np.float64)
    inside = (east > GRID_EAST[0]) & (east < GRID_EAST[1]) & (north > GRID_NORTH[0]) & (north < GRID_NORTH[1])
    lat, lng = _wgs84_from_airy(
        *_airy_from_grid(np.where(inside, east, 400_000.0), np.where(inside, north, 400_000.0))
    )
    return np.where(inside, lat, np.nan), np.where(inside, lng, np.nan)


def _airy_from_grid(east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Annex C.2 of the guide: grid metres to radians on the Airy 1830 ellipsoid."""
    a, b = _AIRY
    eccentricity = 1.0 - (b / a) ** 2
    phi = _TRUE_LAT + (north - _TRUE_NORTH) / (a * _SCALE)
    for _ in range(6):  # each step gains about three digits; six leave far less than a millimetre
        phi = phi + (north - _TRUE_NORTH - _meridian(phi)) / (a * _SCALE)
    sine, cosine, tangent = np.sin(phi), np.cos(phi), np.tan(phi)
    nu = a * _SCALE / np.sqrt(1.0 - eccentricity * sine**2)
    rho = a * _SCALE * (1.0 - eccentricity) * (1.0 - eccentricity * sine**2) ** -1.5
    eta = nu / rho - 1.0
    tan2 = tangent**2
    away = east - _TRUE_EAST
    lat = (
        phi
        - tangent / (2.0 * rho * nu) * away**2
        + tangent / (24.0 * rho * nu**3) * (5.0 + 3.0 * tan2 + eta - 9.0 * tan2 * eta) * away**4
        - tangent / (720.0 * rho * nu**5) * (61.0 + 90.0 * tan2 + 45.0 * tan2**2) * away**6
    )
    lng = (
        _TRUE_LNG
        + away / (cosine * nu)
        - (nu / rho + 2.0 * tan2) / (6.0 * cosine * nu**3) * away**3
        + (5.0 + 28.0 * tan2 + 24.0 * tan2**2) / (120.0 * cosine * nu**5) * away**5
        - (61.0 + 662.0 * tan2 + 1320.0 * tan2**2 + 720.0 * tan2**3) / (5040.0 * cosine * nu**7) * away**7
    )
    return lat, lng


def _meridian(phi: Floats) -> Floats:
    """The developed arc of the meridian from the true origin to `phi`, in metres."""
    a, b = _AIRY
    n = (a - b) / (a + b)
    less, more = phi - _TRUE_LAT, phi + _TRUE_LAT
    return np.asarray(
        b
        * _SCALE
        * (
            (1.0 + n + 1.25 * n**2 + 1.25 * n**3) * less
            - (3.0 * n + 3.0 * n**2 + 2.625 * n**3) * np.sin(less) * np.cos(more)
            + (1.875 * n**2 + 1.875 * n**3) * np.sin(2.0 * less) * np.cos(2.0 * more)
            - 35.0 / 24.0 * n**3 * np.sin(3.0 * less) * np.cos(3.0 * more)
        ),
        dtype=np.float64,
    )


def _wgs84_from_airy(lat: Floats, lng: Floats) -> tuple[Floats, Floats]:
    """Annex B of the guide: through cartesian metres and the Helmert shift to degrees on WGS84."""
    a, b = _AIRY
    eccentricity = 1.0 - (b / a) ** 2
    nu = a / np.sqrt(1.0 - eccentricity * np.sin(lat) ** 2)
    x, y = nu * np.cos(lat) * np.cos(lng), nu * np.cos(lat) * np.sin(lng)
    z = (1.0 - eccentricity) * nu * np.sin(lat)
    turn_x, turn_y, turn_z = _TURN
    moved_x = _SHIFT[0] + _STRETCH * x - turn_z * y + turn_y * z
    moved_y = _SHIFT[1] + turn_z * x + _STRETCH * y - turn_x * z
    moved_z = _SHIFT[2] - turn_y * x + turn_x * y + _STRETCH * z
    a, b = _WGS84
    eccentricity = 1.0 - (b / a) ** 2
    flat = np.hypot(moved_x, moved_y)
    phi = np.arctan2(moved_z, flat * (1.0 - eccentricity))
    for _ in range(4):
        nu = a / np.sqrt(1.0 - eccentricity * np.sin(phi) ** 2)
        phi = np.arctan2(moved_z + eccentricity * nu * np.sin(phi), flat)
    return np.degrees(phi), np.degrees(np.arctan2(moved_y, moved_x))
