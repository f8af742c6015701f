"""Who can get in where, case by case, as an adviser would say it."""

from __future__ import annotations

from datetime import date

import pytest

from pathways.catalogue.vocabulary import Level, Nation, Route, SubjectRule
from pathways.eligibility.periods import NO_START
from pathways.eligibility.reasons import Verdict
from pathways.eligibility.verdicts import applicant
from tests.unit.eligibility.learners import LAW, TODAY, Said, asks, columns_of, judged, reasons, verdict

NOT_YET, IF, YES = Verdict.NOT_YET, Verdict.IF, Verdict.YES
YEAR_9, YEAR_11, YEAR_13 = Said("year-8-9"), Said("year-10-11"), Said("year-12-13")
LEFT, TWENTIES, GROWN = Said("left-under-19"), Said("19-24"), Said("25-plus")


def test_nothing_asked_lets_everybody_in() -> None:
    assert judged(TWENTIES).reasons == ()
    assert verdict(TWENTIES) is YES


@pytest.mark.parametrize(
    ("said", "found"), [(YEAR_9, NOT_YET), (YEAR_11, NOT_YET), (YEAR_13, IF), (TWENTIES, YES), (GROWN, YES)]
)
def test_bootcamp_is_for_people_of_nineteen_and_over(said: Said, found: Verdict) -> None:
    assert verdict(said, route=Route.BOOTCAMP, level=Level.TWO) is found
    assert verdict(said, min_age=19) is found


def test_somebody_in_year_10_or_11_may_be_sixteen_by_september() -> None:
    assert reasons(YEAR_11, min_age=16) == ["old-enough-soon"]
    assert judged(YEAR_11, min_age=16).reasons[0].values == {"age": 16}
    assert verdict(YEAR_11, min_age=16, start=date(2028, 9, 4)) is YES


def test_somebody_in_year_13_is_not_too_young_for_college() -> None:
    assert verdict(YEAR_13, min_age=16) is YES


def test_year_11_may_start_after_the_last_friday_in_june() -> None:
    before, after = date(2027, 6, 24), date(2028, 6, 30)
    soon = judged(YEAR_11, after_school=True, start=before)
    assert soon.verdict is IF
    assert date.fromordinal(soon.reasons[0].values["day"]) == date(2027, 6, 25)
    assert verdict(YEAR_11, after_school=True, start=after) is YES


def test_a_job_that_starts_before_school_ends_is_not_yet() -> None:
    job = {"route": Route.APPRENTICESHIP, "level": Level.TWO, "after_school": True}
    assert reasons(YEAR_11, start=date(2027, 2, 1), **job)[0] == "still-at-school"
    assert verdict(YEAR_11, start=date(2027, 7, 5), **job) is IF
    assert verdict(YEAR_11, start=date(2027, 2, 1), after_school=True) is IF


def test_year_8_or_9_is_at_school_for_more_than_a_year() -> None:
    assert reasons(YEAR_9, after_school=True) == ["still-at-school"]
    assert verdict(YEAR_9, after_school=True) is NOT_YET
    assert verdict(YEAR_9, after_school=False) is YES


@pytest.mark.parametrize("said", [LEFT, YEAR_13, TWENTIES, GROWN])
def test_who_has_left_year_11_is_not_kept_at_school(said: Said) -> None:
    assert verdict(said, after_school=True, start=date(2026, 12, 1)) is YES


def test_somebody_too_old_is_told_so() -> None:
    assert verdict(GROWN, max_age=21) is NOT_YET
    assert reasons(GROWN, max_age=21) == ["too-old"]
    assert judged(GROWN, max_age=21).reasons[0].values == {"age": 21}
    assert verdict(TWENTIES, max_age=21) is IF
    assert verdict(YEAR_11, max_age=21) is YES


def test_exceptions_that_a_provider_writes_keep_the_door_open() -> None:
    assert reasons(GROWN, max_age=21, age_exceptions=True) == ["older-but-exceptions"]
    assert verdict(GROWN, max_age=21, age_exceptions=True) is IF


def test_foundation_apprenticeship_goes_to_24_for_some_and_not_beyond() -> None:
    route = {"route": Route.FOUNDATION_APPRENTICESHIP, "level": Level.TWO}
    assert verdict(GROWN, **route) is NOT_YET
    assert verdict(TWENTIES, **route) is IF
    assert verdict(LEFT, start=date(2026, 12, 1), **route) is YES


@pytest.mark.parametrize(
    ("answer", "found"), [("have", YES), ("expect", IF), ("unsure", IF), (None, IF), ("not-yet", NOT_YET)]
)
@pytest.mark.parametrize("subject", ["english", "maths"])
def test_needed_pass_is_had_or_expected_or_missing(subject: str, answer: str | None, found: Verdict) -> None:
    said = Said("19-24", **{subject: answer})
    assert verdict(said, **{subject: SubjectRule.NEEDED}) is found


def test_who_has_not_sat_the_exam_yet_is_not_sent_away_for_it() -> None:
    assert verdict(Said("year-10-11", maths="not-yet"), maths=SubjectRule.NEEDED) is IF


