"""Which rows lie within which radius of a place: whole slices of rows at a point, and the rows that roam."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pathways.places.distance import EARTH_RADIUS_MILES, MILES_PER_DEGREE_OF_LATITUDE, directions
from pathways.snapshot.contents import AREA_WIDE, NATIONAL, ONLINE, VENUE_WITHOUT_POINT
from pathways.snapshot.ragged import ranges
from pathways.snapshot.segment import POINTS_IN_A_BOX, Segment

THOUSANDTHS = 1000
"""Distances are kept in whole thousandths of a mile, so that they sort and compare exactly."""

FAR = 1 << 30
"""The distance of a row that has none; it sorts last."""

OUT_OF_REACH = 255


@dataclass(frozen=True, slots=True)
class Centre:
    """Where distances are from: WGS84 degrees, the nation's code, and the local authority whose area rows serve it."""

    lat: float
    lng: float
    nation: int
    district: bytes


@dataclass(frozen=True, slots=True)
class Reach:
    """Radii around a centre, smallest first, and which of them each point and each roaming row falls in.

    ``point_bins`` and ``roaming_bins`` (uint8) hold the position of the smallest radius that takes a row in,
    ``beyond`` for any distance, or `OUT_OF_REACH`. ``points`` (rising) are the positions of the points within the
    smallest radius, ``thousandths`` (int32) their distances; ``within`` (rising) of those that the largest takes in,
    ``further`` of the ones among these that the smallest does not. Without radii all points are within.
    """

    points: NDArray[np.int64]
    within: NDArray[np.int64]
    further: NDArray[np.int64]
    point_bins: NDArray[np.uint8]
    roaming_bins: NDArray[np.uint8]
    thousandths: NDArray[np.int32]
    beyond: int

    def thousandths_of(self, points: NDArray[np.int32]) -> NDArray[np.int64]:
        """How far points are in thousandths of a mile (int64); `FAR` for -1 and what is beyond the radius."""
        found = np.full(len(points), FAR, np.int64)
        if len(self.points):
            at = np.minimum(np.searchsorted(self.points, points), len(self.points) - 1)
            known = self.points[at] == points
            found[known] = self.thousandths[at[known]]
        return found

    def by_point(self, values: NDArray[np.int32], elsewhere: int) -> NDArray[np.int32]:
        """``values`` of the points in reach laid out by point (int32), ``elsewhere`` for all others.

        One more stands at the end, which rows that roam find at position -1.
        """
        laid = np.full(len(self.point_bins) + 1, elsewhere, np.int32)
        laid[self.points] = values
        return laid


def reach(segment: Segment, centre: Centre, radii: tuple[int, ...]) -> Reach:
    """Sort the points of ``segment`` by ``radii`` (miles, rising; none for any distance)."""
    count = len(segment.point_lat)
    roaming = segment.keep(
        ("roaming", centre.nation, centre.district, len(radii)), _roaming_bins, centre, len(radii)
    )
    if not radii:
        every = np.arange(count)
        away = _thousandths(_half_chords_squared(segment, centre, every))
        return Reach(every, every, every[:0], np.zeros(count, np.uint8), roaming, away, 0)
    possible = _possible_points(segment, centre, radii[-1])
    away_squared = _half_chords_squared(segment, centre, possible)
    own_bins = np.zeros(len(possible), np.uint8)
    for limit in map(_furthest, radii):
        own_bins += away_squared > limit
    bins = np.full(count, len(radii), np.uint8)
    bins[possible] = own_bins
    inside = np.flatnonzero(own_bins == 0)
    return Reach(
        points=possible.take(inside),
        within=possible.take(np.flatnonzero(own_bins < len(radii))),
        further=possible.take(np.flatnonzero((own_bins > 0) & (own_bins < len(radii)))),
        point_bins=bins,
        roaming_bins=roaming,
        thousandths=_thousandths(away_squared.take(inside)),
        beyond=len(radii),
    )


def _half_chords_squared(segment: Segment, centre: Centre, points: NDArray[np.int64]) -> NDArray[np.float64]:
    """Half the straight line through a globe of radius one, squared: what the haversine formula is the sine of."""
    x, y, z = segment.point_directions
    x_0, y_0, z_0 = directions(np.array([centre.lat]), np.array([centre.lng]))
    away = (x.take(points) - x_0) ** 2 + (y.take(points) - y_0) ** 2 + (z.take(points) - z_0) ** 2
    return np.asarray(away / 4.0)


def _furthest(miles: int) -> float:
    """The square of half the chord to the furthest point whose distance rounds to so many miles, in thousandths."""
    return math.sin((miles + 0.5 / THOUSANDTHS) / (2.0 * EARTH_RADIUS_MILES)) ** 2


def _thousandths(away_squared: NDArray[np.float64]) -> NDArray[np.int32]:
    miles = 2.0 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(np.minimum(away_squared, 1.0)))
    return np.rint(miles * THOUSANDTHS).astype(np.int32)


def _possible_points(segment: Segment, centre: Centre, miles: int) -> NDArray[np.int64]:
    """The points of every block along the curve whose box comes within ``miles`` of the centre (rising)."""
    band = (miles + 1) / MILES_PER_DEGREE_OF_LATITUDE
    # A degree of longitude is shortest at the northern edge.
    broad = band / np.cos(np.radians(abs(centre.lat) + band))
    south, north, west, east = segment.point_boxes
    near = (south <= centre.lat + band) & (north >= centre.lat - band)
    near &= (west <= centre.lng + broad) & (east >= centre.lng - broad)
    starts = np.flatnonzero(near) * POINTS_IN_A_BOX
    return ranges(starts, np.minimum(starts + POINTS_IN_A_BOX, len(segment.point_lat)))


def _roaming_bins(segment: Segment, centre: Centre, beyond: int) -> NDArray[np.uint8]:
    kinds = segment.roaming
    serves = (kinds == ONLINE) | ((kinds == NATIONAL) & (segment.nation == centre.nation))
    bins = np.where(serves, np.uint8(0), np.uint8(OUT_OF_REACH))
    bins[kinds == VENUE_WITHOUT_POINT] = beyond
    codes = segment.arrays["district_codes"]
    at = int(np.searchsorted(codes, centre.district))
    if at < len(codes) and codes[at] == centre.district:
        offsets = segment.arrays["district_offsets"]
        rows = segment.arrays["district_rows"][offsets[at] : offsets[at + 1]] - segment.located
        rows = rows[rows >= 0]
        bins[rows[kinds[rows] == AREA_WIDE]] = 0
    return bins
