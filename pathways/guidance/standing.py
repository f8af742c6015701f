"""Where somebody stands: how well a level fits as the next step, and what nobody of that stage is shown unasked."""

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import LEVELS, ROUTES
from pathways.catalogue.vocabulary import Level, Route
from pathways.guidance.answers import Answers
from pathways.guidance.kinds import Kinds
from pathways.guidance.weights import (
    ESSENTIAL_SKILLS_FIT,
    LEVEL_FIT,
    NO_LEVEL_FIT,
    ROUTE_FIT_FOR_ADULTS,
    SUPPORTED_INTERNSHIP_FIT,
)

ADULT_STAGES = ("19-24", "25-plus")
SCHOOL_STAGES = ("year-8-9", "year-10-11", "left-under-19")
HIGHEST_UNASKED = Level.THREE
MANY_GCSES, SOME_GCSES = 4, 1
_ABOVE_THREE = frozenset({"4", "5", "6", "7"})
_ROUTES_ABOVE = frozenset(
    {Route.DEGREE, Route.DEGREE_APPRENTICESHIP, Route.FOUNDATION_DEGREE, Route.HIGHER_TECHNICAL}
)
_WORDS_ABOVE = ("degree", "university", "uni", "hnc", "hnd", "higher apprenticeship")


def standing_of(answers: Answers) -> str | None:
    """Which row of `LEVEL_FIT` holds for somebody; None when nothing was said of it."""
    held = None if answers.highest in (None, "none") else answers.highest
    stage = answers.stage
    if stage in ("year-8-9", "year-10-11") and held in (None, "entry", "1", "2"):
        if held in ("entry", "1"):
            return held
        return _by_gcses(answers.gcses)
    if stage == "year-12-13":
        return held if held in ("entry", "1", "3", "4", "5", "6") else "sixth-form"
    if held is not None:
        return held
    if stage == "left-under-19":
        return "entry" if answers.highest == "none" else _by_gcses(answers.gcses)
    if stage in ADULT_STAGES:
        return "entry" if answers.highest == "none" else "adult"
    return "entry" if answers.highest == "none" else None


def level_by_kind(answers: Answers, kinds: Kinds) -> NDArray[np.float64]:
    """The level part of each kind: how well its level fits as the next step."""
    standing = standing_of(answers)
    if standing is None:
        return np.full(kinds.count, NO_LEVEL_FIT)
    fit = np.array([LEVEL_FIT[standing][level] for level in LEVELS] + [NO_LEVEL_FIT])[kinds.level]
    if answers.stage in ADULT_STAGES:
        for route, most in ROUTE_FIT_FOR_ADULTS.items():
            fit = np.where(kinds.route == ROUTES.index(route), np.minimum(fit, most), fit)
    fit = np.where(kinds.route == ROUTES.index(Route.ESSENTIAL_SKILLS), _essential_skills(answers), fit)
    return np.where(kinds.route == ROUTES.index(Route.SUPPORTED_INTERNSHIP), SUPPORTED_INTERNSHIP_FIT, fit)


def is_bound(answers: Answers) -> bool:
    """Whether somebody has no level 3 and is no further than just out of school, and did not ask for more."""
    if answers.stage not in SCHOOL_STAGES or answers.highest in ("3", "4", "5", "6"):
        return False
    return not any(asks_above(idea) for idea in answers.ideas)


def asks_above(idea: str) -> bool:
    """Whether an idea names a route or a level above level 3."""
    kind, _, value = idea.partition(":")
    if kind == "words":
        return any(word in value.split() or f" {word} " in f" {value} " for word in _WORDS_ABOVE)
    return value in _ROUTES_ABOVE if kind == "route" else kind == "level" and value in _ABOVE_THREE


def within_bound(answers: Answers, kinds: Kinds) -> NDArray[np.bool_]:
    """Which kinds may be suggested at all (bool): for those bound, nothing above level 3 or on a route above it."""
    if not is_bound(answers):
        return np.ones(kinds.count, bool)
    above = kinds.level > LEVELS.index(HIGHEST_UNASKED)
    for route in _ROUTES_ABOVE:
        above |= kinds.route == ROUTES.index(route)
    return ~above


def routes_and_levels(ideas: tuple[str, ...], kinds: Kinds) -> NDArray[np.bool_]:
    """Which kinds are of a route or a level that an idea names (bool)."""
    named = {idea.partition(":")[::2] for idea in ideas}
    asked = np.zeros(kinds.count, bool)
    for at, route in enumerate(ROUTES):
        if ("route", route.value) in named:
            asked |= kinds.route == at
    for at, level in enumerate(LEVELS):
        if ("level", level.value) in named:
            asked |= kinds.level == at
    return asked


def _by_gcses(gcses: int | None) -> str:
    if gcses is None or gcses >= MANY_GCSES:
        return "school"
    return "1" if gcses >= SOME_GCSES else "entry"


def _essential_skills(answers: Answers) -> float:
    said = {answers.english, answers.maths} - {None}
    if "not-yet" in said:
        return ESSENTIAL_SKILLS_FIT["missing"]
    if "unsure" in said:
        return ESSENTIAL_SKILLS_FIT["unsure"]
    return ESSENTIAL_SKILLS_FIT["passed" if said else "unsaid"]
