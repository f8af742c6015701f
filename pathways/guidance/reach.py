"""How far suggestions look: as far as somebody would travel, then in steps further where that holds too little."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.criteria import DEFAULT_MILES
from pathways.guidance.answers import Answers
from pathways.guidance.ground import Ground
from pathways.places.travel import STEADY_PACE, TravelEstimator, TravelMode, miles_within
from pathways.snapshot.reach import THOUSANDTHS

WIDER_MILES = (5, 10, 20, 40, 60)
"""The steps by which a reach that holds too little is widened, each tried only if it is further than the one before."""

ENOUGH = 10
"""Programmes at places that the reach must hold, to fill the first screen."""

USUAL_MODE: TravelMode = "bus"
USUAL_MINUTES = 45
"""What is taken where somebody said how long a journey may be and not by what, or by what and not how long."""


@dataclass(frozen=True, slots=True)
class Step:
    """One reach: ``miles`` is the straight-line limit, None for any distance; ``widened`` when further than said."""

    miles: float | None
    widened: bool = False


def first_reach(answers: Answers, estimator: TravelEstimator = STEADY_PACE) -> Step:
    """The reach that the answers give: by time and mode where either was said, else as far as a search starts with.

    Any distance for somebody who could move or gave no home.
    """
    if answers.home is None or answers.could_move:
        return Step(None)
    if answers.travel_minutes is None and answers.travel_mode is None:
        return Step(float(DEFAULT_MILES))
    minutes = USUAL_MINUTES if answers.travel_minutes is None else answers.travel_minutes
    return Step(miles_within(minutes, mode_of(answers), estimator))


def steps(answers: Answers) -> Iterator[Step]:
    """The reach that the answers give, then wider ones up to 60 miles."""
    first = first_reach(answers)
    yield first
    if first.miles is not None:
        yield from (Step(float(miles), widened=True) for miles in WIDER_MILES if miles > first.miles)


def mode_of(answers: Answers) -> TravelMode:
    """How somebody travels; `USUAL_MODE` where that was not said."""
    return answers.travel_mode or USUAL_MODE


def whole_miles(step: Step) -> int | None:
    """The radius in whole miles that a search takes to hold a step's whole reach."""
    return None if step.miles is None else max(1, ceil(step.miles))


def inside(ground: Ground, step: Step) -> NDArray[np.bool_]:
    """Which rows of the ground lie within the step (bool). What has no place of its own is always inside."""
    if step.miles is None:
        return np.ones(len(ground.rows), bool)
    near = ground.miles <= round(step.miles * THOUSANDTHS) / THOUSANDTHS
    near[-1] = True
    return np.asarray(near[ground.points])
