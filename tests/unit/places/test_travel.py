"""An honest guess at the journey: further is longer, a bus has to be waited for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.places.travel import (
    PACES,
    ROADS_WIND,
    TRAVEL_MODES,
    Pace,
    SteadyPace,
    TravelMode,
    about_minutes,
    estimate_minutes,
    miles_within,
)

MODES = st.sampled_from(TRAVEL_MODES)


def test_a_mile_on_foot_takes_just_under_half_an_hour_as_roads_wind() -> None:
    assert float(estimate_minutes(1.0, "walk")) == pytest.approx(26.0)


def test_a_bus_is_waited_for_even_when_the_college_is_next_door() -> None:
    assert float(estimate_minutes(0.0, "bus")) == PACES["bus"].wait_minutes > 0
    assert float(estimate_minutes(0.0, "train")) == PACES["train"].wait_minutes > PACES["bus"].wait_minutes
    for mode in ("walk", "bike", "car"):
        assert float(estimate_minutes(0.0, mode)) == 0.0


def test_walking_beats_the_bus_round_the_corner_and_not_across_town() -> None:
    assert estimate_minutes(0.3, "walk") < estimate_minutes(0.3, "bus")
    assert estimate_minutes(5.0, "bus") < estimate_minutes(5.0, "walk")


def test_a_train_pays_on_a_long_way() -> None:
    assert estimate_minutes(2.0, "bus") < estimate_minutes(2.0, "train")
    assert estimate_minutes(30.0, "train") < estimate_minutes(30.0, "bus")


def test_many_journeys_are_estimated_at_once() -> None:
    minutes = estimate_minutes(np.array([0.0, 3.0, np.nan]), "car")
    assert minutes.shape == (3,)
    assert minutes[1] == pytest.approx(3.0 * ROADS_WIND / PACES["car"].miles_an_hour * 60)
    assert np.isnan(minutes[2])


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0.0, 5), (3.0, 5), (7.4, 5), (7.5, 10), (23.0, 25), (61.0, 60)]
)
def test_minutes_are_shown_to_the_nearest_five_and_never_as_none(minutes: float, shown: int) -> None:
    assert about_minutes(minutes) == shown


@given(st.floats(0, 200), st.floats(0, 200), MODES)
def test_nearer_is_never_longer(one: float, other: float, mode: TravelMode) -> None:
    near, far = sorted((one, other))
    assert estimate_minutes(near, mode) <= estimate_minutes(far, mode)


@given(st.floats(0, 240), MODES)
def test_how_far_one_gets_is_where_the_minutes_run_out(minutes: float, mode: TravelMode) -> None:
    miles = miles_within(minutes, mode)
    assert miles >= 0.0
    if miles > 0.0:
        assert float(estimate_minutes(miles, mode)) == pytest.approx(minutes)
    else:
        assert minutes <= float(estimate_minutes(0.0, mode)) + 1e-9


def test_another_estimator_can_take_its_place() -> None:
    slow = SteadyPace({mode: Pace(1.0, 100.0) for mode in TRAVEL_MODES})
    assert float(estimate_minutes(1.0, "car", slow)) == pytest.approx(178.0)
    assert miles_within(99.0, "car", slow) == 0.0
