"""What matters most to somebody, over a town where each programme is known for one thing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import MATTERS, Answers
from pathways.guidance.nearness import WITHOUT_PLACE, Decay, fitted_decay
from pathways.guidance.priorities import NO_SUPPORT_SAID, UNKNOWN, nearness_by_point, priority_parts
from pathways.guidance.reach import Step
from pathways.guidance.weights import WEIGHTS, Part
from tests.unit.guidance.drawn_answers import PRESTON, some_of
from tests.unit.guidance.market_town import SEED, TITLES, by_title, ground_for, parts_for

Found = dict[str, float]


def what_counts(town: CatalogueSnapshot, matter: str, answers: Answers | None = None) -> Found:
    """What one thing that matters gives each programme of the town."""
    ground, parts = parts_for(town, replace(answers or Answers(), matters=(matter,)))
    return by_title(ground, parts[matter])


def best(found: Found) -> str:
    return max(found, key=lambda title: found[title])


def test_earning_soon_is_what_is_paid_from_day_one_and_nothing_else(town: CatalogueSnapshot) -> None:
    found = what_counts(town, "earning-soon")
    assert {title for title, value in found.items() if value > 0.0} == {"Plumbing apprenticeship"}
    assert found["Plumbing apprenticeship"] == 1.0


def test_keeping_university_open_speaks_for_a_levels_before_bootcamps(town: CatalogueSnapshot) -> None:
    found = what_counts(town, "university-open")
    assert found["A level Fine Art"] == found["Nursing BSc"] == 1.0
    assert found["Health T Level"] > found["Plumbing apprenticeship"] > found["Steps to work"]


def test_below_level_three_university_is_a_step_further_off(town: CatalogueSnapshot) -> None:
    found = what_counts(town, "university-open")
    assert found["Truro joinery"] == 2 * found["Plumbing"] > 0.0


def test_somebody_in_a_hurry_is_led_to_what_is_short(town: CatalogueSnapshot) -> None:
    found = what_counts(town, "finish-quickly")
    in_order = sorted(found, key=lambda title: -found[title])
    assert in_order[:2] == ["Web design online", "Plumbing"]
    assert found["Plumbing apprenticeship"] == found["Nursing BSc"] == 0.0
    assert found["Steps to work"] == pytest.approx(2 / 3)
    assert found["Words for work"] == UNKNOWN


def test_good_pay_later_rests_on_what_people_earned(town: CatalogueSnapshot) -> None:
    found = what_counts(town, "well-paid")
    assert found["Nursing BSc"] == pytest.approx(0.75)
    assert {value for title, value in found.items() if title != "Nursing BSc"} == {UNKNOWN}


def test_support_counts_where_somebody_says_what_help_there_is(town: CatalogueSnapshot) -> None:
    found = what_counts(town, "support")
    assert found["Steps to work"] == 1.0
    assert {value for title, value in found.items() if title != "Steps to work"} == {NO_SUPPORT_SAID}


def test_a_team_is_found_on_the_ward_rather_than_in_the_studio(town: CatalogueSnapshot) -> None:
    found = what_counts(town, "team")
    assert found["Nursing BSc"] > found["Plumbing"] > found["Web design online"] > found["A level Fine Art"]


def test_close_to_home_falls_with_the_miles(town: CatalogueSnapshot) -> None:
    found = what_counts(town, "close-to-home", Answers(home=PRESTON, could_move=True))
    assert found["Plumbing"] > found["Plumbing apprenticeship"] > found["Nursing BSc"]
    assert found["Truro joinery"] == 0.0
    assert found["Web design online"] == found["Childcare anywhere"] == WITHOUT_PLACE
    assert best(found) in {"Plumbing", "Health T Level", "Steps to work", "Words for work"}


def test_close_to_home_says_nothing_where_nobody_said_where_home_is(town: CatalogueSnapshot) -> None:
    ground = ground_for(town, Answers())
    homeless = Answers(matters=("close-to-home", "team"))
    assert [part.about for part in priority_parts(homeless, ground, fitted_decay(SEED))] == ["team"]
    assert priority_parts(Answers(matters=("close-to-home",)), ground, fitted_decay(SEED)) == []
    assert priority_parts(Answers(), ground, fitted_decay(SEED)) == []


@given(some_of(MATTERS, 3))
def test_all_that_matters_weighs_as_much_as_one_thing(
    town: CatalogueSnapshot, matters: tuple[str, ...]
) -> None:
    answers = Answers(home=PRESTON, matters=matters)
    parts = priority_parts(answers, ground_for(town, answers), fitted_decay(SEED))
    assert sorted(part.about for part in parts) == list(matters)
    assert len({part.weight for part in parts}) <= 1
    assert sum(part.weight for part in parts) == pytest.approx(WEIGHTS[Part.MATTERS] if matters else 0.0)
    assert {part.part for part in parts} <= {Part.MATTERS}


@pytest.mark.parametrize("matter", MATTERS)
def test_everything_that_matters_tells_programmes_apart(town: CatalogueSnapshot, matter: str) -> None:
    found = what_counts(town, matter, Answers(home=PRESTON, could_move=True))
    assert set(found) == set(TITLES)
    assert len(set(found.values())) > 1
    assert all(0.0 <= value <= 1.0 for value in found.values())


@given(scale=st.floats(0.5, 30), power=st.floats(0.5, 6))
def test_nearness_by_point_keeps_the_order_of_the_miles(
    town: CatalogueSnapshot, scale: float, power: float
) -> None:
    ground = ground_for(town, Answers(home=PRESTON), Step(60.0))
    near = nearness_by_point(ground, Decay(scale, power))
    assert near[-1] == WITHOUT_PLACE
    known = [
        (miles, value) for miles, value in zip(ground.miles[:-1].tolist(), near[:-1].tolist(), strict=True)
    ]
    values = [value for _, value in sorted(known)]
    assert values == sorted(values, reverse=True)
