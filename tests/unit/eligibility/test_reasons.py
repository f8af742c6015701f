"""Reasons: which shut a door, which set a condition, and the numbers that their words name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from pathways.catalogue.vocabulary import Level, Nation, Route, SubjectRule
from pathways.eligibility.reasons import EligibilityReason, Reason, Verdict, verdict_for
from tests.unit.eligibility.learners import LEVELS, NATIONS, Said, judged, people, reasons, requirements

YEAR_11, TWENTIES, GROWN = Said("year-10-11"), Said("19-24"), Said("25-plus")
ANYTHING = {
    "min_age": 16, "max_age": 60, "after_school": True, "english": SubjectRule.NEEDED, "maths": SubjectRule.NEEDED,
    "gcse_count": 5, "gcse_grade": 4, "has_required_subjects": True, "points": 96, "needs_ehcp": True,
    "nation": Nation.WALES, "has_text": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "verdict"),
    [
        (Reason.NOTHING, Verdict.YES),
        (Reason.MORE_IN_WORDS, Verdict.YES),
        (Reason.TOO_YOUNG, Verdict.NOT_YET),
        (Reason.TOO_OLD, Verdict.NOT_YET),
        (Reason.STILL_AT_SCHOOL, Verdict.NOT_YET),
        (Reason.ENGLISH_MISSING, Verdict.NOT_YET),
        (Reason.MATHS_MISSING, Verdict.NOT_YET),
        (Reason.GCSES_FEWER, Verdict.NOT_YET),
        (Reason.POINTS_FEWER, Verdict.IF),
        (Reason.NEEDS_EHCP, Verdict.IF),
        (Reason.OTHER_NATION, Verdict.IF),
        (Reason.PERHAPS_TOO_OLD, Verdict.IF),
    ],
)
def test_what_is_left_where_a_reason_holds(reason: Reason, verdict: Verdict) -> None:
    assert verdict_for(reason) is EligibilityReason(reason).verdict is verdict


@pytest.mark.parametrize("reason", Reason)
def test_what_nobody_said_or_only_hopes_for_shuts_no_door(reason: Reason) -> None:
    if reason.endswith(("not-said", "expected", "alongside", "soon", "not-checked")):
        assert verdict_for(reason) is Verdict.IF


def test_words_for_verdicts_are_those_of_answers() -> None:
    assert [verdict.code for verdict in sorted(Verdict)] == ["not-yet", "if", "yes"]


def test_everything_that_is_asked_is_told_in_one_order() -> None:
    assert reasons(Said("19-24", english="not-yet"), **ANYTHING) == [
        "english-missing",
        "maths-not-said",
        "gcses-not-said",
        "subjects-not-checked",
        "points-not-said",
        "needs-ehcp",
        "other-nation",
        "more-in-words",
    ]


def test_somebody_who_has_everything_is_told_only_what_nobody_can_check() -> None:
    said = Said("19-24", english="have", maths="have", gcses=9, points=120)
    assert reasons(said, **ANYTHING) == [
        "subjects-not-checked",
        "needs-ehcp",
        "other-nation",
        "more-in-words",
    ]


@pytest.mark.parametrize(
    ("said", "asked", "values"),
    [
        (YEAR_11, {"min_age": 19}, {"age": 19}),
        (GROWN, {"max_age": 21}, {"age": 21}),
        (GROWN, {"max_age": 21, "age_exceptions": True}, {"age": 21}),
        (TWENTIES, {"max_age": 24}, {"age": 24}),
        (TWENTIES, {"level_held": Level.THREE}, {"level": LEVELS.index(Level.THREE)}),
        (TWENTIES, {"gcse_count": 5, "gcse_grade": 4}, {"count": 5, "grade": 4, "held": -1}),
        (TWENTIES, {"points": 96}, {"points": 96, "held": -1}),
        (TWENTIES, {"nation": Nation.SCOTLAND}, {"nation": NATIONS.index(Nation.SCOTLAND)}),
        (TWENTIES, {"english": SubjectRule.NEEDED}, {}),
        (TWENTIES, {"needs_ehcp": True}, {}),
    ],
)
def test_a_reason_carries_the_numbers_that_its_words_name(
    said: Said, asked: dict[str, object], values: dict[str, int]
) -> None:
    assert judged(said, **asked).reasons[0].values == values


def test_the_day_that_school_ends_is_told() -> None:
    found = judged(YEAR_11, after_school=True, start=date(2027, 1, 11)).reasons[0]
    assert found.code == "school-ends-first"
    assert date.fromordinal(found.values["day"]) == date(2027, 6, 25)


def test_level_that_a_route_usually_builds_on_is_told() -> None:
    found = judged(GROWN, route=Route.DEGREE, level=Level.SIX).reasons[0]
    assert (found.code, found.values) == ("usual-level-not-said", {"level": LEVELS.index(Level.THREE)})


@given(people, requirements)
def test_an_age_that_is_told_is_an_age_somebody_set(said: Said, asked: dict[str, int]) -> None:
    written = {asked["min_age"], asked["max_age"], 16, 19, 21, 24}
    for reason in judged(said, **asked).reasons:
        assert reason.values.get("age", 16) in written - {-1}


@given(people, requirements)
def test_each_thing_is_told_once(said: Said, asked: dict[str, int]) -> None:
    told = [reason.code for reason in judged(said, **asked).reasons]
    assert len(told) == len(set(told))
    for subject in ("english", "maths", "gcses", "level", "points"):
        assert sum(code.startswith(f"{subject}-") for code in told) <= 1
