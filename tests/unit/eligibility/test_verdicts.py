"""One rule, two uses: what hides nothing and what tells why agree, whatever is asked and said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Level, Nation, Route, SubjectRule
from pathways.eligibility import grades, rules
from pathways.eligibility.periods import NO_START, YEARS_AHEAD, day_number, periods_for
from pathways.eligibility.person import person_of
from pathways.eligibility.reasons import NUMBERS, REASONS, VERDICT_NUMBERS, Reason, Verdict, verdict_for
from pathways.eligibility.school_years import age_on, leaves_school_on
from pathways.eligibility.verdicts import applicant
from tests.unit.eligibility.learners import (
    LAW,
    ROUTES,
    STAGES,
    TODAY,
    Said,
    asks,
    columns_of,
    days,
    judged,
    people,
    requirements,
)

starts = st.lists(
    st.integers(0, 4 * 365).map(lambda ahead: day_number(TODAY) + ahead) | st.just(NO_START), min_size=1
)


@given(people, st.lists(requirements, min_size=1, max_size=4), starts)
def test_table_and_explanation_say_the_same(
    said: Said, asked: list[dict[str, int]], found: list[int]
) -> None:
    someone, entry = applicant(said, LAW, TODAY), columns_of(*asked)
    table = someone.table(entry)
    for at in range(len(asked)):
        many = table.at(np.full(len(found), at), np.array(found, np.int32))
        assert many.tolist() == [table.explain(at, start).verdict for start in found]


@given(people, requirements, days)
def test_a_period_stands_for_each_of_its_days(said: Said, asked: dict[str, int], start: date) -> None:
    """Starts on any day of a period are judged as if the turning point had been that very day."""
    person = person_of(said, TODAY)
    periods = periods_for(person, LAW, TODAY)
    number = day_number(start)
    if not periods.begins[0] <= number < day_number(TODAY) + YEARS_AHEAD * 365:
        return
    at = int(periods.of(np.array([number], np.int32))[0])
    assert periods.youngest[at] == age_on(person.born_last, start)
    assert periods.oldest[at] == age_on(person.born_first, start)
    assert periods.left[at] == (person.leaves_last <= start)
    assert periods.may_have_left[at] == (person.leaves_first <= start)
    assert [rule.holds_on(periods.days[at]) for rule in LAW] == [rule.holds_on(start) for rule in LAW]


@given(people, requirements, days)
def test_verdict_is_the_least_that_its_reasons_leave(said: Said, asked: dict[str, int], start: date) -> None:
    found = applicant(said, LAW, TODAY).explain(columns_of(asked), 0, day_number(start))
    assert found.verdict is min([reason.verdict for reason in found.reasons], default=Verdict.YES)
    assert [reason.verdict for reason in found.reasons] == sorted(reason.verdict for reason in found.reasons)
    assert Reason.NOTHING not in {reason.code for reason in found.reasons}


@given(people, requirements, days, st.integers(0, 200))
def test_points_never_turn_anybody_away(said: Said, asked: dict[str, int], start: date, held: int) -> None:
    entry = columns_of(asked | {"points": -1, "points_low": -1}), columns_of(asked)
    someone = applicant(replace(said, points=held), LAW, TODAY)
    without, with_points = (someone.explain(columns, 0, day_number(start)).verdict for columns in entry)
    assert (with_points is Verdict.NOT_YET) == (without is Verdict.NOT_YET)


@given(people, requirements, days)
def test_a_plan_is_never_a_reason_to_hide(said: Said, asked: dict[str, int], start: date) -> None:
    someone, number = applicant(said, LAW, TODAY), day_number(start)
    without = someone.explain(columns_of(asked | {"needs_ehcp": 0}), 0, number).verdict
    with_plan = someone.explain(columns_of(asked | {"needs_ehcp": 1}), 0, number).verdict
    assert with_plan is min(without, Verdict.IF)


@given(people, requirements, days, st.sampled_from(["english", "maths"]))
def test_holding_a_pass_never_makes_it_worse(
    said: Said, asked: dict[str, int], start: date, subject: str
) -> None:
    better: dict[str, Any] = {subject: "have"}
    number, entry = day_number(start), columns_of(asked)
    before = applicant(said, LAW, TODAY).explain(entry, 0, number).verdict
    assert applicant(replace(said, **better), LAW, TODAY).explain(entry, 0, number).verdict >= before


@given(people, requirements, days, st.integers(0, 12), st.integers(0, 5))
def test_more_gcses_never_make_it_worse(
    said: Said, asked: dict[str, int], start: date, held: int, more: int
) -> None:
    entry, number = columns_of(asked), day_number(start)
    fewer, many = (
        applicant(replace(said, gcses=count), LAW, TODAY).explain(entry, 0, number).verdict
        for count in (held, held + more)
    )
    assert many >= fewer


@given(people, requirements)
def test_no_requirement_makes_it_easier(said: Said, asked: dict[str, int]) -> None:
    """Taking away one thing that is asked never lowers the verdict."""
    someone = applicant(said, LAW, TODAY)
    full = someone.explain(columns_of(asked), 0, NO_START).verdict
    for names in (("min_age",), ("max_age",), ("points", "points_low"), ("level_held", "gcse_count")):
        easier = asked | dict.fromkeys(names, -1)
        if names == ("level_held", "gcse_count"):
            easier["route"] = ROUTES.index(Route.ESSENTIAL_SKILLS)
        assert someone.explain(columns_of(easier), 0, NO_START).verdict >= full


def test_law_is_read_by_the_day_of_the_start() -> None:
    """The same record on two dates: from August 2025 on, English and maths no longer go with it at 19 and over."""
    grown = Said("19-24", english="not-yet", maths="have")
    taken = {"route": Route.APPRENTICESHIP, "level": Level.TWO}
    before = judged(grown, today=date(2025, 6, 1), start=date(2025, 7, 31), **taken)
    after = judged(grown, today=date(2025, 6, 1), start=date(2025, 8, 1), **taken)
    assert [reason.code for reason in before.reasons] == [Reason.ENGLISH_ALONGSIDE]
    assert before.verdict is Verdict.IF
    assert after.reasons == ()
    assert after.verdict is Verdict.YES


def test_level_7_apprenticeship_closed_to_grown_ups_in_2026() -> None:
    someone = Said("25-plus", highest="6")
    taken = {"route": Route.APPRENTICESHIP, "level": Level.SEVEN, "today": date(2025, 11, 1)}
    assert judged(someone, start=date(2025, 12, 31), **taken).verdict is Verdict.YES
    assert judged(someone, start=date(2026, 1, 1), **taken).verdict is Verdict.NOT_YET


def test_apprentice_under_19_studies_english_alongside() -> None:
    young = Said("left-under-19", english="not-yet", maths="have")
    found = judged(young, route=Route.APPRENTICESHIP, level=Level.TWO)
    assert [reason.code for reason in found.reasons] == [Reason.ENGLISH_ALONGSIDE]


def test_positions_are_those_of_the_vocabulary() -> None:
    assert list(SubjectRule)[grades.NOT_NEEDED] is SubjectRule.NOT_NEEDED
    assert list(SubjectRule)[grades.NEEDED] is SubjectRule.NEEDED
    assert list(SubjectRule)[grades.ALONGSIDE] is SubjectRule.CAN_STUDY_ALONGSIDE
    assert list(SubjectRule)[grades.NOT_STATED] is SubjectRule.NOT_STATED
    assert list(Nation)[rules.HOME_NATION] is Nation.ENGLAND
    assert {name: place for place, name in enumerate(Level)} == {
        level: 0 if level is Level.ENTRY else int(level) for level in Level
    }


def test_every_reason_has_its_number_and_verdict() -> None:
    assert [REASONS[NUMBERS[reason]] for reason in Reason] == list(Reason)
    assert [Verdict(number) for number in VERDICT_NUMBERS] == [verdict_for(reason) for reason in Reason]


@given(st.sampled_from(STAGES), days)
def test_stage_gives_ages_that_fit_it_today(stage: str, today: date) -> None:
    person = person_of(Said(stage), today)
    youngest, oldest = age_on(person.born_last, today), age_on(person.born_first, today)
    expected = {
        "year-8-9": (12, 14),
        "year-10-11": (14, 16),
        "year-12-13": (16, 18),
        "left-under-19": (16, 18),
        "19-24": (19, 24),
        "25-plus": (25, 110),
        "helping": (13, 110),
    }[stage]
    assert expected[0] <= youngest <= oldest <= expected[1]


@given(st.dates(date(2005, 1, 1), date(2016, 12, 31)))
def test_school_ends_on_a_friday_in_june_at_sixteen_or_just_before(born: date) -> None:
    leaves = leaves_school_on(born)
    assert (leaves.month, leaves.weekday()) == (6, 4)
    assert (leaves + timedelta(days=7)).month == 7
    assert age_on(born, leaves + timedelta(days=70)) >= 16
    assert age_on(born, leaves) in (15, 16)


@given(people, requirements)
def test_many_requirements_are_judged_as_each_alone(said: Said, asked: dict[str, int]) -> None:
    someone = applicant(said, LAW, TODAY)
    table = someone.table(columns_of(asks(), asked, asks(min_age=30)))
    alone = someone.table(columns_of(asked))
    assert table.verdicts[1].tolist() == alone.verdicts[0].tolist()
