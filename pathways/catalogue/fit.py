"""The order of results: what each sort goes by, and the one formula of fit.

Fit is a whole number from 0 to 1,000,000, made of words and nearness:

    fit = 1,000,000 r                  with words only
    fit = 1,000,000 n                  with a place only
    fit = 600,000 r + 400,000 n        with both, each part rounded to a whole number

r is how well the words are met: the mean over the words of the weight of the best field that each stands in
(title 160 to 255, the more the shorter the title; job titles 120; further words 100; career area, route, level and
mode 80; provider, employer and place 50; description 20), over 255. A word met only as a beginning counts five
eighths, one met by a relative (plumber, plumbing) six. n halves with every
ten miles and is 0 for what has no place of its own (online, across an area, national), which therefore comes after
all that is within some 200 miles; further away n rounds to 0 as well. Opportunities of a provider whose name was
typed come before all others.

Level scores take turns by a lasting shuffle of the opportunities, so that no route, area or provider leads for having
been loaded first; the last tie-break of every sort is the opportunity's id.
"""

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.vocabulary import Sort
from pathways.snapshot.building import TURN_BITS
from pathways.snapshot.day import Day
from pathways.snapshot.ordering import contenders, order_keys
from pathways.snapshot.reach import FAR, THOUSANDTHS
from pathways.snapshot.selection import Selection

FULL_FIT = 1_000_000
MOST_WEIGHT = 255
WORDS_PART, NEARNESS_PART = 0.6, 0.4
MILES_TO_HALVE = 10.0
_WALKED_AT_ONCE = 1024


def leading(
    day: Day, selection: Selection, sort: Sort, word_count: int, named: NDArray[np.bool_] | None, count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of one segment that may be among the first ``count``: positions in the selection, and keys.

    ``word_count`` is the number of words asked for; ``named`` marks the segment's providers whose name was typed.
    Without a place, "distance" goes by fit. With ``selection.rows`` None, positions are rows.
    """
    by_fit = sort is Sort.FIT or (sort is Sort.DISTANCE and selection.points is None)
    if selection.rows is None:
        if by_fit:
            return _fairly(day, selection, count)
        rows = np.flatnonzero(selection.filters.passes[day.cell]).astype(np.int32)
    else:
        rows = selection.rows
    if by_fit and selection.points is None and selection.weights is not None and named is None:
        return _heaviest(day, selection, rows, selection.weights, word_count, count)
    if by_fit:
        ranks = _unfitness(day, selection, rows, word_count, named)
    elif sort is Sort.DISTANCE:
        ranks = _distances(selection)
    else:
        ranks = (day.start if sort is Sort.START else day.close)[rows]
    found = contenders(ranks, count)
    first = rows[found]
    keys = ranks[found].astype(np.int64)
    if by_fit:
        keys = keys << TURN_BITS | day.segment.turn[first]
    positions = first.astype(np.int64) if selection.rows is None else found
    return positions, order_keys(keys, day.segment.ids[first])


def _heaviest(
    day: Day,
    selection: Selection,
    rows: NDArray[np.int32],
    weights: NDArray[np.uint16],
    word_count: int,
    count: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first rows by words alone: more weight is always more fit, so only the fit of the heaviest is worked out."""
    found = contenders(np.invert(weights), count)
    few = replace(selection, weights=weights[found])
    first = rows[found]
    keys = _unfitness(day, few, first, word_count, None).astype(np.int64)
    return found, order_keys(keys << TURN_BITS | day.segment.turn[first], day.segment.ids[first])


def _fairly(day: Day, selection: Selection, count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first rows by turn that pass the filters, found by walking along all rows in that order."""
    segment, found = day.segment, np.empty(0, np.int64)
    start, step = 0, _WALKED_AT_ONCE
    while start < segment.n and len(found) < count:
        rows = segment.fair_order[start : start + step]
        found = np.concatenate((found, rows[selection.filters.passes[day.cell[rows]]]))
        start, step = start + step, step * 2
    found = found[:count]
    ranks = np.int64(2 * FULL_FIT) << TURN_BITS | segment.turn[found].astype(np.int64)
    return found, order_keys(ranks, segment.ids[found])


def _distances(selection: Selection) -> NDArray[np.int32]:
    """The distance of every row in thousandths of a mile (int32), `FAR` for rows that roam, at position -1."""
    if selection.points is None or selection.reach is None:
        return np.empty(0, np.int32)
    return np.asarray(selection.reach.by_point(selection.reach.thousandths, FAR)[selection.points])


def _unfitness(
    day: Day, selection: Selection, rows: NDArray[np.int32], word_count: int, named: NDArray[np.bool_] | None
) -> NDArray[np.int32]:
    """How far each row is from twice a full fit (int32), so that the best comes first and all is positive."""
    has_words = selection.weights is not None and word_count > 0
    ranks = np.full(len(rows), 2 * FULL_FIT, np.int32)
    if selection.weights is not None and has_words:
        part = WORDS_PART if selection.points is not None else 1.0
        ranks -= words_fit(word_count, part)[selection.weights]
    if selection.points is not None and selection.reach is not None:
        part = NEARNESS_PART if has_words else 1.0
        nearness = nearness_fit(selection.reach.thousandths, part)
        ranks -= selection.reach.by_point(nearness, 0)[selection.points]
    if named is not None and named.any():
        ranks[named[day.segment.provider[rows]]] -= FULL_FIT
    return ranks


@lru_cache(maxsize=32)
def words_fit(word_count: int, part: float) -> NDArray[np.int32]:
    """The words' part of fit (int32) for every sum of weights that ``word_count`` words can have."""
    sums = np.arange(MOST_WEIGHT * word_count + 1)
    fit: NDArray[np.float64] = np.rint(sums * (part * FULL_FIT / (MOST_WEIGHT * word_count)))
    return fit.astype(np.int32)


def nearness_fit(thousandths: NDArray[np.int32], part: float) -> NDArray[np.int32]:
    """Nearness' part of fit (int32) for distances in thousandths of a mile."""
    nearness = np.exp2(thousandths / (-MILES_TO_HALVE * THOUSANDTHS))
    return np.rint(nearness * (part * FULL_FIT)).astype(np.int32)
