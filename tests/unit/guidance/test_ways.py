"""The parts of how and when: at work or in class, in which pattern of the week, and from which month."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.codes import day_of
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import PATTERNS, Answers, Pattern
from pathways.guidance.ways import (
    DAY_RELEASE_IS_PART_TIME,
    PATTERN_OTHER,
    PATTERN_UNKNOWN,
    START_LATE,
    START_TOO_SOON,
    START_UNKNOWN,
    learning_by_kind,
    wanted_days,
)
from tests.unit.guidance.drawn_answers import some_of
from tests.unit.guidance.market_town import by_title, ground_for, of_kinds, parts_for


def pattern(town: CatalogueSnapshot, *wanted: Pattern) -> dict[str, float]:
    ground, parts = parts_for(town, Answers(patterns=wanted))
    return by_title(ground, parts["pattern"])


def start(town: CatalogueSnapshot, month: str) -> dict[str, float]:
    ground, parts = parts_for(town, Answers(start_from=month))
    return by_title(ground, parts["start"])


def test_a_parent_who_has_evenings_finds_the_evening_class(town: CatalogueSnapshot) -> None:
    found = pattern(town, "evening-weekend")
    assert [title for title, value in found.items() if value == 1.0] == ["Words for work"]
    assert found["Web design online"] == found["Plumbing"] == PATTERN_OTHER


def test_a_day_a_week_at_college_is_nearly_part_time(town: CatalogueSnapshot) -> None:
    found = pattern(town, "part-time")
    assert found["Web design online"] == 1.0
    assert found["Plumbing apprenticeship"] == DAY_RELEASE_IS_PART_TIME
    assert found["Plumbing"] == PATTERN_OTHER
    assert pattern(town, "full-time")["Plumbing apprenticeship"] == PATTERN_OTHER


def test_a_pattern_that_nobody_stated_counts_neither_way(town: CatalogueSnapshot) -> None:
    for wanted in PATTERNS:
        assert pattern(town, wanted)["Childcare anywhere"] == PATTERN_UNKNOWN


@given(some_of(PATTERNS, 3).filter(bool), st.sampled_from(PATTERNS))
def test_being_free_at_more_times_never_takes_anything_away(
    town: CatalogueSnapshot, wanted: tuple[Pattern, ...], more: Pattern
) -> None:
    before, after = pattern(town, *wanted), pattern(town, *sorted({*wanted, more}))
    assert all(after[title] >= value for title, value in before.items())


def test_what_starts_when_somebody_wants_is_in_time(town: CatalogueSnapshot) -> None:
    found = start(town, "2027-09")
    assert found["Plumbing"] == found["Nursing BSc"] == 1.0
    assert found["Web design online"] == START_TOO_SOON
    assert found["Steps to work"] == START_UNKNOWN


def test_half_a_year_is_waited_and_no_longer(town: CatalogueSnapshot) -> None:
    assert start(town, "2027-04")["Plumbing"] == 1.0
    assert start(town, "2027-03")["Plumbing"] == START_LATE
    assert start(town, "2027-10")["Plumbing"] == START_TOO_SOON


@pytest.mark.parametrize("month", ["2026-11", "2027-09", "2031-12"])
def test_what_starts_at_any_time_is_always_in_time(town: CatalogueSnapshot, month: str) -> None:
    assert start(town, month)["Plumbing apprenticeship"] == 1.0


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        ("2027-09", date(2027, 9, 1), date(2028, 2, 29)),
        ("2026-09", date(2026, 9, 1), date(2027, 2, 28)),
        ("2027-01", date(2027, 1, 1), date(2027, 6, 30)),
        ("2027-12", date(2027, 12, 1), date(2028, 5, 31)),
    ],
)
def test_in_time_runs_from_the_first_of_a_month_to_the_end_of_the_sixth(
    month: str, first: date, last: date
) -> None:
    assert tuple(map(day_of, wanted_days(month))) == (first, last)


@given(st.dates(date(2020, 1, 1), date(2029, 12, 31)))
def test_the_days_wanted_meet_those_wanted_half_a_year_on(day: date) -> None:
    _, last = wanted_days(f"{day:%Y-%m}")
    after = day_of(last) + timedelta(days=1)
    assert after.day == 1
    assert wanted_days(f"{after:%Y-%m}")[0] == last + 1


@pytest.mark.parametrize("month", ["", "2027", "2027-13", "2027-9", "soon", "2027-09-06"])
def test_what_is_no_month_is_refused(month: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        wanted_days(month)


@pytest.mark.parametrize("answers", [Answers(), Answers(learning="unsure")])
def test_somebody_unsure_how_to_learn_leaves_all_routes_equal(
    town: CatalogueSnapshot, answers: Answers
) -> None:
    ground = ground_for(town, answers)
    assert set(of_kinds(ground, learning_by_kind(answers, ground.kinds)).values()) == {0.5}


def test_a_mix_is_what_a_t_level_is(town: CatalogueSnapshot) -> None:
    ground = ground_for(town, Answers())
    found = of_kinds(ground, learning_by_kind(Answers(learning="mix"), ground.kinds))
    assert max(found, key=lambda title: found[title]) == "Health T Level"
    assert found["Plumbing"] > found["A level Fine Art"]
