"""Rungs: how far up a programme stands, and which programmes share its occupation or its subject."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import LEVELS, ROUTES
from pathways.catalogue.snapshots import CatalogueSnapshot
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

SAME_OCCUPATION, SAME_SUBJECT = 2, 1


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one programme stands: its rung (-1 for none), its occupation ("" for none) and its subject area."""

    rung: int
    occupation: str
    tier2: int

    def shared_by(self, segment: Segment) -> NDArray[np.int8]:
        """For each programme of a segment `SAME_OCCUPATION`, `SAME_SUBJECT` or zero."""
        columns = segment.programme_columns
        shared = np.zeros(len(segment.programme_ids), np.int8)
        if self.tier2 >= 0:
            shared[columns["tier2"] == self.tier2] = SAME_SUBJECT
        if self.occupation in segment.occupations:
            shared[columns["occupation"] == segment.occupations.index(self.occupation)] = SAME_OCCUPATION
        return shared


def rungs_of(segment: Segment) -> NDArray[np.int8]:
    """The rung of each programme of a segment, -1 where its level is not known."""
    return segment.keep("rungs", _rungs_of)


def standing_of(snapshot: CatalogueSnapshot, programme_id: int) -> Standing | None:
    """Where a programme stands; None when the snapshot does not hold it. A later segment knows better."""
    for segment in reversed(snapshot.segments):
        at = int(np.searchsorted(segment.programme_ids, programme_id))
        if at < len(segment.programme_ids) and segment.programme_ids[at] == programme_id:
            occupation = int(segment.programme_columns["occupation"][at])
            return Standing(
                rung=int(rungs_of(segment)[at]),
                occupation=segment.occupations[occupation] if occupation >= 0 else "",
                tier2=int(segment.programme_columns["tier2"][at]),
            )
    return None


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
