"""The parts that somebody's answers speak to, laid over a town where each programme is known for one thing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import Answers
from pathways.guidance.ground import shares_of
from pathways.guidance.parts import OPEN_VALUE, parts_over, weight_of
from pathways.guidance.weights import NEARNESS_WHEN_MOVING, WEIGHTS, Part
from tests.unit.guidance.drawn_answers import PRESTON, any_answers
from tests.unit.guidance.market_town import TITLES, asked_by, by_title, ground_for, parts_for, titles_on

ANSWERED: list[tuple[dict[str, Any], str]] = [
    ({"ideas": ("area:health",)}, "ideas"),
    ({"activities": (("r1", "yes"),)}, "interest"),
    ({"activities": (("c3", "no"),)}, "interest"),
    ({"subjects": ("biology",)}, "subjects"),
    ({"learning": "work"}, "learning"),
    ({"home": PRESTON}, "nearness"),
    ({"stage": "year-10-11"}, "level"),
    ({"highest": "2"}, "level"),
    ({"avoid": ("blood",)}, "avoid"),
    ({"patterns": ("part-time",)}, "pattern"),
    ({"start_from": "2027-09"}, "start"),
    ({"matters": ("earning-soon",)}, "earning-soon"),
]


@pytest.mark.parametrize(("said", "part"), ANSWERED)
def test_each_answer_brings_its_own_part_and_no_other(
    town: CatalogueSnapshot, said: dict[str, Any], part: str
) -> None:
    _, parts = parts_for(town, Answers(**said))
    assert list(parts) == [part]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"learning": "unsure"},
        {"stage": "helping"},
        {"travel_mode": "bus", "travel_minutes": 30},
        {"english": "have", "maths": "expect", "gcses": 5},
        {"matters": ("close-to-home",)},
        {"ideas": ("occupation:no-such-job",)},
    ],
)
def test_answers_that_say_nothing_of_programmes_leave_everything_equal(
    town: CatalogueSnapshot, said: dict[str, Any]
) -> None:
    ground, parts = parts_for(town, Answers(**said))
    assert list(parts) == ["open"]
    assert set(by_title(ground, parts["open"]).values()) == {OPEN_VALUE}


def test_without_a_home_the_whole_country_is_looked_at(town: CatalogueSnapshot) -> None:
    assert sorted(titles_on(ground_for(town, Answers()))) == list(TITLES)


@given(any_answers())
def test_every_part_stays_between_nothing_and_everything(town: CatalogueSnapshot, answers: Answers) -> None:
    ground, parts = parts_for(town, answers)
    assert parts
    for name, part in parts.items():
        values = np.array(list(by_title(ground, part).values()))
        assert ((values >= 0.0) & (values <= 1.0)).all(), name
        assert part.weight > 0.0


@given(any_answers())
def test_the_shares_of_the_parts_make_one_whole(town: CatalogueSnapshot, answers: Answers) -> None:
    _, parts = parts_for(town, answers)
    shares = shares_of(list(parts.values()))
    assert sum(shares) == pytest.approx(1.0)
    assert all(0.0 < share <= 1.0 for share in shares)


def test_nearness_counts_little_for_somebody_who_could_move(town: CatalogueSnapshot) -> None:
    settled = Answers(home=PRESTON, stage="year-10-11")
    moving = replace(settled, could_move=True)
    assert weight_of(Part.NEARNESS, settled) == WEIGHTS[Part.NEARNESS]
    assert weight_of(Part.NEARNESS, moving) == NEARNESS_WHEN_MOVING < WEIGHTS[Part.NEARNESS]
    assert weight_of(Part.LEVEL, moving) == weight_of(Part.LEVEL, settled)
    assert parts_for(town, moving)[1]["nearness"].weight == NEARNESS_WHEN_MOVING


def test_more_like_one_thing_outweighs_all_that_was_answered(town: CatalogueSnapshot) -> None:
    answers = Answers(stage="year-10-11", learning="class")
    ground = ground_for(town, answers)
    parts = parts_over(asked_by(town, answers, ("occupation:plumber",)), 0, ground)
    assert parts[0].part is Part.LIKE
    assert parts[0].weight > sum(part.weight for part in parts[1:])
    given_to = by_title(ground, parts[0])
    assert given_to["Plumbing"] == 1.0
    assert given_to["Plumbing"] > given_to["Truro joinery"] > given_to["Web design online"]


def test_parts_come_in_one_order_whatever_was_answered_first(town: CatalogueSnapshot) -> None:
    answers = Answers(
        stage="year-10-11",
        home=PRESTON,
        activities=(("r1", "yes"),),
        subjects=("maths",),
        ideas=("area:health",),
        avoid=("mess",),
        learning="mix",
        patterns=("full-time",),
        start_from="2027-09",
        matters=("support", "team"),
    )
    expected = "ideas interest subjects learning nearness level avoid pattern start support team"
    assert list(parts_for(town, answers)[1]) == expected.split()


def test_whoever_learns_best_at_work_is_led_to_the_apprenticeship(town: CatalogueSnapshot) -> None:
    ground, parts = parts_for(town, Answers(learning="work"))
    found = by_title(ground, parts["learning"])
    assert max(found, key=lambda title: found[title]) == "Plumbing apprenticeship"
    assert min(found, key=lambda title: found[title]) == "A level Fine Art"


def test_whoever_learns_best_in_class_is_led_the_other_way(town: CatalogueSnapshot) -> None:
    ground, parts = parts_for(town, Answers(learning="class"))
    found = by_title(ground, parts["learning"])
    assert found["A level Fine Art"] == found["Nursing BSc"] == 1.0
    assert found["Plumbing apprenticeship"] == min(found.values())


def test_biology_speaks_for_nursing_and_less_where_health_is_not_first(town: CatalogueSnapshot) -> None:
    ground, parts = parts_for(town, Answers(subjects=("biology",)))
    found = by_title(ground, parts["subjects"])
    assert found["Nursing BSc"] == found["Health T Level"] == pytest.approx(0.9)
    assert found["Plumbing"] == found["Web design online"] == 0.0


def test_who_cannot_stand_blood_is_warned_of_nursing(town: CatalogueSnapshot) -> None:
    ground, parts = parts_for(town, Answers(avoid=("blood",)))
    found = by_title(ground, parts["avoid"])
    assert found["Nursing BSc"] == pytest.approx(0.1)
    assert found["Plumbing"] == found["Web design online"] == 1.0


def test_the_worst_of_several_things_to_avoid_counts_once(town: CatalogueSnapshot) -> None:
    ground, parts = parts_for(town, Answers(avoid=("exams", "screens", "writing")))
    found = by_title(ground, parts["avoid"])
    assert found["A level Fine Art"] == 0.0
    assert found["Nursing BSc"] == pytest.approx(0.4)
    which = parts["avoid"].which
    assert which is not None
    assert set(which.tolist()) <= {0, 1, 2}


def test_making_things_speaks_for_plumbing_before_nursing(town: CatalogueSnapshot) -> None:
    ground, parts = parts_for(town, Answers(activities=(("r1", "yes"), ("r2", "yes"), ("s1", "no"))))
    found = by_title(ground, parts["interest"])
    assert found["Plumbing"] > 0.6
    assert found["Childcare anywhere"] < 0.5
    assert found["Plumbing"] > found["Nursing BSc"]


def test_everyday_skills_for_a_job_are_not_taken_for_the_job(town: CatalogueSnapshot) -> None:
    ground, parts = parts_for(town, Answers(ideas=("occupation:plumber",)))
    found = by_title(ground, parts["ideas"])
    assert found["Plumbing"] == found["Plumbing apprenticeship"] == 1.0
    assert found["Words for work"] < 0.5


def test_a_step_further_fits_and_two_steps_fit_less(town: CatalogueSnapshot) -> None:
    ground, parts = parts_for(town, Answers(stage="19-24", highest="2"))
    found = by_title(ground, parts["level"])
    assert found["Truro joinery"] == 1.0 > found["Plumbing"] > found["Nursing BSc"]
    assert found["Health T Level"] <= 0.1
