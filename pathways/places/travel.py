"""How long a journey takes, honestly and without a timetable."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

TravelMode = Literal["walk", "bike", "bus", "train", "car"]

TRAVEL_MODES: Final[tuple[TravelMode, ...]] = ("walk", "bike", "bus", "train", "car")

ROADS_WIND: Final = 1.3
"""How much longer the way is than the straight line, whatever the mode."""


@dataclass(frozen=True, slots=True)
class Pace:
    """An honest speed in miles an hour, and the minutes spent waiting and walking to the stop."""

    miles_an_hour: float
    wait_minutes: float


PACES: Final[dict[TravelMode, Pace]] = {
    "walk": Pace(3.0, 0.0),
    "bike": Pace(9.0, 0.0),
    "bus": Pace(13.0, 12.0),
    "train": Pace(34.0, 22.0),
    "car": Pace(24.0, 0.0),
}


class TravelEstimator(Protocol):
    """Whatever can say how long a journey takes; one that reads timetables can take this one's place."""

    def minutes(self, miles: ArrayLike, mode: TravelMode) -> NDArray[np.float64]:
        """Minutes for straight-line distances in miles, in the shape of `miles`."""
        ...

    def miles(self, minutes: float, mode: TravelMode) -> float:
        """The straight-line distance in miles that can be reached in so many minutes, 0 if none."""
        ...


@dataclass(frozen=True)
class SteadyPace:
    """Distance times `ROADS_WIND` at a steady speed, plus a fixed wait for bus and train."""

    paces: dict[TravelMode, Pace] = field(default_factory=lambda: dict(PACES))

    def minutes(self, miles: ArrayLike, mode: TravelMode) -> NDArray[np.float64]:
        """Minutes for straight-line distances in miles, in the shape of `miles`."""
        pace = self.paces[mode]
        way = np.asarray(miles, dtype=np.float64) * ROADS_WIND
        return np.asarray(way / pace.miles_an_hour * 60.0 + pace.wait_minutes, dtype=np.float64)

    def miles(self, minutes: float, mode: TravelMode) -> float:
        """The straight-line distance in miles that can be reached in so many minutes, 0 if none."""
        pace = self.paces[mode]
        return max(0.0, (minutes - pace.wait_minutes) / 60.0 * pace.miles_an_hour / ROADS_WIND)


STEADY_PACE: Final[TravelEstimator] = SteadyPace()


def estimate_minutes(
    miles: ArrayLike, mode: TravelMode, estimator: TravelEstimator = STEADY_PACE
) -> NDArray[np.float64]:
    """Minutes by `mode` for straight-line distances in miles; one number gives an array of no dimensions."""
    return estimator.minutes(miles, mode)


def miles_within(minutes: float, mode: TravelMode, estimator: TravelEstimator = STEADY_PACE) -> float:
    """How far, in straight-line miles, one gets by `mode` in so many minutes."""
    return estimator.miles(minutes, mode)


def about_minutes(minutes: float) -> int:
    """Minutes as they are shown ("about 25 minutes"): to the nearest five, never less than five."""
    return max(5, int(minutes / 5.0 + 0.5) * 5)
