"""A line of work: where a programme stands in it, and which programmes share its occupation or its subject."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.rungs import rungs_of
from pathways.snapshot.segment import Segment

SAME_OCCUPATION, SAME_SUBJECT = 2, 1


@dataclass(frozen=True, slots=True)
class LineOfWork:
    """That of one programme: the rung it stands on (-1 for none), its occupation ("" for none) and its subject area."""

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


def line_of_work_of(snapshot: CatalogueSnapshot, programme_id: int) -> LineOfWork | None:
    """The line of work of a programme; None when the snapshot does not hold it. A later segment knows better."""
    for segment in reversed(snapshot.segments):
        at = int(np.searchsorted(segment.programme_ids, programme_id))
        if at < len(segment.programme_ids) and segment.programme_ids[at] == programme_id:
            occupation = int(segment.programme_columns["occupation"][at])
            return LineOfWork(
                rung=int(rungs_of(segment)[at]),
                occupation=segment.occupations[occupation] if occupation >= 0 else "",
                tier2=int(segment.programme_columns["tier2"][at]),
            )
    return None
