"""Old enough, young enough and out of school: the day that decides, and the day before it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Level, Nation, Route
from pathways.eligibility.reasons import Verdict
from tests.unit.eligibility.learners import Said, judged, people, reasons, verdict

YEAR_9, YEAR_11, YEAR_13 = Said("year-8-9"), Said("year-10-11"), Said("year-12-13")
LEFT, TWENTIES, GROWN, HELPER = Said("left-under-19"), Said("19-24"), Said("25-plus"), Said("helping")
JANUARY, SEPTEMBER = date(2027, 1, 10), date(2027, 9, 6)
JOB = {"route": Route.APPRENTICESHIP, "level": Level.TWO}
FOUNDATION = {"route": Route.FOUNDATION_APPRENTICESHIP, "level": Level.TWO}
LEVEL_7_JOB = {"route": Route.DEGREE_APPRENTICESHIP, "level": Level.SEVEN}
INTERNSHIP = {"route": Route.SUPPORTED_INTERNSHIP, "level": Level.ONE}
TAUGHT_LEVEL_7 = Said("25-plus", highest="6")


@pytest.mark.parametrize(
    ("said", "start", "least", "told"),
    [
        (YEAR_9, JANUARY, 12, []),
        (YEAR_9, JANUARY, 14, ["old-enough-soon"]),
        (YEAR_9, JANUARY, 15, ["old-enough-soon"]),
        (YEAR_9, JANUARY, 16, ["too-young"]),
        (YEAR_11, JANUARY, 14, []),
        (YEAR_11, JANUARY, 15, ["old-enough-soon"]),
        (YEAR_11, JANUARY, 17, ["old-enough-soon"]),
        (YEAR_11, JANUARY, 18, ["too-young"]),
        (YEAR_13, JANUARY, 16, []),
        (YEAR_13, JANUARY, 18, ["old-enough-soon"]),
        (YEAR_13, JANUARY, 20, ["too-young"]),
        (LEFT, JANUARY, 16, []),
        (LEFT, JANUARY, 18, ["old-enough-soon"]),
        (TWENTIES, JANUARY, 19, []),
        (TWENTIES, JANUARY, 21, ["old-enough-soon"]),
        (GROWN, JANUARY, 25, []),
        (GROWN, JANUARY, 26, ["old-enough-soon"]),
        (HELPER, JANUARY, 19, ["old-enough-soon"]),
    ],
)
def test_least_age_is_met_perhaps_met_or_far_away(
    said: Said, start: date, least: int, told: list[str]
) -> None:
    assert reasons(said, start=start, min_age=least) == told


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (date(2028, 8, 30), ["old-enough-soon"]),
        (date(2028, 8, 31), []),
        (date(2028, 9, 1), []),
    ],
)
def test_youngest_of_year_10_turns_sixteen_on_the_last_day_of_august(start: date, told: list[str]) -> None:
    assert reasons(YEAR_11, start=start, min_age=16) == told


def test_a_year_of_waiting_helps_with_a_course_and_not_with_a_job() -> None:
    assert reasons(YEAR_11, start=JANUARY, min_age=17) == ["old-enough-soon"]
    assert reasons(YEAR_11, start=JANUARY, min_age=17, **JOB) == ["too-young"]


def test_the_law_goes_before_a_lower_age_that_a_provider_writes() -> None:
    found = judged(YEAR_9, start=SEPTEMBER, min_age=14, **JOB)
    assert [reason.code for reason in found.reasons] == ["too-young"]
    assert found.reasons[0].values == {"age": 16}


def test_a_provider_may_ask_for_more_years_than_the_law() -> None:
    found = judged(LEFT, start=JANUARY, min_age=20, **JOB)
    assert found.reasons[0].code == "too-young"
    assert found.reasons[0].values == {"age": 20}


@pytest.mark.parametrize("nation", [Nation.SCOTLAND, Nation.WALES, Nation.NORTHERN_IRELAND])
def test_ages_of_english_law_stay_in_england(nation: Nation) -> None:
    bootcamp = {"route": Route.BOOTCAMP, "level": Level.TWO, "start": JANUARY}
    assert reasons(LEFT, **bootcamp) == ["old-enough-soon"]
    assert reasons(LEFT, nation=nation, **bootcamp) == ["other-nation"]


@pytest.mark.parametrize(
    ("said", "most", "told"),
    [
        (YEAR_11, 17, []),
        (YEAR_11, 16, ["perhaps-too-old"]),
        (YEAR_11, 15, ["perhaps-too-old"]),
        (YEAR_11, 14, ["too-old"]),
        (YEAR_13, 19, []),
        (YEAR_13, 18, ["perhaps-too-old"]),
        (YEAR_13, 16, ["too-old"]),
        (TWENTIES, 25, []),
        (TWENTIES, 24, ["perhaps-too-old"]),
        (TWENTIES, 19, ["perhaps-too-old"]),
        (TWENTIES, 18, ["too-old"]),
        (GROWN, 25, ["perhaps-too-old"]),
        (GROWN, 24, ["too-old"]),
        (HELPER, 18, ["perhaps-too-old"]),
    ],
)
def test_greatest_age_that_is_written_is_read_at_the_start(said: Said, most: int, told: list[str]) -> None:
    assert reasons(said, start=SEPTEMBER, max_age=most) == told


@pytest.mark.parametrize(
    ("said", "asked", "told"),
    [
        (LEFT, FOUNDATION, []),
        (TWENTIES, FOUNDATION, ["perhaps-too-old"]),
        (GROWN, FOUNDATION, ["too-old"]),
        (YEAR_13, INTERNSHIP, []),
        (TWENTIES, INTERNSHIP, ["perhaps-too-old"]),
        (GROWN, INTERNSHIP, ["too-old"]),
        (TAUGHT_LEVEL_7, LEVEL_7_JOB, ["too-old"]),
        (Said("19-24", highest="6"), LEVEL_7_JOB, ["perhaps-too-old"]),
    ],
)
def test_greatest_age_of_the_law(said: Said, asked: dict[str, object], told: list[str]) -> None:
    assert reasons(said, start=SEPTEMBER, **asked) == told


def test_what_a_provider_writes_of_exceptions_does_not_undo_the_law() -> None:
    written = {"max_age": 18, "age_exceptions": True}
    assert reasons(GROWN, start=SEPTEMBER, **written) == ["older-but-exceptions"]
    assert reasons(GROWN, start=SEPTEMBER, **written, **FOUNDATION) == ["too-old"]


def test_lower_of_two_greatest_ages_is_the_one_that_is_told() -> None:
    by_provider = judged(GROWN, start=SEPTEMBER, max_age=18, **FOUNDATION)
    by_law = judged(GROWN, start=SEPTEMBER, max_age=30, **FOUNDATION)
    assert by_provider.reasons[0].values == {"age": 18}
    assert by_law.reasons[0].values == {"age": 21}


@pytest.mark.parametrize(
    ("start", "told"), [(date(2025, 12, 31), []), (date(2026, 1, 1), ["too-old"]), (SEPTEMBER, ["too-old"])]
)
def test_a_rule_of_age_begins_on_its_first_day(start: date, told: list[str]) -> None:
    assert reasons(TAUGHT_LEVEL_7, today=date(2025, 11, 3), start=start, **LEVEL_7_JOB) == told


@pytest.mark.parametrize(
    ("said", "start", "told"),
    [
        (YEAR_11, date(2027, 6, 24), ["school-ends-first"]),
        (YEAR_11, date(2027, 6, 25), ["perhaps-at-school"]),
        (YEAR_11, date(2028, 6, 29), ["perhaps-at-school"]),
        (YEAR_11, date(2028, 6, 30), []),
        (YEAR_9, date(2028, 6, 28), ["still-at-school"]),
        (YEAR_9, date(2028, 6, 30), ["school-ends-first"]),
        (YEAR_9, date(2029, 6, 29), ["perhaps-at-school"]),
        (YEAR_9, date(2030, 6, 28), []),
        (YEAR_13, JANUARY, []),
        (LEFT, JANUARY, []),
        (HELPER, JANUARY, ["perhaps-at-school"]),
    ],
)
def test_the_last_friday_in_june_of_year_11_decides(said: Said, start: date, told: list[str]) -> None:
    assert reasons(said, start=start, after_school=True) == told


@pytest.mark.parametrize(
    ("said", "start", "year"),
    [
        (YEAR_11, date(2027, 6, 24), 11),
        (YEAR_11, date(2027, 6, 25), 11),
        (YEAR_9, date(2028, 6, 30), 9),
        (YEAR_9, date(2029, 6, 29), 9),
        (HELPER, JANUARY, 0),
    ],
)
def test_two_school_years_are_one_answer_so_the_higher_is_named(said: Said, start: date, year: int) -> None:
    found = judged(said, start=start, after_school=True).reasons[0]
    assert found.code in ("school-ends-first", "perhaps-at-school")
    assert found.values["year"] == year


def test_a_job_does_not_wait_for_the_summer() -> None:
    assert reasons(YEAR_11, start=date(2027, 6, 24), after_school=True, **JOB) == [
        "still-at-school",
        "old-enough-soon",
    ]
    assert reasons(YEAR_11, start=date(2027, 6, 25), after_school=True, **JOB) == [
        "old-enough-soon",
        "perhaps-at-school",
    ]


@given(people, st.integers(13, 60), st.dates(date(2026, 11, 21), date(2029, 12, 31)))
def test_a_year_more_asked_never_lets_more_people_in(said: Said, least: int, start: date) -> None:
    assert verdict(said, start=start, min_age=least + 1) <= verdict(said, start=start, min_age=least)


@given(people, st.integers(13, 60), st.dates(date(2026, 11, 21), date(2029, 12, 31)))
def test_a_year_more_allowed_never_shuts_anybody_out(said: Said, most: int, start: date) -> None:
    assert verdict(said, start=start, max_age=most + 1) >= verdict(said, start=start, max_age=most)


@given(st.integers(13, 60), st.dates(date(2026, 11, 21), date(2029, 12, 31)))
def test_nobody_with_a_helper_is_too_young(age: int, start: date) -> None:
    assert verdict(HELPER, start=start, min_age=age) >= Verdict.IF


@given(st.integers(16, 60), st.dates(date(2026, 11, 21), date(2029, 11, 20)))
def test_nobody_with_a_helper_is_too_old_for_what_takes_people_who_are_thirteen_now(
    age: int, start: date
) -> None:
    assert verdict(HELPER, start=start, max_age=age) >= Verdict.IF


def test_whom_somebody_helps_is_at_least_thirteen_and_grows_older() -> None:
    assert verdict(HELPER, start=date(2027, 1, 4), max_age=13) >= Verdict.IF
    assert verdict(HELPER, start=date(2028, 1, 1), max_age=13) is Verdict.NOT_YET
