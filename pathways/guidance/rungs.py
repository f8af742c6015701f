"""Rungs: how far up a programme stands."""

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import LEVELS, ROUTES
from pathways.catalogue.vocabulary import Level, Route
from pathways.snapshot.segment import Segment

RUNGS: tuple[tuple[Level, ...], ...] = (
    (Level.ENTRY,),
    (Level.ONE,),
    (Level.TWO,),
    (Level.THREE,),
    (Level.FOUR, Level.FIVE),
    (Level.SIX,),
    (Level.SEVEN,),
)
"""Levels by rung, lowest first. Levels 4 and 5 lead to the same next step, so they are one rung."""

DEGREE_RUNG = 5
_OF_ROUTE = {
    Route.HIGHER_TECHNICAL: 4,
    Route.FOUNDATION_DEGREE: 4,
    Route.DEGREE: DEGREE_RUNG,
    Route.DEGREE_APPRENTICESHIP: DEGREE_RUNG,
}
"""Where a programme stands whose level is not given."""


def rungs_of(segment: Segment) -> NDArray[np.int8]:
    """The rung of each programme of a segment, -1 where its level is not known."""
    return segment.keep("rungs", _rungs_of)


def _rungs_of(segment: Segment) -> NDArray[np.int8]:
    by_level = np.full(len(LEVELS) + 1, -1, np.int8)
    for rung, levels in enumerate(RUNGS):
        for level in levels:
            by_level[LEVELS.index(level)] = rung
    by_route = np.array([_OF_ROUTE.get(route, -1) for route in ROUTES], np.int8)
    # A level that is not known is -1, and so finds the last entry.
    levels = by_level[segment.entry["level"]]
    by_requirement = np.where(levels >= 0, levels, by_route[segment.entry["route"]])
    found: NDArray[np.int8] = by_requirement[segment.programme_columns["entry"]].astype(np.int8)
    return found
