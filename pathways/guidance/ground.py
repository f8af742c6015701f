"""What is judged: the rows of one segment that the reach holds, and the parts of a score laid over them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from pathways.guidance.kinds import Kinds
from pathways.guidance.profiles import Profiles
from pathways.guidance.weights import Part
from pathways.snapshot.day import Day
from pathways.snapshot.reach import FAR, THOUSANDTHS
from pathways.snapshot.selection import Selection


class By(Enum):
    """What the values of a part stand by: a part is worked out once for each thing that shares its value."""

    KIND = "kind"
    PROGRAMME = "programme"
    CELL = "cell"
    POINT = "point"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class PartValues:
    """One part of a score. ``values`` (float64, 0 to 1) stand ``by`` kind, programme, facet cell, point or row.

    By point, one more value stands at the end for rows that roam. By row, they are those of the ground, in order.
    ``about`` tells parts of one kind apart: the code of what matters, else empty. ``which`` (int64), where a part is
    the most or the least that several answers give, says which of them gave each value.
    """

    part: Part
    weight: float
    by: By
    values: NDArray[np.float64]
    about: str = ""
    which: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The rows (int32) of one segment that are judged, on a day. ``points`` (int32) are their places, -1 for none.

    ``miles`` (float64) are the distances by point, infinite beyond the reach and, at the end, for rows that roam.
    ``closed`` (bool) marks the rows that the person could not get into yet: they come after all others. ``programmes``
    (int32) are the positions of the rows' programmes.
    """

    day: Day
    kinds: Kinds
    profiles: Profiles
    rows: NDArray[np.int32]
    points: NDArray[np.int32]
    miles: NDArray[np.float64]
    closed: NDArray[np.bool_]
    programmes: NDArray[np.int32]

    def at(self, by: By, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where the rows at ``positions`` of the ground find their values in a part that stands by ``by``."""
        if by is By.ROW:
            return positions
        rows = self.rows[positions]
        segment = self.day.segment
        if by is By.CELL:
            return segment.cell[rows].astype(np.int64)
        if by is By.POINT:
            return self.points[positions].astype(np.int64)
        programmes = segment.programme[rows]
        return np.asarray(
            programmes if by is By.PROGRAMME else self.kinds.of_programme[programmes], dtype=np.int64
        )

    def only(self, kept: NDArray[np.bool_]) -> "Ground":
        """The same ground with some of its rows."""
        return replace(
            self,
            rows=self.rows[kept],
            points=self.points[kept],
            closed=self.closed[kept],
            programmes=self.programmes[kept],
        )


def ground_of(day: Day, selection: Selection, kinds: Kinds, profiles: Profiles) -> Ground:
    """The ground that a selection holds: every row that it chose."""
    rows = selection.rows
    if rows is None:
        rows = np.flatnonzero(selection.filters.passes[day.cell]).astype(np.int32)
    miles = np.full(len(day.segment.point_lat) + 1, np.inf)
    if selection.reach is not None:
        miles[selection.reach.points] = selection.reach.thousandths / THOUSANDTHS
    points = _points_of(day, rows) if selection.points is None else selection.points
    return Ground(
        day, kinds, profiles, rows, points, miles, np.zeros(len(rows), bool), day.segment.programme.take(rows)
    )


def thousandths_at(ground: Ground, positions: NDArray[np.int64]) -> NDArray[np.int64]:
    """How far the rows at positions are, in thousandths of a mile (int64), `FAR` where that is not known."""
    miles = ground.miles[ground.points[positions]]
    known = np.isfinite(miles)
    return np.where(known, np.rint(np.where(known, miles, 0.0) * THOUSANDTHS), FAR).astype(np.int64)


def shares_of(parts: Sequence[PartValues]) -> list[float]:
    """Each part's share of the whole: its weight over the sum of all weights."""
    whole = sum(part.weight for part in parts)
    return [part.weight / whole for part in parts]


def rough_scores(ground: Ground, parts: Sequence[PartValues]) -> NDArray[np.float32]:
    """The score of every row of the ground (float32), one less where it is closed.

    Parts that stand by the same thing are added up there first.
    """
    sums: dict[By, NDArray[np.float64]] = {}
    for part, share in zip(parts, shares_of(parts), strict=True):
        sums[part.by] = share * part.values + sums.get(part.by, 0.0)
    laid = {by: values.astype(np.float32) for by, values in sums.items()}
    segment, kinds = ground.day.segment, ground.kinds
    of_programme = laid.get(By.PROGRAMME, np.zeros(1, np.float32))
    if By.KIND in laid:
        of_programme = of_programme + laid[By.KIND].take(kinds.of_programme)
    if len(of_programme) != len(segment.programme_ids):
        of_programme = np.broadcast_to(of_programme, (len(segment.programme_ids),))
    scores: NDArray[np.float32] = of_programme.take(ground.programmes)
    if By.CELL in laid:
        scores += laid[By.CELL].take(segment.cell.take(ground.rows))
    if By.POINT in laid:
        scores += laid[By.POINT].take(ground.points, mode="wrap")
    if By.ROW in laid:
        scores += laid[By.ROW]
    scores[ground.closed] -= 1.0
    return scores


def exact_parts(
    ground: Ground, parts: Sequence[PartValues], positions: NDArray[np.int64]
) -> NDArray[np.float64]:
    """What each part adds to the score (float64, positions x parts) of the rows at ``positions``; a row's sum is it."""
    found = np.empty((len(positions), len(parts)))
    for at, (part, share) in enumerate(zip(parts, shares_of(parts), strict=True)):
        found[:, at] = share * part.values[ground.at(part.by, positions)]
    return found


def _points_of(day: Day, rows: NDArray[np.int32]) -> NDArray[np.int32]:
    split = int(np.searchsorted(rows, day.segment.located))
    points = np.full(len(rows), -1, np.int32)
    points[:split] = day.segment.point[rows[:split]]
    return points
