"""The best few hundred programmes scored exactly, one row for each, in order: score, then distance, then title."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pathways.guidance.gathering import best_positions, classes_of
from pathways.guidance.ground import Ground, PartValues, exact_parts, thousandths_at

_SAME = 9
"""Decimals to which two scores are the same."""

_read_text = json.JSONDecoder().raw_decode


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rows, best first; the first dimension of each array is n.

    ``ground`` (int64) says which ground a row is in and ``position`` (int64) where; ``added`` (float64, n x parts) what
    each part adds to ``score`` (float64); ``thousandths`` (int64) of a mile; ``area`` and ``route`` (int64) codes;
    ``closed`` (bool) what comes after all others.
    """

    ground: NDArray[np.int64]
    position: NDArray[np.int64]
    added: NDArray[np.float64]
    score: NDArray[np.float64]
    thousandths: NDArray[np.int64]
    area: NDArray[np.int64]
    route: NDArray[np.int64]
    closed: NDArray[np.bool_]

    @property
    def standing(self) -> NDArray[np.float64]:
        """What they are in order by (float64, falling): the score, one less for what is closed."""
        return np.asarray(np.round(self.score - self.closed, _SAME))

    @property
    def classes(self) -> list[tuple[int, int]]:
        """Area and route of each row."""
        return list(zip(self.area.tolist(), self.route.tolist(), strict=True))


_NO_ROWS = np.empty(0, np.int64)
NOTHING = Ranked(
    _NO_ROWS, _NO_ROWS, np.empty((0, 1)), np.empty(0), _NO_ROWS, _NO_ROWS, _NO_ROWS, np.empty(0, bool)
)
"""The ranking of a catalogue that holds nothing."""


def rank(grounds: Sequence[Ground], parts: Sequence[Sequence[PartValues]]) -> Ranked:
    """The best rows of all grounds, one a programme: the highest score, of equal ones the nearest, then the title's.

    ``parts`` are those of each ground, the same ones in the same order.
    """
    if not grounds:
        return NOTHING
    columns: list[tuple[NDArray[np.generic], ...]] = []
    for place, (ground, own) in enumerate(zip(grounds, parts, strict=True)):
        at = best_positions(ground, own)
        programmes = ground.programmes[at].astype(np.int64)
        added = exact_parts(ground, own, at)
        segment = ground.day.segment
        columns.append(
            (
                np.full(len(at), place),
                at,
                added,
                np.clip(added.sum(axis=1), 0.0, 1.0),
                thousandths_at(ground, at),
                *classes_of(ground, programmes),
                ground.closed[at],
                segment.programme_ids[programmes],
                segment.ids[ground.rows[at]],
                ground.day.start[ground.rows[at]],
            )
        )
    joined = [np.concatenate(column) for column in zip(*columns, strict=True)]
    found, programme_ids, ids, starts = Ranked(*joined[:8]), *joined[8:]
    order = np.lexsort((ids, starts, found.thousandths, -found.standing))
    # The first row of each programme in this order is its best.
    _, first = np.unique(programme_ids[order], return_index=True)
    order = order[np.sort(first)]
    return _by_title(_taken(found, order), grounds)


def title_of(ground: Ground, position: int) -> str:
    """The title of the programme of one row."""
    segment = ground.day.segment
    text = segment.programme_texts[segment.programme[ground.rows[position]]]
    return str(_read_text(text.decode())[0][2])


def _by_title(ranked: Ranked, grounds: Sequence[Ground]) -> Ranked:
    """The same rows with equal score and distance in the order of their titles. Only those titles are read."""
    score = ranked.standing
    same = (score[1:] == score[:-1]) & (ranked.thousandths[1:] == ranked.thousandths[:-1])
    if not same.any():
        return ranked
    run = np.concatenate(([0], np.cumsum(~same)))
    tied = np.zeros(len(score), bool)
    tied[:-1] |= same
    tied[1:] |= same
    titles = [""] * len(score)
    for at in np.flatnonzero(tied).tolist():
        titles[at] = title_of(grounds[int(ranked.ground[at])], int(ranked.position[at]))
    order = sorted(range(len(score)), key=lambda at: (int(run[at]), titles[at], at))
    return _taken(ranked, np.array(order, np.int64))


def _taken(ranked: Ranked, order: NDArray[np.int64]) -> Ranked:
    return Ranked(*(getattr(ranked, name)[order] for name in Ranked.__slots__))
