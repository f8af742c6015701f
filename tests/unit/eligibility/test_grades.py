"""English, maths, GCSEs and points: what is said of each answer, and with which numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Level, Nation, Route, SubjectRule
from pathways.eligibility.reasons import Verdict
from tests.unit.eligibility.learners import STAGES, Said, judged, reasons, verdict

NEEDED, ALONGSIDE = SubjectRule.NEEDED, SubjectRule.CAN_STUDY_ALONGSIDE
FREE = (SubjectRule.NOT_NEEDED, SubjectRule.NOT_STATED)
JOB = {"route": Route.APPRENTICESHIP, "level": Level.TWO}
BEFORE_GCSES = ("year-8-9", "year-10-11")
counts = st.integers(0, 12)


@pytest.mark.parametrize("subject", ["english", "maths"])
@pytest.mark.parametrize(
    ("rule", "answer", "told"),
    [
        (NEEDED, "have", None),
        (NEEDED, "expect", "expected"),
        (NEEDED, "not-yet", "missing"),
        (NEEDED, "unsure", "not-said"),
        (NEEDED, None, "not-said"),
        (ALONGSIDE, "have", None),
        (ALONGSIDE, "expect", None),
        (ALONGSIDE, "not-yet", "alongside"),
        (ALONGSIDE, "unsure", "alongside"),
        (ALONGSIDE, None, None),
        *((free, answer, None) for free in FREE for answer in ("have", "not-yet", "unsure", None)),
    ],
)
def test_each_answer_about_a_subject_meets_each_rule(
    subject: str, rule: SubjectRule, answer: str | None, told: str | None
) -> None:
    said = Said("19-24", **{subject: answer})
    assert reasons(said, **{subject: rule}) == ([] if told is None else [f"{subject}-{told}"])


@pytest.mark.parametrize("stage", BEFORE_GCSES)
@pytest.mark.parametrize("subject", ["english", "maths"])
def test_before_the_exam_nobody_is_told_that_a_pass_is_missing(stage: str, subject: str) -> None:
    found = judged(Said(stage, **{subject: "not-yet"}), **{subject: NEEDED})
    assert f"{subject}-not-said" in [reason.code for reason in found.reasons]
    assert found.verdict is not Verdict.NOT_YET


def test_each_subject_is_told_by_itself() -> None:
    said = Said("25-plus", english="not-yet", maths="expect")
    assert reasons(said, english=NEEDED, maths=NEEDED) == ["english-missing", "maths-expected"]
    assert reasons(said, english=ALONGSIDE, maths=NEEDED) == ["english-alongside", "maths-expected"]


@pytest.mark.parametrize(
    ("stage", "start", "told"),
    [
        ("left-under-19", date(2027, 1, 10), ["maths-alongside"]),
        ("left-under-19", date(2029, 11, 20), ["maths-alongside"]),
        ("left-under-19", date(2029, 11, 21), []),
        ("19-24", date(2027, 1, 10), []),
        ("25-plus", date(2027, 1, 10), []),
    ],
)
def test_young_apprentices_go_on_with_maths_until_they_are_nineteen(
    stage: str, start: date, told: list[str]
) -> None:
    assert reasons(Said(stage, english="have", maths="not-yet"), start=start, **JOB) == told


def test_a_pass_that_a_job_needs_is_not_softened_by_the_law() -> None:
    said = Said("left-under-19", english="have", maths="not-yet")
    assert reasons(said, start=date(2027, 1, 10), maths=NEEDED, **JOB) == ["maths-missing"]


def test_the_law_on_studying_alongside_is_english() -> None:
    said = Said("left-under-19", english="have", maths="not-yet")
    assert reasons(said, start=date(2027, 1, 10), nation=Nation.WALES, **JOB) == ["other-nation"]


@pytest.mark.parametrize(
    ("held", "needed", "grade", "told"),
    [
        (None, 5, 4, ["gcses-not-said"]),
        (None, 0, 4, []),
        (0, 1, 4, ["gcses-fewer"]),
        (4, 5, 4, ["gcses-fewer"]),
        (5, 5, 4, []),
        (6, 5, 4, []),
        (5, 5, 5, ["gcses-grade-not-said"]),
        (4, 5, 6, ["gcses-fewer"]),
        (4, 5, 3, ["gcses-grade-not-said"]),
        (5, 5, 3, []),
        (0, 2, 1, ["gcses-grade-not-said"]),
        (5, 5, -1, []),
        (4, 5, -1, ["gcses-fewer"]),
    ],
)
def test_gcses_are_counted_at_grade_four(held: int | None, needed: int, grade: int, told: list[str]) -> None:
    assert reasons(Said("19-24", gcses=held), gcse_count=needed, gcse_grade=grade) == told


def test_the_numbers_of_gcses_are_told() -> None:
    found = judged(Said("19-24", gcses=3), gcse_count=5, gcse_grade=4).reasons[0]
    assert found.values == {"count": 5, "grade": 4, "held": 3}


@pytest.mark.parametrize("stage", BEFORE_GCSES)
def test_fewer_gcses_hoped_for_than_asked_is_said_before_the_exam_too(stage: str) -> None:
    assert "gcses-fewer" in reasons(Said(stage, gcses=2), gcse_count=5, gcse_grade=4)
    assert "gcses-expected" in reasons(Said(stage, gcses=5), gcse_count=5, gcse_grade=4)


@pytest.mark.parametrize(
    ("held", "asked", "usual", "told"),
    [
        (None, -1, -1, []),
        (None, 96, -1, ["points-not-said"]),
        (None, -1, 96, []),
        (95, 96, -1, ["points-fewer"]),
        (96, 96, -1, []),
        (0, 96, 80, ["points-fewer"]),
        (79, -1, 80, ["points-usually-more"]),
        (80, -1, 80, []),
        (100, 96, 120, []),
        (0, 0, 0, []),
    ],
)
def test_points_are_held_against_what_is_asked_and_what_is_usual(
    held: int | None, asked: int, usual: int, told: list[str]
) -> None:
    assert reasons(Said("19-24", points=held), points=asked, points_low=usual) == told


def test_the_numbers_of_points_are_told() -> None:
    fewer = judged(Said("19-24", points=80), points=112, points_low=96).reasons[0]
    usual = judged(Said("19-24", points=80), points_low=96).reasons[0]
    assert fewer.values == {"points": 112, "held": 80}
    assert usual.values == {"points": 96, "held": 80}


@given(st.sampled_from(STAGES), counts, counts, st.integers(1, 9))
def test_asking_for_more_gcses_never_lets_more_people_in(
    stage: str, held: int, needed: int, grade: int
) -> None:
    said = Said(stage, gcses=held)
    fewer, more = (verdict(said, gcse_count=count, gcse_grade=grade) for count in (needed, needed + 1))
    assert more <= fewer


@given(st.sampled_from(STAGES), st.sampled_from(["have", "expect", "not-yet", "unsure", None]))
def test_a_free_choice_of_subject_asks_nothing_of_anybody(stage: str, answer: str | None) -> None:
    said = Said(stage, english=answer, maths=answer)
    assert judged(said, english=FREE[0], maths=FREE[1]) == judged(Said(stage))
