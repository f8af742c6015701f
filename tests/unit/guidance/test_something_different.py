"""Where answers point, and the one card that looks elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from pathways.catalogue.codes import AREAS
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import Answers
from pathways.guidance.balance import FIRST_SCREEN
from pathways.guidance.different import affinities, with_something_different
from pathways.guidance.suggest import suggest
from tests.unit.guidance.drawn_answers import any_answers
from tests.unit.guidance.market_town import PROFILES, TODAY, asked_by


def areas_by_pull(town: CatalogueSnapshot, answers: Answers) -> list[str]:
    pull = affinities(asked_by(town, answers), PROFILES)
    return [AREAS[at].value for at in np.argsort(-pull, kind="stable").tolist()]


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        (Answers(ideas=("occupation:nurse",)), "health"),
        (Answers(ideas=("area:hair-beauty",)), "hair-beauty"),
        (Answers(subjects=("computing",)), "computing-digital"),
        (Answers(subjects=("law",)), "finance-law"),
        (Answers(ideas=("area:health",), subjects=("computing", "maths")), "health"),
        (Answers(ideas=("occupation:veterinary-nurse",)), "animals-land-environment"),
        (Answers(activities=(("a1", "yes"), ("a2", "yes"), ("a3", "yes"))), "media-music-performance"),
    ],
)
def test_answers_point_to_the_area_that_they_speak_of(
    town: CatalogueSnapshot, answers: Answers, first: str
) -> None:
    assert areas_by_pull(town, answers)[0] == first


def test_a_job_pulls_towards_all_of_its_areas_and_most_to_its_own(town: CatalogueSnapshot) -> None:
    assert areas_by_pull(town, Answers(ideas=("occupation:nurse",)))[:2] == ["health", "care-support"]


@pytest.mark.parametrize(
    "answers", [Answers(), Answers(stage="19-24", learning="work"), Answers(ideas=("route:degree",))]
)
def test_answers_about_other_things_pull_nowhere(town: CatalogueSnapshot, answers: Answers) -> None:
    assert np.ptp(affinities(asked_by(town, answers), PROFILES)) == pytest.approx(0.0, abs=1e-9)


@given(any_answers())
def test_the_one_that_differs_is_not_where_the_answers_point(
    town: CatalogueSnapshot, answers: Answers
) -> None:
    items = suggest(town, answers, TODAY).items
    marked = [at for at, item in enumerate(items) if item.something_different]
    assert len(marked) == 1
    assert marked[0] < FIRST_SCREEN
    pull = affinities(asked_by(town, answers), PROFILES)
    best = items[0].area if np.ptp(pull) < 1e-9 else areas_by_pull(town, answers)[0]
    assert items[marked[0]].area != best


def test_a_list_of_one_area_has_nothing_different(town: CatalogueSnapshot) -> None:
    asked = asked_by(town, Answers(ideas=("occupation:plumber",)))
    trades = tuple(
        item for item in suggest(town, asked.answers, TODAY).items if item.area == "building-construction"
    )
    plain = tuple(item for item in trades if not item.something_different)
    assert plain
    assert with_something_different(plain, asked, PROFILES) == plain
    assert with_something_different((), asked, PROFILES) == ()
