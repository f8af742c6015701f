"""The sets of answers: every bar of the specification is met, on those we tuned on and on those held out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pathways import clock
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import Answers
from pathways.guidance.evaluation.answers import (
    ANSWERS_FILE,
    AnswerCase,
    answer_bars,
    answers_in,
    is_balanced,
    judged,
    read_answer_cases,
    run_answers,
)
from pathways.guidance.suggest import suggest
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer

CASES = read_answer_cases(resource_dir("seed_data") / ANSWERS_FILE)


def case(**expected: dict[str, tuple[str, ...]]) -> AnswerCase:
    return AnswerCase(
        "a999",
        "A student",
        False,
        {"home": "Preston"},
        expected.get("wanted", {}),
        expected.get("unwanted", {}),
    )


def test_there_are_enough_cases_and_a_third_is_held_out() -> None:
    assert len(CASES) >= 60
    assert len({one.id for one in CASES}) == len(CASES)
    held_out = sum(one.held_out for one in CASES)
    assert len(CASES) / 4 <= held_out <= len(CASES) / 2


def test_every_case_can_be_read(places: Gazetteer) -> None:
    for one in CASES:
        answers_in(one, places)


@pytest.mark.parametrize("held_out", [False, True])
def test_every_bar_is_met(seeded: CatalogueSnapshot, places: Gazetteer, held_out: bool) -> None:
    outcomes = run_answers(seeded, places, [one for one in CASES if one.held_out is held_out], clock.today())
    assert [bar.name for bar in answer_bars(outcomes) if not bar.is_met] == []


def test_what_must_be_there_and_is_not_is_a_fault(seeded: CatalogueSnapshot, places: Gazetteer) -> None:
    asked = case(wanted={"areas": ("health",), "routes": ("t-level",), "levels": ("7",)})
    answers = answers_in(asked, places)
    found = suggest(seeded, answers)
    nothing = replace(found, items=(), groups=())
    assert judged(asked, answers, nothing).faults == (
        "none of areas health",
        "none of routes t-level",
        "none of levels 7",
    )
    assert judged(asked, answers, nothing).count == 0


def test_what_must_not_be_there_and_is_is_a_fault(seeded: CatalogueSnapshot, places: Gazetteer) -> None:
    answers = answers_in(case(), places)
    found = suggest(seeded, answers)
    route = found.items[0].card.route
    assert judged(case(unwanted={"routes": (route,)}), answers, found).faults == (f"routes {route}",)


def test_a_first_screen_of_one_area_is_not_balanced(seeded: CatalogueSnapshot) -> None:
    found = suggest(seeded, Answers())
    assert is_balanced(found, found.items[:10])
    one_area = [item for item in found.items if item.area == found.items[0].area]
    assert not is_balanced(found, one_area)
    assert not is_balanced(found, ())


def test_a_score_that_its_reasons_do_not_add_up_to_is_seen(
    seeded: CatalogueSnapshot, places: Gazetteer
) -> None:
    answers = answers_in(case(), places)
    found = suggest(seeded, answers)
    wrong = replace(found, items=(replace(found.items[0], score=0.123), *found.items[1:]))
    assert judged(case(), answers, found).adds_up
    assert not judged(case(), answers, wrong).adds_up


def test_a_place_that_does_not_exist_is_named(places: Gazetteer) -> None:
    with pytest.raises(ValueError, match="a999"):
        answers_in(replace(case(), answers={"home": "Xyzzyville-under-Nowhere"}), places)