@pytest.mark.parametrize(("answer", "found"), [("have", YES), ("expect", YES), (None, YES), ("not-yet", IF)])
def test_resit_alongside_is_a_condition_and_no_wall(answer: str | None, found: Verdict) -> None:
    assert verdict(Said("19-24", maths=answer), maths=SubjectRule.CAN_STUDY_ALONGSIDE) is found


@pytest.mark.parametrize(("count", "found"), [(5, YES), (7, YES), (4, NOT_YET), (None, IF)])
def test_count_of_gcses(count: int | None, found: Verdict) -> None:
    assert verdict(Said("19-24", gcses=count), gcse_count=5, gcse_grade=4) is found


def test_gcses_that_are_only_expected_make_an_if() -> None:
    assert reasons(Said("year-10-11", gcses=6), gcse_count=5, gcse_grade=4) == ["gcses-expected"]


def test_higher_and_lower_grades_than_we_ask_about_cannot_be_checked() -> None:
    assert reasons(Said("19-24", gcses=6), gcse_count=5, gcse_grade=6) == ["gcses-grade-not-said"]
    assert verdict(Said("19-24", gcses=2), gcse_count=5, gcse_grade=6) is NOT_YET
    assert verdict(Said("19-24", gcses=2), gcse_count=3, gcse_grade=3) is IF
    assert verdict(Said("19-24", gcses=3), gcse_count=3, gcse_grade=3) is YES


def test_level_that_has_to_be_held() -> None:
    assert verdict(Said("19-24", highest="3"), level_held=Level.THREE) is YES
    assert verdict(Said("19-24", highest="2"), level_held=Level.THREE) is NOT_YET
    assert verdict(TWENTIES, level_held=Level.THREE) is IF
    assert reasons(YEAR_13, level_held=Level.THREE) == ["level-expected"]
    assert verdict(YEAR_11, level_held=Level.THREE) is NOT_YET


def test_degree_builds_on_level_3_even_where_it_does_not_say_so() -> None:
    degree = {"route": Route.DEGREE, "level": Level.SIX}
    assert verdict(YEAR_11, **degree) is NOT_YET
    assert reasons(YEAR_11, **degree) == ["usual-level-missing"]
    assert judged(YEAR_11, **degree).reasons[0].values == {"level": list(Level).index(Level.THREE)}
    assert verdict(YEAR_13, **degree) is IF
    assert verdict(Said("left-under-19", highest="3"), **degree) is YES
    assert reasons(Said("25-plus", highest="1"), **degree) == ["usual-level-or-experience"]


def test_level_3_that_names_its_gcses_is_not_asked_for_level_2_besides() -> None:
    college = {"route": Route.VOCATIONAL, "level": Level.THREE}
    assert verdict(Said("19-24", gcses=5, highest="1"), gcse_count=4, gcse_grade=4, **college) is YES
    assert verdict(Said("19-24", gcses=5, highest="1"), **college) is IF


@pytest.mark.parametrize("held", [None, 0, 95, 111])
def test_points_warn_and_never_hide(held: int | None) -> None:
    assert verdict(Said("19-24", points=held), points=112) is IF


def test_points_that_others_usually_came_with_only_warn_who_has_fewer() -> None:
    assert reasons(Said("19-24", points=80), points_low=96) == ["points-usually-more"]
    assert verdict(TWENTIES, points_low=96) is YES
    assert verdict(Said("19-24", points=112), points=112) is YES


def test_subjects_and_plan_are_said_and_never_hide() -> None:
    assert reasons(TWENTIES, has_required_subjects=True) == ["subjects-not-checked"]
    assert reasons(TWENTIES, needs_ehcp=True) == ["needs-ehcp"]
    assert verdict(TWENTIES, needs_ehcp=True, has_required_subjects=True) is IF


def test_words_of_the_provider_are_pointed_to_and_change_nothing() -> None:
    assert reasons(TWENTIES, has_text=True) == ["more-in-words"]
    assert verdict(TWENTIES, has_text=True) is YES


def test_across_the_border_the_answer_is_never_certain() -> None:
    found = judged(TWENTIES, nation=Nation.WALES)
    assert found.verdict is IF
    assert found.reasons[0].values == {"nation": list(Nation).index(Nation.WALES)}


def test_worst_reason_comes_first_and_decides() -> None:
    said = Said("19-24", english="not-yet", points=10)
    found = judged(said, english=SubjectRule.NEEDED, points=100, has_text=True)
    assert [reason.code.value for reason in found.reasons] == [
        "english-missing",
        "points-fewer",
        "more-in-words",
    ]
    assert found.verdict is NOT_YET
    assert found.verdict.code == "not-yet"


def test_helper_is_told_conditions_and_hardly_ever_no() -> None:
    helping = Said("helping")
    assert verdict(helping, min_age=16, after_school=True) is IF
    assert verdict(helping) is YES


def test_start_that_nobody_knows_is_taken_for_next_september() -> None:
    asked = columns_of(asks(after_school=True))
    assert applicant(YEAR_11, LAW, TODAY).explain(asked, 0, NO_START).reasons[0].code == "perhaps-at-school"
    assert applicant(YEAR_9, LAW, TODAY).explain(asked, 0, NO_START).verdict is NOT_YET
    assert applicant(YEAR_13, LAW, TODAY).explain(asked, 0, NO_START).verdict is YES
