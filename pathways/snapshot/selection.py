"""Rows chosen by words, place and filters in one segment, with every count that a search shows."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pathways.snapshot.day import Day, HeldCells
from pathways.snapshot.filters import Chosen, Counts, Filters
from pathways.snapshot.matching import Matched
from pathways.snapshot.ragged import gather, joined_runs, ranges
from pathways.snapshot.reach import FAR, OUT_OF_REACH, Reach, reach
from pathways.snapshot.segment import Segment


@dataclass(frozen=True, slots=True)
class Selection:
    """What one segment answers.

    ``rows`` (int32, rising) pass everything; None when there are neither words nor place, and the rows are those that
    ``filters`` pass. ``weights`` (uint16) are their words' and ``points`` (int32) their places in ``reach``, -1 for
    rows that roam. ``counts`` hold what each facet's values would leave, ``providers`` each provider's rows, the
    provider's own filter not applied. ``wider`` holds the totals at each of the radii and at any distance.
    """

    rows: NDArray[np.int32] | None
    weights: NDArray[np.uint16] | None
    points: NDArray[np.int32] | None
    reach: Reach | None
    filters: Filters
    counts: Counts
    providers: NDArray[np.int64]
    wider: NDArray[np.int64]

    def rows_at(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows at positions of the selection (int64)."""
        return positions if self.rows is None else self.rows[positions].astype(np.int64)

    def distances_at(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """How far the rows at positions are, in thousandths of a mile (int64), `FAR` where that is not known."""
        if self.points is None or self.reach is None:
            return np.full(len(positions), FAR, np.int64)
        return self.reach.thousandths_of(self.points[positions])


@dataclass(slots=True)
class _Scope:
    """Rows under way: within reach and with the words, filters not yet applied."""

    rows: NDArray[np.int32] | None
    weights: NDArray[np.uint16] | None
    cell: NDArray[np.uint16] | NDArray[np.uint32]
    passing: NDArray[np.bool_] | None
    wider: NDArray[np.int64]


def select(
    day: Day, chosen: Chosen, matched: Matched | None, sizes: Mapping[str, int], bit_sizes: Mapping[str, int]
) -> Selection:
    """Choose rows of one segment on one day.

    ``matched`` are the rows that meet the words, None when there are no words. ``sizes`` and ``bit_sizes`` say how
    many values each facet has.
    """
    segment = day.segment
    filters = Filters(day, chosen)
    found = None if chosen.centre is None else reach(segment, chosen.centre, chosen.radii)
    if matched is not None:
        scope = _with_words(day, chosen, filters, matched, found)
    elif found is not None:
        scope = _near(day, chosen, filters, found)
    else:
        scope = _Scope(None, None, day.cell, None, np.zeros(1, np.int64))
    of_provider = _of_provider(segment, chosen.provider_id, scope.rows)
    counts = filters.counts(_held(day, scope, of_provider), sizes, bit_sizes)
    rows, weights = scope.rows, scope.weights
    if rows is None and of_provider is None and filters.leaves_all:
        providers = day.provider_totals
    else:
        passing = filters.passes.take(day.cell) if scope.passing is None else scope.passing
        picked = np.flatnonzero(passing)
        passing_rows = picked if rows is None else rows.take(picked)
        providers = np.bincount(segment.provider.take(passing_rows), minlength=len(segment.provider_ids))
        if of_provider is not None:
            picked = picked[of_provider[picked]]
        if rows is not None:
            rows = rows.take(picked)
            weights = None if weights is None else weights.take(picked)
        elif of_provider is not None:
            rows = picked.astype(np.int32)
    return Selection(
        rows=rows,
        weights=weights,
        points=None if found is None or rows is None else _points_of(segment, rows),
        reach=found,
        filters=filters,
        counts=counts,
        providers=providers,
        wider=scope.wider,
    )


def _with_words(day: Day, chosen: Chosen, filters: Filters, matched: Matched, found: Reach | None) -> _Scope:
    """The rows with the words, within the first radius when there is a place."""
    segment, rows, weights = day.segment, matched.rows, matched.weights
    cell = day.cell.take(rows)
    passing = filters.passes.take(cell)
    if found is None:
        return _Scope(rows, weights, cell, passing, np.zeros(1, np.int64))
    split = int(np.searchsorted(rows, segment.located))
    bins = np.empty(len(rows), np.uint8)
    bins[:split] = found.point_bins[segment.point[rows[:split]]]
    bins[split:] = found.roaming_bins[rows[split:] - np.int32(segment.located)]
    of_provider = _of_provider(segment, chosen.provider_id, rows)
    counted = passing if of_provider is None else passing & of_provider
    near = np.flatnonzero(bins == 0)
    # Rows that do not count go to the bin of what is out of reach: choosing them out would cost more.
    by_bin = np.bincount(np.where(counted, bins, np.uint8(OUT_OF_REACH)), minlength=OUT_OF_REACH + 1)
    wider = _totals_within(by_bin, found)
    return _Scope(rows.take(near), weights.take(near), cell.take(near), passing.take(near), wider)


def _near(day: Day, chosen: Chosen, filters: Filters, found: Reach) -> _Scope:
    """Every row within the first radius: slices of rows at the points, and the rows that roam and serve the place."""
    segment = day.segment
    bins = found.point_bins[found.points]
    near, further = found.points[bins == 0], found.points[bins != 0]
    starts, ends = joined_runs(segment.point_starts[near], segment.point_starts[near + 1])
    roaming = segment.located + np.flatnonzero(found.roaming_bins == 0)
    rows = np.concatenate((ranges(starts, ends), roaming)).astype(np.int32)
    cell = np.concatenate((gather(day.cell, starts, ends), day.cell[roaming]))
    passing = filters.passes[cell]
    by_bin = np.zeros(OUT_OF_REACH + 1, np.int64)
    of_provider = _of_provider(segment, chosen.provider_id, rows)
    by_bin[0] = np.count_nonzero(passing if of_provider is None else passing & of_provider)
    if found.beyond:
        by_bin += _counts_further(day, chosen, filters, found, near, further)
    return _Scope(rows, None, cell, passing, _totals_within(by_bin, found))


def _counts_further(
    day: Day,
    chosen: Chosen,
    filters: Filters,
    found: Reach,
    near: NDArray[np.int64],
    further: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Rows that pass, by radius, of those outside the first one; what is beyond all radii is known from the totals."""
    segment = day.segment
    by_bin = np.zeros(OUT_OF_REACH + 1, np.int64)
    if chosen.provider_id is None and filters.leaves_all:
        by_point = day.point_totals
        everywhere = int(by_point.sum())
        inside = int(by_point[near].sum())
    else:
        passing = filters.passes[day.cell[: segment.located]]
        of_provider = _of_provider(segment, chosen.provider_id, None)
        if of_provider is not None:
            passing &= of_provider[: segment.located]
        by_point = (
            np.add.reduceat(passing, segment.point_starts[:-1], dtype=np.int64) if len(passing) else passing
        )
        everywhere = int(np.count_nonzero(passing))
        inside = int(by_point[near].sum())
    counts = np.bincount(found.point_bins[further], by_point[further], minlength=OUT_OF_REACH + 1).astype(
        np.int64
    )
    by_bin += counts
    unplaced = segment.located + np.flatnonzero(found.roaming_bins == found.beyond)
    kept = filters.passes[day.cell[unplaced]]
    of_provider = _of_provider(segment, chosen.provider_id, unplaced.astype(np.int32))
    kept = kept if of_provider is None else kept & of_provider
    by_bin[found.beyond] += everywhere - inside - int(counts.sum()) + int(np.count_nonzero(kept))
    return by_bin


def _totals_within(by_bin: NDArray[np.int64], found: Reach) -> NDArray[np.int64]:
    return np.cumsum(by_bin[: found.beyond + 1])


def _held(day: Day, scope: _Scope, of_provider: NDArray[np.bool_] | None) -> HeldCells:
    if of_provider is not None:
        return day.held_by(scope.cell[of_provider])
    return day.totals if scope.rows is None else day.held_by(scope.cell)


def _points_of(segment: Segment, rows: NDArray[np.int32]) -> NDArray[np.int32]:
    split = int(np.searchsorted(rows, segment.located))
    points = np.full(len(rows), -1, np.int32)
    points[:split] = segment.point[rows[:split]]
    return points


def _of_provider(
    segment: Segment, provider_id: int | None, rows: NDArray[np.int32] | None
) -> NDArray[np.bool_] | None:
    if provider_id is None:
        return None
    at = int(np.searchsorted(segment.provider_ids, provider_id))
    if at >= len(segment.provider_ids) or segment.provider_ids[at] != provider_id:
        return np.zeros(segment.n if rows is None else len(rows), bool)
    owners = segment.provider if rows is None else segment.provider[rows]
    return np.asarray(owners == at)
