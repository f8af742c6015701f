"""The parts that rest on what somebody likes and does not: interest, subjects, and things to avoid. All by kind."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import AREAS, ROUTES
from pathways.guidance.answers import Answers
from pathways.guidance.interest import interest_of, interest_sums
from pathways.guidance.kinds import Kinds
from pathways.guidance.leanings import Leanings, avoided_things, subject_leanings
from pathways.guidance.profiles import Profiles

FURTHER_AREA = 0.5
"""How much a leaning counts that only a further career area of a programme has, not its main one."""


def interest_by_kind(answers: Answers, kinds: Kinds, profiles: Profiles) -> NDArray[np.float64]:
    """The interest part of each kind: of its occupation where that is known, else of its main career area."""
    sums = interest_sums(answers)
    of_area = np.append(interest_of(profiles.areas, sums), 0.5)[kinds.main_area]
    of_occupation = np.append(interest_of(profiles.occupations, sums), 0.5)[kinds.occupation]
    return np.where(kinds.occupation >= 0, of_occupation, of_area)


def subjects_by_area(subjects: Iterable[str], seed_dir: Path) -> NDArray[np.float64]:
    """How strongly the subjects together point to each area (float64, 20): one less the product of what each leaves.

    A further subject that points the same way adds to it; one that points elsewhere takes nothing away.
    """
    left = np.ones(len(AREAS))
    for subject in subjects:
        left *= 1.0 - _by_area(subject_leanings(seed_dir).get(subject, {}))
    return 1.0 - left


def subjects_by_kind(answers: Answers, kinds: Kinds, seed_dir: Path) -> NDArray[np.float64]:
    """The subjects part of each kind."""
    return over_areas(subjects_by_area(answers.subjects, seed_dir), kinds)


def avoid_by_kind(
    answers: Answers, kinds: Kinds, profiles: Profiles, seed_dir: Path
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The avoid part of each kind: one less the most that it holds of any of the things to avoid; and which (int64)."""
    held = burdens(answers.avoid, kinds, profiles, seed_dir)
    return 1.0 - held.max(axis=0), held.argmax(axis=0)


def burdens(avoid: tuple[str, ...], kinds: Kinds, profiles: Profiles, seed_dir: Path) -> NDArray[np.float64]:
    """How much each kind holds of each thing to avoid (float64, things x kinds).

    What is said of an occupation goes before what is said of its area; a route adds its own.
    """
    things = avoided_things(seed_dir)
    found = np.zeros((len(avoid), kinds.count))
    for at, code in enumerate(avoid):
        thing = things[code]
        of_area = np.append(_by_area(thing.areas), 0.0)[kinds.main_area]
        own = np.full(len(profiles.known) + 1, -1.0)
        for slug, strength in thing.occupations.items():
            own[profiles.position[slug]] = strength
        of_occupation = own[kinds.occupation]
        of_route = np.array([thing.routes.get(route.value, 0.0) for route in ROUTES])[kinds.route]
        found[at] = np.maximum(np.where(of_occupation >= 0.0, of_occupation, of_area), of_route)
    return found


def over_areas(by_area: NDArray[np.float64], kinds: Kinds) -> NDArray[np.float64]:
    """The larger of a kind's main area's value and `FURTHER_AREA` of the best of its further ones; 0 for no area."""
    further = np.zeros(kinds.count)
    for at in np.flatnonzero(by_area).tolist():
        np.maximum(further, (kinds.area_bits >> at & 1) * (by_area[at] * FURTHER_AREA), out=further)
    return np.asarray(np.maximum(np.append(by_area, 0.0)[kinds.main_area], further))


def _by_area(leanings: Leanings | Mapping[str, float]) -> NDArray[np.float64]:
    return np.array([leanings.get(area.value, 0.0) for area in AREAS])
