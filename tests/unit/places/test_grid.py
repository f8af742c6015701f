"""Grid references come out within ten metres of where they are."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.places.distance import METRES_PER_MILE, miles_between
from pathways.places.grid import grid_to_wgs84


def metres_apart(east: float, north: float, lat: float, lng: float) -> float:
    """How far the conversion of a grid point is from where it is known to be."""
    found_lat, found_lng = grid_to_wgs84(east, north)
    return miles_between(float(found_lat), float(found_lng), lat, lng) * METRES_PER_MILE


@pytest.mark.parametrize(
    ("where", "east", "north", "lat", "lng"),
    [
        (
            "Caister water tower, the Ordnance Survey's worked example",
            651_409.903,
            313_177.270,
            52.657979,
            1.716036,
        ),
        ("Buckingham Palace", 529_090, 179_645, 51.501009, -0.141588),
        ("a postcode in Coventry", 433_563, 278_223, 52.400997, -1.508122),
        ("a postcode near Aberdeen", 385_386, 801_193, 57.101474, -2.242851),
    ],
)
def test_published_points_come_out_within_ten_metres(
    where: str, east: float, north: float, lat: float, lng: float
) -> None:
    assert metres_apart(east, north, lat, lng) < 10.0, where


def test_the_replies_of_a_public_postcode_service_agree(shared_data: Path) -> None:
    checked = 0
    for path in sorted((shared_data / "postcodes_api").glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8")).get("result")
        rows = found if isinstance(found, list) else [found]
        for row in rows:
            if isinstance(row, dict) and row.get("eastings") and row.get("latitude"):
                away = metres_apart(row["eastings"], row["northings"], row["latitude"], row["longitude"])
                assert away < 10.0, path.name
                checked += 1
    assert checked >= 2


def test_points_off_the_grid_have_no_place() -> None:
    lats, lngs = grid_to_wgs84([0, -5, 700_001, 400_000, 400_000], [0, 400_000, 400_000, 1_300_001, -1])
    assert np.isnan(lats).all()
    assert np.isnan(lngs).all()


def test_many_points_keep_their_shape_and_one_point_none() -> None:
    lats, lngs = grid_to_wgs84(np.full((2, 3), 400_000.0), np.full((2, 3), 400_000.0))
    assert lats.shape == lngs.shape == (2, 3)
    assert grid_to_wgs84(400_000, 400_000)[0].shape == ()


EASTS = st.floats(80_000, 655_000)
NORTHS = st.floats(8_000, 1_215_000)


@given(EASTS, NORTHS)
def test_every_point_of_the_grid_lands_round_great_britain(east: float, north: float) -> None:
    lat, lng = grid_to_wgs84(east, north)
    assert 49.5 < float(lat) < 61.5
    assert -9.5 < float(lng) < 3.5


@given(EASTS, NORTHS, st.floats(0, 360), st.floats(100, 5_000))
def test_a_step_on_the_grid_is_as_long_on_the_ground(
    east: float, north: float, bearing: float, metres: float
) -> None:
    far_east = east + metres * float(np.sin(np.radians(bearing)))
    far_north = north + metres * float(np.cos(np.radians(bearing)))
    lats, lngs = grid_to_wgs84([east, far_east], [north, far_north])
    ground = miles_between(float(lats[0]), float(lngs[0]), float(lats[1]), float(lngs[1])) * METRES_PER_MILE
    # The grid's own scale runs from 0.9996 to 1.0007; the sphere of the haversine is off by up to 0.5%.
    assert ground == pytest.approx(metres, rel=0.006)


@given(EASTS, NORTHS)
def test_east_is_east_and_north_is_north(east: float, north: float) -> None:
    lats, lngs = grid_to_wgs84([east, east + 500.0, east], [north, north, north + 500.0])
    assert lngs[1] > lngs[0]
    assert lats[2] > lats[0]
