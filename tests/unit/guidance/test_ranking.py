"""One row a programme, best first: by score, of equal ones the nearest, then by title."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import Answers
from pathways.guidance.ground import Ground
from pathways.guidance.parts import parts_over
from pathways.guidance.ranking import NOTHING, Ranked, rank, title_of
from pathways.guidance.reach import Step, inside, steps, whole_miles
from tests.unit.guidance.drawn_answers import PRESTON, any_answers
from tests.unit.guidance.market_town import TITLES, asked_by, ground_for


def ranked(town: CatalogueSnapshot, answers: Answers, step: Step | None = None) -> tuple[Ground, Ranked]:
    ground = ground_for(town, answers, step)
    return ground, rank((ground,), (parts_over(asked_by(town, answers), 0, ground),))


def titles(ground: Ground, found: Ranked) -> list[str]:
    return [title_of(ground, at) for at in found.position.tolist()]


def test_with_nothing_to_tell_them_apart_titles_decide(town: CatalogueSnapshot) -> None:
    assert titles(*ranked(town, Answers())) == list(TITLES)


def test_of_equal_scores_the_nearest_comes_first(town: CatalogueSnapshot) -> None:
    moving = Answers(home=PRESTON, could_move=True, matters=("support",))
    ground, found = ranked(town, moving)
    order = titles(ground, found)
    assert order[0] == "Steps to work"
    assert order.index("Plumbing") < order.index("Plumbing apprenticeship") < order.index("Nursing BSc")


def test_in_one_town_and_equal_titles_decide(town: CatalogueSnapshot) -> None:
    order = titles(*ranked(town, Answers(home=PRESTON)))
    assert order[:4] == ["Health T Level", "Plumbing", "Steps to work", "Words for work"]


def test_an_empty_catalogue_ranks_nothing() -> None:
    assert rank((), ()) is NOTHING
    assert NOTHING.classes == []
    assert NOTHING.standing.shape == (0,)


@given(any_answers())
def test_whatever_was_answered_standing_falls_and_each_programme_stands_once(
    town: CatalogueSnapshot, answers: Answers
) -> None:
    ground, found = ranked(town, answers)
    assert (np.diff(found.standing) <= 0.0).all()
    assert len(set(titles(ground, found))) == len(found.score)
    assert found.added.sum(axis=1) == pytest.approx(found.score, abs=1e-9)
    assert len(found.classes) == len(found.score)


@given(any_answers())
def test_the_nearer_of_two_rows_that_stand_alike_is_first(town: CatalogueSnapshot, answers: Answers) -> None:
    _, found = ranked(town, answers)
    alike = np.flatnonzero(np.diff(found.standing) == 0.0)
    assert (found.thousandths[alike] <= found.thousandths[alike + 1]).all()


@pytest.mark.parametrize(
    ("miles", "whole"), [(None, None), (0.0, 1), (0.2, 1), (1.0, 1), (1.01, 2), (19.99, 20), (60.0, 60)]
)
def test_a_search_looks_at_least_as_far_in_whole_miles(miles: float | None, whole: int | None) -> None:
    assert whole_miles(Step(miles)) == whole


@given(any_answers())
def test_each_wider_step_takes_in_all_of_the_one_before(town: CatalogueSnapshot, answers: Answers) -> None:
    held: set[int] = set()
    for step in steps(answers):
        ground = ground_for(town, answers, step)
        here = set(ground.rows.tolist())
        assert held <= here
        assert inside(ground, step).all()
        held = here


def test_rows_that_need_no_journey_are_inside_any_step(town: CatalogueSnapshot) -> None:
    ground = ground_for(town, Answers(home=PRESTON), Step(40.0))
    kept = inside(ground, Step(0.0))
    roaming = ground.points < 0
    assert roaming.any()
    assert kept[roaming].all()
    assert not kept[~roaming].all()
