"""Where somebody stands: which level fits next, and what nobody of that stage is shown unasked."""

from __future__ import annotations

import numpy as np
import pytest

from pathways.catalogue.codes import LEVELS, ROUTES
from pathways.catalogue.vocabulary import Level, Route
from pathways.guidance.answers import Answers
from pathways.guidance.kinds import Kinds
from pathways.guidance.standing import (
    asks_above,
    is_bound,
    level_by_kind,
    routes_and_levels,
    standing_of,
    within_bound,
)
from pathways.guidance.weights import LEARNING_BY_ROUTE, LEVEL_FIT, WEIGHTS, Part


def kinds(*pairs: tuple[Route, Level | None]) -> Kinds:
    """Kinds of programmes with these routes and levels, alike in all else."""
    count = len(pairs)
    none = np.full(count, -1, np.int64)
    return Kinds(
        of_programme=np.arange(count, dtype=np.int32),
        main_area=none,
        area_bits=np.zeros(count, np.int64),
        occupation=none,
        tier2=none,
        route=np.array([ROUTES.index(route) for route, _ in pairs], np.int64),
        level=np.array([-1 if level is None else LEVELS.index(level) for _, level in pairs], np.int64),
    )


SHELF = kinds(
    (Route.T_LEVEL, Level.THREE),
    (Route.DEGREE, Level.SIX),
    (Route.DEGREE, None),
    (Route.APPRENTICESHIP, Level.TWO),
    (Route.APPRENTICESHIP, Level.FOUR),
    (Route.ESSENTIAL_SKILLS, Level.ONE),
)


@pytest.mark.parametrize(
    ("answers", "standing"),
    [
        (Answers(), None),
        (Answers(stage="helping"), None),
        (Answers(stage="helping", highest="2"), "2"),
        (Answers(stage="year-8-9"), "school"),
        (Answers(stage="year-10-11", gcses=9), "school"),
        (Answers(stage="year-10-11", gcses=2), "1"),
        (Answers(stage="year-10-11", gcses=0), "entry"),
        (Answers(stage="year-10-11", highest="1"), "1"),
        (Answers(stage="year-12-13", highest="2"), "sixth-form"),
        (Answers(stage="year-12-13", highest="3"), "3"),
        (Answers(stage="left-under-19", highest="none"), "entry"),
        (Answers(stage="left-under-19"), "school"),
        (Answers(stage="19-24"), "adult"),
        (Answers(stage="25-plus", highest="5"), "5"),
    ],
)
def test_a_stage_and_what_is_held_give_one_standing(answers: Answers, standing: str | None) -> None:
    assert standing_of(answers) == standing
    assert standing is None or standing in LEVEL_FIT


def test_a_sixteen_year_old_is_shown_nothing_above_level_three() -> None:
    shown = within_bound(Answers(stage="year-10-11"), SHELF)
    assert shown.tolist() == [True, False, False, True, False, True]


@pytest.mark.parametrize("idea", ["route:degree", "level:4", "words:law degree", "words:university"])
def test_asking_by_name_opens_what_is_above(idea: str) -> None:
    asked = Answers(stage="year-10-11", ideas=(idea,))
    assert asks_above(idea)
    assert not is_bound(asked)
    assert within_bound(asked, SHELF).all()


@pytest.mark.parametrize(
    "idea", ["occupation:doctor", "route:t-level", "level:3", "words:unicorns", "area:health"]
)
def test_a_job_in_mind_is_not_asking_for_a_level(idea: str) -> None:
    assert not asks_above(idea)


def test_whoever_has_level_three_is_not_bound() -> None:
    assert not is_bound(Answers(stage="left-under-19", highest="3"))
    assert not is_bound(Answers(stage="year-12-13"))
    assert is_bound(Answers(stage="left-under-19", highest="2"))


def test_the_next_step_fits_best() -> None:
    school = level_by_kind(Answers(stage="year-10-11"), SHELF)
    adult = level_by_kind(Answers(stage="25-plus", highest="3"), SHELF)
    assert school[0] > school[3] > school[1]
    assert adult[1] > adult[3]
    # T Levels are for people of 16 to 18.
    assert adult[0] <= 0.1


@pytest.mark.parametrize(("english", "fit"), [("not-yet", 1.0), ("unsure", 0.5), ("have", 0.1), (None, 0.4)])
def test_english_and_maths_fit_who_is_without_them(english: str | None, fit: float) -> None:
    answers = Answers(stage="year-10-11", english=english)  # type: ignore[arg-type]
    assert level_by_kind(answers, SHELF)[5] == fit


def test_routes_and_levels_that_an_idea_names_are_found() -> None:
    assert routes_and_levels(("route:degree",), SHELF).tolist() == [False, True, True, False, False, False]
    assert routes_and_levels(("level:2", "area:health"), SHELF).tolist() == [False] * 3 + [True] + [False] * 2


def test_the_tables_know_every_route_and_level_and_stay_in_bounds() -> None:
    assert all(set(table) == set(Route) for table in LEARNING_BY_ROUTE.values())
    assert all(set(table) == set(Level) for table in LEVEL_FIT.values())
    for table in (*LEARNING_BY_ROUTE.values(), *LEVEL_FIT.values()):
        assert all(0.0 <= value <= 1.0 for value in table.values())
    assert set(WEIGHTS) == set(Part)
