"""What follows from what somebody said, and nothing more than that."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from pathways.eligibility.person import NO_LEVEL, UNKNOWN_LEVEL, person_of
from pathways.eligibility.school_years import age_on
from tests.unit.eligibility.learners import TODAY, Said, days, people


def test_years_10_and_11_are_born_in_two_school_years() -> None:
    person = person_of(Said("year-10-11"), TODAY)
    assert (person.born_first, person.born_last) == (date(2010, 9, 1), date(2012, 8, 31))
    assert (person.leaves_first, person.leaves_last) == (date(2027, 6, 25), date(2028, 6, 30))


def test_year_moves_on_in_september() -> None:
    in_august, in_september = (
        person_of(Said("year-12-13"), day) for day in (date(2026, 8, 31), date(2026, 9, 1))
    )
    assert in_august.born_first == date(2007, 9, 1)
    assert in_september.born_first == date(2008, 9, 1)


@pytest.mark.parametrize("stage", ["left-under-19", "19-24", "25-plus"])
def test_who_left_school_has_left_it_already(stage: str) -> None:
    person = person_of(Said(stage), TODAY)
    assert person.leaves_first <= person.leaves_last <= TODAY


@pytest.mark.parametrize(
    ("said", "level", "expected"),
    [
        (Said("year-8-9"), 1, 2),
        (Said("year-10-11"), 1, 2),
        (Said("year-10-11", highest="2"), 2, 2),
        (Said("year-12-13"), 2, 3),
        (Said("year-12-13", highest="none"), NO_LEVEL, 3),
        (Said("left-under-19"), UNKNOWN_LEVEL, NO_LEVEL),
        (Said("19-24", highest="entry"), 0, NO_LEVEL),
        (Said("19-24", points=96), UNKNOWN_LEVEL, 3),
        (Said("19-24", points=0), UNKNOWN_LEVEL, NO_LEVEL),
        (Said("25-plus", highest="6"), 6, NO_LEVEL),
        (Said("helping"), UNKNOWN_LEVEL, NO_LEVEL),
    ],
)
def test_stage_tells_what_is_held_and_what_is_worked_for(said: Said, level: int, expected: int) -> None:
    person = person_of(said, TODAY)
    assert (person.level, person.expected) == (level, expected)


@pytest.mark.parametrize("said", [Said("wizard"), Said(""), Said("19-24", highest="9")])
def test_codes_that_do_not_exist_are_refused(said: Said) -> None:
    with pytest.raises(ValueError, match=r"is no (stage|level)"):
        person_of(said, TODAY)


@given(people, days)
def test_whoever_it_is_the_oldest_was_born_first(said: Said, today: date) -> None:
    person = person_of(said, today)
    assert person.born_first <= person.born_last < today
    assert person.leaves_first <= person.leaves_last
    assert age_on(person.born_last, today) <= age_on(person.born_first, today)


@given(people, days)
def test_what_was_not_said_is_not_made_up(said: Said, today: date) -> None:
    person = person_of(said, today)
    assert (person.gcses == -1) == (said.gcses is None)
    assert (person.points == -1) == (said.points is None)
    assert person.english == (said.english or "unsaid")
    assert person.is_adult == (age_on(person.born_last, today) >= 19)
    assert person.born_last < today - timedelta(days=365)
