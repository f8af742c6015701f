"""From the catalogue to the best few hundred: what is in reach and open to somebody, and one row for each programme."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import AREAS, ROUTES
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.reading import Reading
from pathways.catalogue.search import selections_of
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area
from pathways.eligibility.reasons import Verdict
from pathways.eligibility.verdicts import Judged
from pathways.guidance.answers import Answers
from pathways.guidance.ground import Ground, PartValues, ground_of, rough_scores
from pathways.guidance.held_subjects import without_what_is_held
from pathways.guidance.kinds import kinds_of
from pathways.guidance.profiles import Profiles
from pathways.guidance.reach import Step, inside, whole_miles
from pathways.guidance.standing import routes_and_levels, within_bound

LOOKED_AT = 600
"""Programmes of a segment, best first, that are scored exactly; and besides, the best of every area and route."""

_CLASSES = (len(AREAS) + 1) * len(ROUTES)
_NOTHING = np.float32(-9.0)
"""Below every score."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What may be suggested at all: to whom, without which areas, and without which programme.

    ``judged`` are the verdicts on each segment; empty when nothing is known of the person.
    """

    answers: Answers
    judged: tuple[Judged, ...] = ()
    without: frozenset[Area] = frozenset()
    but: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a reach, one ground for each segment."""

    grounds: tuple[Ground, ...]

    @property
    def open_programmes(self) -> int:
        """How many programmes somebody could get into, or might."""
        return sum(_distinct(ground, ~ground.closed) for ground in self.grounds)

    @property
    def open_at_places(self) -> int:
        """How many programmes at a place somebody could get into, or might."""
        return sum(_distinct(ground, ~ground.closed & (ground.points >= 0)) for ground in self.grounds)

    @property
    def programmes(self) -> int:
        """How many programmes there are in all."""
        return sum(_distinct(ground, None) for ground in self.grounds)

    def only_open(self) -> tuple[Ground, ...]:
        """The grounds without what somebody could not get into."""
        return tuple(
            ground.only(~ground.closed) if ground.closed.any() else ground for ground in self.grounds
        )


def find(snapshot: CatalogueSnapshot, wanted: Wanted, step: Step, profiles: Profiles, today: date) -> Found:
    """Everything within ``step`` that may be suggested, from the one selection that searches start from too."""
    criteria = SearchCriteria(place=wanted.answers.home, miles=whole_miles(step))
    selections = selections_of(snapshot, criteria, Reading(), today)
    grounds = []
    for place, (day, selection) in enumerate(zip(snapshot.days(today), selections, strict=True)):
        ground = ground_of(day, selection, kinds_of(day.segment, profiles), profiles)
        kept = inside(ground, step) & _may_be_shown(wanted, ground)
        ground = ground if kept.all() else ground.only(kept)
        if wanted.judged:
            ground = replace(ground, closed=_closed(wanted.judged[place], ground))
            if any(idea.startswith(("route:", "level:")) for idea in wanted.answers.ideas):
                ground = replace(ground, closed=ground.closed & ~_asked_for(wanted.answers, ground))
        grounds.append(ground)
    return Found(tuple(grounds))


def _may_be_shown(wanted: Wanted, ground: Ground) -> NDArray[np.bool_]:
    kinds = ground.kinds
    shown = within_bound(wanted.answers, kinds)
    for area in wanted.without:
        shown &= kinds.main_area != AREAS.index(area)
    by_programme = shown[kinds.of_programme]
    needed = without_what_is_held(wanted.answers, ground.day.segment)
    if needed is not None:
        by_programme = by_programme & needed
    if wanted.but is not None:
        by_programme = by_programme & (ground.day.segment.programme_ids != wanted.but)
    return np.asarray(by_programme[ground.programmes])


def _closed(judged: Judged, ground: Ground) -> NDArray[np.bool_]:
    """Which rows the person could not get into yet (bool)."""
    needs = ground.day.segment.row_entry.take(ground.rows)
    return np.asarray(judged.at(needs, ground.day.start.take(ground.rows)) == Verdict.NOT_YET)


def _asked_for(answers: Answers, ground: Ground) -> NDArray[np.bool_]:
    """Which rows are of a route or level that was asked for by name: these are shown with what comes before."""
    asked = routes_and_levels(answers.ideas, ground.kinds)
    return np.asarray(asked[ground.kinds.of_programme[ground.programmes]])


def best_positions(ground: Ground, parts: Sequence[PartValues]) -> NDArray[np.int64]:
    """The rows of the ground that are worth a closer look: all rows of the best programmes (positions, int64)."""
    if not len(ground.rows):
        return np.empty(0, np.int64)
    scores = rough_scores(ground, parts)
    programmes = ground.programmes
    best = np.full(len(ground.day.segment.programme_ids), _NOTHING, np.float32)
    np.maximum.at(best, programmes, scores)
    here = np.flatnonzero(best > _NOTHING)
    looked_at = np.zeros(len(best), bool)
    if len(here) > LOOKED_AT:
        top = np.argpartition(-best[here], LOOKED_AT)[:LOOKED_AT]
        looked_at[here[top]] = True
        looked_at[_champions(ground, best, here)] = True
    else:
        looked_at[here] = True
    return np.flatnonzero(looked_at[programmes])


def classes_of(ground: Ground, programmes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The career area (the one after the last for none) and the route of programmes, as codes."""
    kinds = ground.kinds.of_programme[programmes]
    area = ground.kinds.main_area[kinds]
    return np.where(area < 0, len(AREAS), area), ground.kinds.route[kinds]


def _champions(ground: Ground, best: NDArray[np.float32], here: NDArray[np.int64]) -> NDArray[np.int64]:
    """The best programme of every area and route that the ground holds."""
    area, route = classes_of(ground, here)
    joint = area * len(ROUTES) + route
    most = np.full(_CLASSES, _NOTHING, np.float32)
    np.maximum.at(most, joint, best[here])
    leads = np.flatnonzero(best[here] == most[joint])
    _, first = np.unique(joint[leads], return_index=True)
    return np.asarray(here[leads[first]])


def _distinct(ground: Ground, kept: NDArray[np.bool_] | None) -> int:
    held = np.zeros(len(ground.day.segment.programme_ids), bool)
    held[ground.programmes if kept is None else ground.programmes[kept]] = True
    return int(np.count_nonzero(held))
