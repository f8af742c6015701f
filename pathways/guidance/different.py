"""Something different: one card of the first screen from an area that the answers do not point to first."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import AREAS
from pathways.guidance.balance import FIRST_SCREEN
from pathways.guidance.interest import interest_of, interest_sums
from pathways.guidance.parts import Asked
from pathways.guidance.profiles import Profiles
from pathways.guidance.suggestions import Suggestion
from pathways.guidance.tastes import FURTHER_AREA, subjects_by_area
from pathways.guidance.weights import WEIGHTS, Part

BEST_AREAS = 3
"""A card is looked for outside so many of the areas that the answers point to most, then outside the first alone."""


def affinities(asked: Asked, profiles: Profiles) -> NDArray[np.float64]:
    """How much the answers point to each career area (float64, 20): interest, subjects and ideas, weighted."""
    answers = asked.answers
    pull = WEIGHTS[Part.SUBJECTS] * subjects_by_area(answers.subjects, asked.seed_dir)
    pull += WEIGHTS[Part.INTEREST] * interest_of(profiles.areas, interest_sums(answers))
    for wish in asked.wishes:
        main, further = wish.value, frozenset[str]()
        if wish.kind == "occupation":
            main, *others = profiles.known[profiles.position[wish.value]].areas
            further = frozenset(others)
        named = [1.0 if area == main else FURTHER_AREA if area in further else 0.0 for area in AREAS]
        pull += WEIGHTS[Part.IDEAS] * np.array(named)
    return pull


def with_something_different(
    items: tuple[Suggestion, ...], asked: Asked, profiles: Profiles
) -> tuple[Suggestion, ...]:
    """The same suggestions with one of the first screen marked, where it holds more than one area.

    Where the answers point nowhere, the area that comes first stands for the best.
    """
    pull = affinities(asked, profiles)
    ranked = [AREAS[at].value for at in np.argsort(-pull, kind="stable").tolist()]
    if not items or np.ptp(pull) < 1e-9:
        ranked = [items[0].area] if items else []
    for best in (ranked[:BEST_AREAS], ranked[:1]):
        for at, item in enumerate(items[:FIRST_SCREEN]):
            if item.area not in best:
                return (*items[:at], replace(item, something_different=True), *items[at + 1 :])
    return items
