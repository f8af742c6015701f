"""Which rows a place reaches: at a point, by radius; roaming, by whom they serve."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.places.distance import MILES_PER_DEGREE_OF_LATITUDE, miles_between
from pathways.snapshot.contents import AREA_WIDE, NATIONAL, ONLINE, VENUE_WITHOUT_POINT
from pathways.snapshot.reach import FAR, OUT_OF_REACH, Centre, reach
from pathways.snapshot.segment import POINTS_IN_A_BOX
from tests.unit.snapshot.drawn_rows import DISTRICTS, PLACES, ROWS, a_few_times
from tests.unit.snapshot.plain_rows import PlainRow, laid_out, segment_of

CONSETT = Centre(54.853, -1.832, 0, b"E06000047")
RADII = st.sets(st.sampled_from((1, 5, 10, 20, 40, 100)), max_size=4).map(lambda miles: tuple(sorted(miles)))
CENTRES = st.builds(
    lambda place, nation, district: Centre(*place, nation, district),
    st.sampled_from(PLACES) | st.tuples(st.floats(50, 58), st.floats(-6, 1)),
    st.integers(0, 1),
    st.sampled_from((*DISTRICTS, b"", b"W06000015")),
)


def bin_of(row: PlainRow, centre: Centre, radii: tuple[int, ...]) -> int:
    """The position of the smallest radius that takes the row in, by looking at the row alone."""
    if row.point is not None:
        away = round(miles_between(centre.lat, centre.lng, *row.point), 3)
        return sum(away > miles for miles in radii)
    if row.roaming == VENUE_WITHOUT_POINT:
        return len(radii)
    serves = {
        ONLINE: True,
        NATIONAL: row.nation == centre.nation,
        AREA_WIDE: centre.district in row.districts,
    }
    return 0 if serves[row.roaming] else OUT_OF_REACH


@a_few_times
@given(ROWS, CENTRES, RADII)
def test_every_row_falls_in_the_smallest_radius_that_takes_it_in(
    rows: list[PlainRow], centre: Centre, radii: tuple[int, ...]
) -> None:
    segment = segment_of(rows)
    found = reach(segment, centre, radii)
    bins = [*found.point_bins[segment.point].tolist(), *found.roaming_bins.tolist()]
    assert bins == [bin_of(row, centre, radii) for row in laid_out(segment, rows)]
    assert found.beyond == len(radii)


@a_few_times
@given(ROWS, CENTRES, RADII)
def test_distances_are_known_within_the_radius_and_nowhere_else(
    rows: list[PlainRow], centre: Centre, radii: tuple[int, ...]
) -> None:
    segment = segment_of(rows)
    found = reach(segment, centre, radii)
    asked = np.arange(-1, len(segment.point_lat), dtype=np.int32)
    told = found.thousandths_of(asked).tolist()
    laid = found.by_point(found.thousandths, FAR)
    assert told[0] == FAR == laid[-1]
    for point, thousandths in zip(asked[1:].tolist(), told[1:], strict=True):
        miles = miles_between(
            centre.lat, centre.lng, float(segment.point_lat[point]), float(segment.point_lng[point])
        )
        inside = not radii or round(miles, 3) <= radii[0]
        assert thousandths == (pytest.approx(1000 * miles, abs=0.51) if inside else FAR)
        assert laid[point] == thousandths


@a_few_times
@given(ROWS, CENTRES, RADII)
def test_points_within_and_further_are_those_of_their_radii(
    rows: list[PlainRow], centre: Centre, radii: tuple[int, ...]
) -> None:
    found = reach(segment_of(rows), centre, radii)
    bins = dict(enumerate(found.point_bins.tolist()))
    assert found.points.tolist() == [point for point, place in bins.items() if place == 0]
    assert found.within.tolist() == [point for point, place in bins.items() if place < max(1, len(radii))]
    assert found.further.tolist() == sorted(set(found.within.tolist()) - set(found.points.tolist()))


@pytest.mark.parametrize("bearing", ["north", "south"])
def test_a_place_on_the_very_edge_is_within_the_radius(bearing: str) -> None:
    sign = 1 if bearing == "north" else -1
    away = [10 + tenths / 10_000 for tenths in (-4, 0, 4, 6, 20)]
    rows = [
        PlainRow(at + 1, (CONSETT.lat + sign * miles / MILES_PER_DEGREE_OF_LATITUDE, CONSETT.lng))
        for at, miles in enumerate(away)
    ]
    segment = segment_of(rows)
    found = reach(segment, CONSETT, (10,))
    inside = {int(segment.ids[row]) for row in range(segment.n) if found.point_bins[segment.point[row]] == 0}
    assert inside == {1, 2, 3}


@pytest.mark.parametrize("miles", [1, 3, 10, 60, 300])
@pytest.mark.parametrize("centre", [(50.1, -5.6), (54.85, -1.83), (60.4, -1.2)])
def test_leaving_out_whole_boxes_of_points_never_loses_one(miles: int, centre: tuple[float, float]) -> None:
    random = np.random.default_rng(miles)
    near = random.normal(centre, 0.3, (300, 2))
    anywhere = random.uniform((50, -6), (60, 1.5), (300, 2))
    rows = [
        PlainRow(at + 1, (lat, lng)) for at, (lat, lng) in enumerate([*near.tolist(), *anywhere.tolist()])
    ]
    segment = segment_of(rows)
    assert len(segment.point_lat) > 10 * POINTS_IN_A_BOX
    found = reach(segment, Centre(*centre, 0, b""), (miles,))
    assert np.all(np.diff(found.points) > 0)
    reached = {int(number) for number in segment.ids[np.isin(segment.point, found.points)]}
    plainly = {row.id for row in rows if row.point and round(miles_between(*centre, *row.point), 3) <= miles}
    assert reached == plainly


def test_rows_at_one_place_share_one_point() -> None:
    rows = [PlainRow(number, PLACES[number % 2]) for number in range(1, 9)]
    segment = segment_of(rows)
    found = reach(segment, CONSETT, (1,))
    assert len(segment.point_lat) == 2
    assert len(found.points) == 1
    assert found.thousandths.tolist() == [0]


def test_an_area_row_with_a_point_of_its_own_goes_by_the_point() -> None:
    far = PlainRow(1, PLACES[5], roaming=AREA_WIDE, districts=(CONSETT.district,))
    segment = segment_of([far])
    found = reach(segment, CONSETT, (10,))
    assert found.point_bins.tolist() == [1]
    assert found.roaming_bins.tolist() == []


def test_what_roams_is_asked_again_for_every_nation_district_and_number_of_radii() -> None:
    segment = segment_of(
        [
            PlainRow(1, roaming=NATIONAL, nation=1),
            PlainRow(2, roaming=AREA_WIDE, districts=(b"E08000021",)),
            PlainRow(3),
        ]
    )
    in_wales = Centre(CONSETT.lat, CONSETT.lng, 1, CONSETT.district)
    in_newcastle = Centre(CONSETT.lat, CONSETT.lng, 0, b"E08000021")
    assert reach(segment, CONSETT, (5,)).roaming_bins.tolist() == [OUT_OF_REACH, OUT_OF_REACH, 1]
    assert reach(segment, in_wales, (5,)).roaming_bins.tolist() == [0, OUT_OF_REACH, 1]
    assert reach(segment, in_newcastle, (5, 10)).roaming_bins.tolist() == [OUT_OF_REACH, 0, 2]
    assert reach(segment, CONSETT, (5,)).roaming_bins.tolist() == [OUT_OF_REACH, OUT_OF_REACH, 1]
