"""The part that rests on what somebody has in mind already: jobs, areas, routes, levels and plain words.

Several ideas are several chances: the part is the best that any of them gives.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import AREAS, LEVELS, ROUTES
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.fit import FULL_FIT, words_fit
from pathways.catalogue.reading import read
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.kinds import Kinds
from pathways.guidance.profiles import Profiles
from pathways.snapshot.matching import Matched
from pathways.snapshot.segment import Segment

SAME_OCCUPATION, SAME_SUBJECT, SAME_AREA, FURTHER_AREA = 1.0, 0.6, 0.45, 0.3
"""What an idea of an occupation gives: the same one; the same sector subject area; its main or a further area."""

AREA_ASKED, AREA_TOUCHED = 0.9, 0.6
"""What an idea of a career area gives where it is the main one, and where it is a further one."""

AS_ASKED = 0.9
"""What an idea of a route or a level gives."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One idea taken apart: what it names, and for each segment the rows that hold its words."""

    kind: str
    value: str
    words: int
    matched: tuple[Matched, ...] | None


def read_wishes(
    snapshot: CatalogueSnapshot, ideas: tuple[str, ...], profiles: Profiles, today: date
) -> tuple[Wish, ...]:
    """The ideas, each with the rows of ``snapshot`` that hold its words. What is not known any more is left out."""
    found = []
    for idea in ideas:
        kind, _, value = idea.partition(":")
        at = profiles.position.get(value) if kind == "occupation" else None
        if kind == "occupation" and at is None:
            continue
        text = value if at is None else profiles.known[at].name
        if kind not in ("occupation", "words"):
            found.append(Wish(kind, value, 0, None))
            continue
        met = read(snapshot, SearchCriteria(text=text, keep_spelling=True), today)
        holds_all = not met.ignored and met.count > 0
        found.append(Wish(kind, value, met.count, met.matched if holds_all else None))
    return tuple(found)


def wishes_by_programme(
    wishes: tuple[Wish, ...], place: int, segment: Segment, kinds: Kinds, profiles: Profiles
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The ideas part of each programme of the segment at ``place`` (float64), and which wish gives it (int64)."""
    best = np.full(len(segment.programme_ids), -1.0)
    which = np.zeros(len(best), np.int64)
    for at, wish in enumerate(wishes):
        own = of_wish(wish, place, segment, kinds, profiles)
        which[own > best] = at
        np.maximum(best, own, out=best)
    return best, which


def of_wish(
    wish: Wish, place: int, segment: Segment, kinds: Kinds, profiles: Profiles
) -> NDArray[np.float64]:
    """What one wish gives each programme of the segment at ``place`` (float64, 0 to 1)."""
    by_programme = _of_kind(wish, kinds, profiles)[kinds.of_programme]
    if wish.matched is not None:
        met = wish.matched[place]
        fit = words_fit(wish.words, 1.0)[met.weights] / FULL_FIT
        np.maximum.at(by_programme, segment.programme[met.rows], fit)
    return by_programme


def _of_kind(wish: Wish, kinds: Kinds, profiles: Profiles) -> NDArray[np.float64]:
    if wish.kind == "occupation":
        return _of_occupation(profiles.position[wish.value], kinds, profiles)
    if wish.kind == "area":
        return _of_area(wish.value, kinds, AREA_ASKED, AREA_TOUCHED)
    if wish.kind == "route":
        return np.where(kinds.route == _place(ROUTES, wish.value), AS_ASKED, 0.0)
    if wish.kind == "level":
        return np.where(kinds.level == _place(LEVELS, wish.value), AS_ASKED, 0.0)
    return np.zeros(kinds.count)


def _of_occupation(wanted: int, kinds: Kinds, profiles: Profiles) -> NDArray[np.float64]:
    occupation = profiles.known[wanted]
    found = _of_area(occupation.areas[0], kinds, SAME_AREA, FURTHER_AREA)
    for area in occupation.areas[1:]:
        np.maximum(found, _of_area(area, kinds, FURTHER_AREA, 0.0), out=found)
    if occupation.tier2 >= 0:
        found[kinds.tier2 == occupation.tier2] = SAME_SUBJECT
    found[kinds.occupation == wanted] = SAME_OCCUPATION
    return found


def _of_area(area: str, kinds: Kinds, main: float, further: float) -> NDArray[np.float64]:
    at = _place(AREAS, area)
    held = (kinds.area_bits >> at & 1).astype(bool)
    return np.where(kinds.main_area == at, main, np.where(held, further, 0.0))


def _place(values: tuple[str, ...], wanted: str) -> int:
    return values.index(wanted) if wanted in values else -2
