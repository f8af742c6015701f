"""Which rows meet what somebody meant, where it may be met in several ways, and which rows were refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pathways.snapshot.columns import NO_AREA
from pathways.snapshot.matching import WHOLE_SHARE, Choice, Matched, WantedWords, match
from pathways.snapshot.segment import Segment

FURTHER_SHARE = 6
"""Eighths that belonging to an area counts when it is not the main one."""


@dataclass(frozen=True, slots=True)
class Way:
    """Words that all have to be met, for ``share`` eighths of the mean of their weights."""

    words: tuple[tuple[Choice, ...], ...]
    share: int = WHOLE_SHARE


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing meant: met by any of ``ways``, or by belonging to one of ``areas`` (bits) for a weight of ``in_area``.

    Programmes for one of ``occupations`` (slugs) meet it for a weight of ``as_occupation``. With ``in_area`` zero,
    belonging is not enough. What meets a way without belonging counts ``outside`` eighths, and not at all below a
    weight of ``least_outside``; without ``areas``, everything belongs.
    """

    ways: tuple[Way, ...] = ()
    areas: int = 0
    in_area: int = 0
    outside: int = WHOLE_SHARE
    least_outside: int = 0
    occupations: frozenset[str] = frozenset()
    as_occupation: int = 0


@dataclass(frozen=True, slots=True)
class Refusals:
    """What is not wanted. ``words``: runs whose words a row must not all hold; ``codes`` by facet; ``bits`` by facet.

    A row that has several values of a facet is refused when all of them are.
    """

    words: tuple[tuple[Choice, ...], ...] = ()
    codes: Mapping[str, frozenset[int]] = field(default_factory=dict)
    bits: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_any(self) -> bool:
        """Whether anything is refused."""
        return bool(self.words or self.codes or self.bits)


def match_meant(
    segment: Segment,
    wanted: WantedWords,
    concepts: Sequence[Concept],
    refusals: Refusals,
    *,
    better: Sequence[Way] = (),
    any_concept: bool = False,
) -> Matched:
    """The rows that hold the words and meet every concept, or with ``any_concept`` at least one; nothing refused.

    Weights (uint16) are summed over words, concepts and the ways of ``better``, at most 255 for each; what meets a way
    of ``better`` fits better and need not be met.
    """
    if not concepts:
        found = match(segment, wanted)
    else:
        by_concept = [_weights_of(segment, concept) for concept in concepts]
        weights = by_concept[0].astype(np.uint16)
        kept = by_concept[0] != 0
        for other in by_concept[1:]:
            kept = kept | (other != 0) if any_concept else kept & (other != 0)
            weights += other
        if wanted.words or wanted.phrases or wanted.without:
            held = match(segment, wanted)
            stay = kept[held.rows]
            rows = held.rows[stay]
            found = Matched(rows, held.weights[stay] + weights[rows])
        else:
            rows = np.flatnonzero(kept).astype(np.int32)
            found = Matched(rows, weights[rows])
    for way in better:
        more = _weights_of(segment, Concept((way,)))
        found = Matched(found.rows, found.weights + more[found.rows])
    return _allowed(segment, found, refusals) if refusals.is_any else found


def _weights_of(segment: Segment, concept: Concept) -> NDArray[np.uint8]:
    """How well each row meets a concept (uint8, n), zero for not at all; not to be written to."""
    return segment.keep(("concept", concept), _worked_out, concept)


def _worked_out(segment: Segment, concept: Concept) -> NDArray[np.uint8]:
    best = np.zeros(segment.n, np.uint8)
    for way in concept.ways:
        found = match(segment, WantedWords(way.words))
        weights = found.weights.astype(np.uint32) * way.share // (WHOLE_SHARE * len(way.words))
        _raise(best, found.rows, np.maximum(weights, 1).astype(np.uint8))
    if not concept.areas:
        return best
    if concept.outside < WHOLE_SHARE:
        _lower_outside(segment, best, concept)
    if concept.occupations and concept.as_occupation:
        rows = segment.rows_for_occupations(concept.occupations)
        _raise(best, rows, np.uint8(concept.as_occupation))
    if concept.in_area:
        np.maximum(best, _belonging(segment, concept.areas, concept.in_area), out=best)
    return best


def _lower_outside(segment: Segment, best: NDArray[np.uint8], concept: Concept) -> None:
    """Bring down the weights of what does not belong to the areas, those below the least weight to nothing."""
    rows = np.flatnonzero(best != 0)
    outside = rows[~_cells_in(segment, concept.areas).take(segment.cell.take(rows))]
    weights = best.take(outside)
    shared = weights.astype(np.uint16) * np.uint16(concept.outside) // np.uint16(WHOLE_SHARE)
    best[outside] = np.where(weights >= concept.least_outside, np.maximum(shared, 1), 0)


def _belonging(segment: Segment, areas: int, in_area: int) -> NDArray[np.uint8]:
    """What belonging to ``areas`` (bits) counts in each row (uint8, n): less where none is the programme's main one."""
    weights = np.full(NO_AREA + 1, in_area * FURTHER_SHARE // WHOLE_SHARE, np.uint8)
    # A bit stands for the position of its area.
    weights[[area for area in range(areas.bit_length()) if areas >> area & 1]] = in_area
    counted = weights.take(segment.row_main_area)
    counted *= _cells_in(segment, areas).take(segment.cell)
    return counted


def _cells_in(segment: Segment, areas: int) -> NDArray[np.bool_]:
    """Whether each joint facet code is of one of ``areas`` (bits)."""
    found: NDArray[np.bool_] = (segment.cells["area"] & np.uint32(areas)) != 0
    return found


def _raise(
    best: NDArray[np.uint8], rows: NDArray[np.int32] | NDArray[np.int64], least: NDArray[np.uint8] | np.uint8
) -> None:
    """Bring the weights of ``rows`` up to ``least`` where they are lower."""
    best[rows] = np.maximum(best.take(rows), least)


def _allowed(segment: Segment, found: Matched, refusals: Refusals) -> Matched:
    cells = np.ones(len(next(iter(segment.cells.values()))), bool)
    for facet, codes in refusals.codes.items():
        cells &= ~np.isin(segment.cells[facet], list(codes))
    for facet, bits in refusals.bits.items():
        held = segment.cells[facet]
        cells &= (held == 0) | ((held & ~np.uint32(bits)) != 0)
    keep = cells.take(segment.cell[found.rows])
    for words in refusals.words:
        unwanted = np.zeros(segment.n, bool)
        unwanted[match(segment, WantedWords(tuple((choice,) for choice in words))).rows] = True
        keep &= ~unwanted[found.rows]
    return Matched(found.rows[keep], found.weights[keep])
