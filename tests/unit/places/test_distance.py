"""Miles between places, and minutes by bus."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.places.distance import (
    EARTH_RADIUS_MILES,
    METRES_PER_MILE,
    MILES_PER_DEGREE_OF_LATITUDE,
    directions,
    haversine_miles,
    miles_between,
)

LATS = st.floats(49.0, 61.0)
LNGS = st.floats(-8.0, 2.0)


def test_london_to_edinburgh_is_about_332_miles() -> None:
    assert miles_between(51.5074, -0.1278, 55.9533, -3.1883) == pytest.approx(332, abs=1)


def test_one_degree_north_is_about_69_miles() -> None:
    assert pytest.approx(69.09, abs=0.01) == MILES_PER_DEGREE_OF_LATITUDE
    assert miles_between(53.0, -2.0, 54.0, -2.0) == pytest.approx(MILES_PER_DEGREE_OF_LATITUDE)


@given(LATS, LNGS, LATS, LNGS)
def test_half_the_straight_line_between_two_directions_tells_how_far_it_is(
    lat: float, lng: float, other_lat: float, other_lng: float
) -> None:
    x, y, z = directions(np.array([lat, other_lat]), np.array([lng, other_lng]))
    half_chord = math.dist((x[0], y[0], z[0]), (x[1], y[1], z[1])) / 2
    miles = 2 * EARTH_RADIUS_MILES * math.asin(half_chord)
    assert miles == pytest.approx(miles_between(lat, lng, other_lat, other_lng), abs=1e-6)
    assert x[0] ** 2 + y[0] ** 2 + z[0] ** 2 == pytest.approx(1.0)


def test_a_mile_is_the_international_mile() -> None:
    assert METRES_PER_MILE == 1609.344
    assert pytest.approx(6_371_008.8) == EARTH_RADIUS_MILES * METRES_PER_MILE


def test_many_places_are_measured_at_once_in_their_own_shape() -> None:
    lats = np.array([[53.76, 53.80], [54.85, 51.51]])
    lngs = np.array([[-2.70, -1.55], [-1.83, -0.13]])
    miles = haversine_miles(53.76, -2.70, lats, lngs)
    assert miles.shape == (2, 2)
    assert miles.dtype == np.float64
    assert miles[0, 0] == 0.0
    assert miles[0, 1] == pytest.approx(miles_between(53.76, -2.70, 53.80, -1.55))


def test_each_of_many_can_be_measured_to_its_own() -> None:
    miles = haversine_miles([53.0, 54.0], [-2.0, -2.0], [54.0, 54.0], [-2.0, -2.0])
    assert miles.tolist() == pytest.approx([MILES_PER_DEGREE_OF_LATITUDE, 0.0])


def test_a_venue_without_a_point_has_no_distance() -> None:
    assert math.isnan(haversine_miles(53.76, -2.70, [np.nan], [np.nan])[0])


def test_the_far_side_of_the_earth_is_half_way_round() -> None:
    assert miles_between(0.0, 0.0, 0.0, 180.0) == pytest.approx(math.pi * EARTH_RADIUS_MILES)


@given(LATS, LNGS, LATS, LNGS)
def test_there_is_as_far_as_back(lat_a: float, lng_a: float, lat_b: float, lng_b: float) -> None:
    there = miles_between(lat_a, lng_a, lat_b, lng_b)
    assert there == pytest.approx(miles_between(lat_b, lng_b, lat_a, lng_a), abs=1e-9)
    assert 0.0 <= there <= 1100.0


@given(LATS, LNGS, LATS, LNGS, LATS, LNGS)
def test_a_detour_is_never_shorter(
    lat_a: float, lng_a: float, lat_b: float, lng_b: float, lat_c: float, lng_c: float
) -> None:
    straight = miles_between(lat_a, lng_a, lat_c, lng_c)
    detour = miles_between(lat_a, lng_a, lat_b, lng_b) + miles_between(lat_b, lng_b, lat_c, lng_c)
    assert straight <= detour + 1e-6
