"""The parts that rest on how somebody would like to learn: at work or in class, in what pattern, and from when."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import MODES, ROUTES, day_number
from pathways.catalogue.snapshots import months_after
from pathways.catalogue.vocabulary import Mode
from pathways.guidance.answers import Answers
from pathways.guidance.ground import Ground
from pathways.guidance.kinds import Kinds
from pathways.guidance.weights import LEARNING_BY_ROUTE
from pathways.snapshot.contents import NO_DAY
from pathways.snapshot.segment import Segment

PATTERN_UNKNOWN, PATTERN_OTHER, DAY_RELEASE_IS_PART_TIME = 0.5, 0.0, 0.7
START_TOO_SOON, START_UNKNOWN, START_LATE = 0.2, 0.5, 0.4
MONTHS_IN_TIME = 6
"""A start within so many months of the wanted one is in time."""


def learning_by_kind(answers: Answers, kinds: Kinds) -> NDArray[np.float64]:
    """The learning part of each kind, by its route. For somebody who is not sure it is the same for all: one half."""
    if answers.learning is None or answers.learning == "unsure":
        return np.full(kinds.count, 0.5)
    table = LEARNING_BY_ROUTE[answers.learning]
    return np.array([table[route] for route in ROUTES])[kinds.route]


def pattern_by_cell(answers: Answers, segment: Segment) -> NDArray[np.float64]:
    """The pattern part of each facet cell: whether any of the wanted patterns is among its modes."""
    modes = segment.cells["mode"]
    wanted = sum(1 << MODES.index(Mode(pattern)) for pattern in answers.patterns)
    fits = np.where(modes & np.uint32(wanted), 1.0, PATTERN_OTHER)
    if "part-time" in answers.patterns:
        released = (modes & np.uint32(1 << MODES.index(Mode.DAY_RELEASE))) != 0
        fits = np.maximum(fits, np.where(released, DAY_RELEASE_IS_PART_TIME, 0.0))
    return np.where(modes == 0, PATTERN_UNKNOWN, fits)


def start_by_row(answers: Answers, ground: Ground) -> NDArray[np.float64]:
    """The start part of each row of the ground: in time, too soon, late, or not known."""
    start = ground.day.start[ground.rows]
    first, last = wanted_days(answers.start_from or "")
    fit = np.where(start < first, START_TOO_SOON, np.where(start <= last, 1.0, START_LATE))
    # A flexible start stands on the day itself: whoever waits can still take it up.
    flexible = start == ground.day.today
    return np.where(start == NO_DAY, START_UNKNOWN, np.where(flexible, 1.0, fit))


def wanted_days(start_from: str) -> tuple[int, int]:
    """The first and last day (since 1970) of a start in time for "2027-09". Raises ValueError for anything else."""
    first = date.fromisoformat(f"{start_from}-01")
    return day_number(first), day_number(months_after(first, MONTHS_IN_TIME)) - 1
