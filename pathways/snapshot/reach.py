"""Which rows lie within which radius of a place: whole slices of rows at a point, and the rows that roam."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pathways.places.distance import MILES_PER_DEGREE_OF_LATITUDE, haversine_miles
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
    largest radius, ``thousandths`` (int32) their distances.
    """

    points: NDArray[np.int64]
    point_bins: NDArray[np.uint8]
    roaming_bins: NDArray[np.uint8]
    thousandths: NDArray[np.int32]
    beyond: int

    def thousandths_of(self, points: NDArray[np.int32]) -> NDArray[np.int64]:
        """How far points are in thousandths of a mile (int64); `FAR` for -1 and what is beyond the largest radius."""
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
    points = _possible_points(segment, centre, radii[-1]) if radii else np.arange(count)
    miles = haversine_miles(centre.lat, centre.lng, segment.point_lat[points], segment.point_lng[points])
    whole = np.rint(miles * THOUSANDTHS).astype(np.int32)
    if radii:
        inside = whole <= radii[-1] * THOUSANDTHS
        points, whole = points[inside], whole[inside]
    bins = np.full(count, len(radii), np.uint8)
    bins[points] = np.searchsorted(np.array(radii, np.int64) * THOUSANDTHS, whole)
    roaming = segment.keep(
        ("roaming", centre.nation, centre.district, len(radii)), _roaming_bins, centre, len(radii)
    )
    return Reach(points, bins, roaming, whole, len(radii))


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
