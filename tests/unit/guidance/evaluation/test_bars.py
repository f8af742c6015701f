"""Bars: how many cases have to come out right, and that the judging of answers sees what is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import Answers
from pathways.guidance.evaluation.answers import AnswerCase, AnswerOutcome, answer_bars, is_balanced, judged
from pathways.guidance.evaluation.bars import bar
from pathways.guidance.suggest import suggest
from tests.unit.guidance.market_town import TODAY

ANSWERS = Answers(stage="year-10-11", ideas=("occupation:plumber",))
CASE = AnswerCase("a1", "wants to be a plumber", False, {}, {}, {})


def outcome(town: CatalogueSnapshot, case: AnswerCase = CASE, answers: Answers = ANSWERS) -> AnswerOutcome:
    return judged(case, answers, suggest(town, answers, TODAY))


@pytest.mark.parametrize(
    ("rights", "share", "met"),
    [
        ([], 1.0, True),
        ([True], 1.0, True),
        ([False], 0.0, False),
        ([True] * 9 + [False], 0.9, True),
        ([True] * 8 + [False] * 2, 0.8, False),
    ],
)
def test_a_bar_of_nine_in_ten(rights: list[bool], share: float, met: bool) -> None:
    found = bar("nine in ten", 0.9, rights)
    assert (found.share, found.is_met, found.cases) == (share, met, len(rights))


@given(st.lists(st.booleans()), st.floats(0, 1))
def test_one_more_right_never_misses_a_bar_that_was_met(rights: list[bool], least: float) -> None:
    before, after = bar("it", least, rights), bar("it", least, (right for right in [*rights, True]))
    assert after.is_met or not before.is_met
    assert after.right == before.right + 1


def test_a_case_without_wishes_has_no_faults(town: CatalogueSnapshot) -> None:
    found = outcome(town)
    assert found.faults == ()
    assert found.adds_up
    assert found.is_bound
    assert found.keeps_bound
    assert found.count == len(found.titles) > 0


@pytest.mark.parametrize(
    ("wanted", "unwanted", "faults"),
    [
        ({"areas": ("building-construction",)}, {}, 0),
        ({"areas": ("care-support",)}, {}, 0),
        ({"areas": ("hair-beauty", "building-construction")}, {}, 0),
        ({"areas": ("hair-beauty",)}, {}, 1),
        ({"routes": ("degree",)}, {}, 1),
        ({"routes": ("apprenticeship",), "levels": ("2",)}, {}, 0),
        ({"levels": ("7",), "routes": ("degree",)}, {}, 2),
        ({"areas": ()}, {}, 0),
        ({}, {"areas": ("building-construction",)}, 1),
        ({}, {"areas": ("care-support",)}, 0),
        ({}, {"routes": ("degree",), "levels": ("6",)}, 0),
        ({"areas": ("hair-beauty",)}, {"routes": ("apprenticeship",)}, 2),
    ],
)
def test_what_must_be_there_and_what_must_not_is_counted(
    town: CatalogueSnapshot,
    wanted: dict[str, tuple[str, ...]],
    unwanted: dict[str, tuple[str, ...]],
    faults: int,
) -> None:
    assert len(outcome(town, replace(CASE, wanted=wanted, unwanted=unwanted)).faults) == faults


def test_a_degree_for_a_sixteen_year_old_is_noticed(town: CatalogueSnapshot) -> None:
    adult = Answers(stage="19-24", highest="3", ideas=("occupation:nurse",))
    found = judged(CASE, ANSWERS, suggest(town, adult, TODAY))
    assert found.is_bound
    assert not found.keeps_bound
    missed = [one.name for one in answer_bars([found]) if not one.is_met]
    assert missed == ["nothing above level 3 for those without it"]


def test_a_score_that_its_reasons_do_not_make_is_noticed(town: CatalogueSnapshot) -> None:
    found = suggest(town, ANSWERS, TODAY)
    first = replace(found.items[0], score=found.items[0].score + 0.01)
    wrong = judged(CASE, ANSWERS, replace(found, items=(first, *found.items[1:])))
    assert not wrong.adds_up
    assert "reasons add up to the score" in {one.name for one in answer_bars([wrong]) if not one.is_met}


def test_a_first_screen_of_one_area_is_noticed(town: CatalogueSnapshot) -> None:
    found = suggest(town, ANSWERS, TODAY)
    same = tuple(replace(found.items[0], card=item.card) for item in found.items)
    assert is_balanced(found, found.items)
    assert not is_balanced(found, same)
    assert not is_balanced(found, ())
    assert is_balanced(replace(found, held_areas=0, held_routes=0), ())


def test_nobody_left_without_suggestions_goes_unseen(town: CatalogueSnapshot) -> None:
    nothing = replace(outcome(town), count=0)
    bars = {one.name: one for one in answer_bars([nothing, outcome(town)])}
    assert bars["sets of answers with a suggestion"].share == 0.5
    assert not bars["sets of answers with a suggestion"].is_met
    assert all(one.is_met for one in answer_bars([]))
