"""Rows chosen by words, place and filters in one segment, with every count that a search shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pathways.snapshot.chosen import Chosen
from pathways.snapshot.day import Day
from pathways.snapshot.filters import Counts, Filters
from pathways.snapshot.matching import Matched
from pathways.snapshot.ragged import gather, ranges
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


_NO_RADII = np.zeros(1, np.int64)

_SLICING_PAYS = 16_384
"""Rows with the words from which it pays to look only at those within the largest radius."""


@dataclass(slots=True)
class _Scope:
    """Rows under way: within reach and with the words, filters not yet applied."""

    rows: NDArray[np.int32] | None
    weights: NDArray[np.uint16] | None
    cell: NDArray[Any]
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
        scope = _everywhere(day, chosen)
    own = _of_provider(segment, chosen.provider_id, scope.rows)
    rows, weights = scope.rows, scope.weights
    if rows is None:
        held, providers = day.totals, day.providers.passing(filters.names, filters.passes)
    else:
        held = day.held_by(scope.cell if own is None else scope.cell[own])
        picked = np.flatnonzero(filters.passes.take(scope.cell))
        rows = rows.take(picked)
        weights = None if weights is None else weights.take(picked)
        providers = np.bincount(segment.provider.take(rows), minlength=len(segment.provider_ids))
        if own is not None:
            own = own.take(picked)
            rows = rows[own]
            weights = None if weights is None else weights[own]
    return Selection(
        rows=rows,
        weights=weights,
        points=None if found is None or rows is None else _points_of(segment, rows),
        reach=found,
        filters=filters,
        counts=filters.counts(held, sizes, bit_sizes),
        providers=providers,
        wider=scope.wider,
    )


def _everywhere(day: Day, chosen: Chosen) -> _Scope:
    """Every row there is, listed only where a provider is chosen from."""
    if chosen.provider_id is None:
        return _Scope(None, None, day.cell, _NO_RADII)
    return _Scope(np.arange(day.segment.n, dtype=np.int32), None, day.cell, _NO_RADII)


def _with_words(day: Day, chosen: Chosen, filters: Filters, matched: Matched, found: Reach | None) -> _Scope:
    """The rows with the words, within the first radius when there is a place."""
    segment, rows, weights = day.segment, matched.rows, matched.weights
    if found is None:
        return _Scope(rows, weights, day.cell.take(rows), _NO_RADII)
    looked_up = rows
    if found.beyond and len(rows) > _SLICING_PAYS:
        starts, ends = segment.rows_at_points(found.within)
        runs = np.append(starts, segment.located), np.append(ends, segment.n)
        first, last = (np.searchsorted(rows, edges.astype(np.int32)) for edges in runs)
        rows, weights = gather(rows, first, last), gather(weights, first, last)
    bins = _bins_of(segment, found, rows)
    counted = _counted(day, chosen, filters, rows)
    by_bin = _by_bin(bins, counted, found)
    if looked_up is not rows:
        by_bin[found.beyond] += _count_of_all(day, chosen, filters, matched) - np.count_nonzero(counted)
    near = np.flatnonzero(bins == 0)
    rows = rows.take(near)
    return _Scope(rows, weights.take(near), day.cell.take(rows), _totals_within(by_bin, found))


def _counted(day: Day, chosen: Chosen, filters: Filters, rows: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether each of some rows passes all filters, that of the provider included."""
    counted = filters.passes.take(day.cell.take(rows)) if filters.names else day.on_offer.take(rows)
    own = _of_provider(day.segment, chosen.provider_id, rows)
    return counted if own is None else counted & own


def _by_bin(bins: NDArray[np.uint8], counted: NDArray[np.bool_], found: Reach) -> NDArray[np.int64]:
    """How many of the rows that count are in each bin: comparing bytes so often is quicker than counting once."""
    of_counted = bins | (counted.view(np.uint8) - np.uint8(1))
    return np.array([np.count_nonzero(of_counted == place) for place in range(found.beyond + 1)], np.int64)


def _count_of_all(day: Day, chosen: Chosen, filters: Filters, matched: Matched) -> int:
    """How many of all rows with the words count, wherever they are."""
    if matched.column is not None and not filters.names and chosen.provider_id is None:
        return int(np.count_nonzero(np.logical_and(matched.column, day.on_offer)))
    return int(np.count_nonzero(_counted(day, chosen, filters, matched.rows)))


def _near(day: Day, chosen: Chosen, filters: Filters, found: Reach) -> _Scope:
    """Every row within the first radius: slices of rows at the points, and the rows that roam and serve the place."""
    segment = day.segment
    starts, ends = segment.rows_at_points(found.points)
    roaming = segment.located + np.flatnonzero(found.roaming_bins == 0)
    rows = np.concatenate((ranges(starts, ends), roaming)).astype(np.int32)
    cell = np.concatenate((gather(day.cell, starts, ends), day.cell.take(roaming)))
    if not found.beyond:
        return _Scope(rows, None, cell, _NO_RADII)
    if chosen.provider_id is None:
        by_bin = _counts_by_radius(day, filters, found, cell[: len(rows) - len(roaming)])
    else:
        own = segment.rows_of_provider(chosen.provider_id)
        passing = own[filters.passes[day.cell[own]]]
        by_bin = np.bincount(_bins_of(segment, found, passing), minlength=OUT_OF_REACH + 1)
    return _Scope(rows, None, cell, _totals_within(by_bin, found))


def _counts_by_radius(day: Day, filters: Filters, found: Reach, near: NDArray[Any]) -> NDArray[np.int64]:
    """Rows that pass, by radius. ``near`` are the cells of those at a point in the first one.

    Rows are looked at as far as the largest radius; how many there are beyond is known from the totals.
    """
    segment, passes = day.segment, filters.passes
    if filters.names:
        starts, ends = segment.rows_at_points(found.further)
        passing = passes.take(gather(day.cell, starts, ends))
        lengths = np.diff(segment.point_starts)[found.further]
        first = np.cumsum(lengths) - lengths
        by_point = np.add.reduceat(passing, first, dtype=np.int64) if len(first) else first
    else:
        by_point = day.point_totals[found.further]
    counted = np.bincount(found.point_bins[found.further], by_point, OUT_OF_REACH + 1).astype(np.int64)
    counted[0] = np.count_nonzero(passes.take(near))
    roaming = passes.take(day.cell[segment.located :])
    located = int(day.totals[passes].sum()) - int(np.count_nonzero(roaming))
    counted[found.beyond] = located - counted.sum()
    return counted + np.bincount(found.roaming_bins[roaming], minlength=OUT_OF_REACH + 1)


def _bins_of(segment: Segment, found: Reach, rows: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Which radius takes each of some rows (rising) in."""
    split = _located_among(segment, rows)
    at_points = found.point_bins.take(segment.point.take(rows[:split]))
    return np.concatenate((at_points, found.roaming_bins.take(rows[split:] - np.int32(segment.located))))


def _totals_within(by_bin: NDArray[np.int64], found: Reach) -> NDArray[np.int64]:
    return np.cumsum(by_bin[: found.beyond + 1])


def _points_of(segment: Segment, rows: NDArray[np.int32]) -> NDArray[np.int32]:
    split = _located_among(segment, rows)
    return np.concatenate((segment.point.take(rows[:split]), np.full(len(rows) - split, -1, np.int32)))


def _located_among(segment: Segment, rows: NDArray[np.int32]) -> int:
    """How many of some rows (rising) are at a point."""
    # A number of another width would have all rows copied.
    return int(np.searchsorted(rows, np.int32(segment.located)))


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
