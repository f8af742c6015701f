"""The level that has to be held, and the one that a route builds on where nobody says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Level, Nation, Route
from tests.unit.eligibility.learners import LEVELS, STAGES, Said, judged, reasons, verdict


@pytest.mark.parametrize(
    ("said", "held", "told"),
    [
        (Said("25-plus", highest="none"), Level.ENTRY, ["level-missing"]),
        (Said("25-plus", highest="entry"), Level.ENTRY, []),
        (Said("25-plus", highest="entry"), Level.ONE, ["level-missing"]),
        (Said("25-plus", highest="4"), Level.THREE, []),
        (Said("25-plus"), Level.THREE, ["level-not-said"]),
        (Said("25-plus", points=96), Level.THREE, ["level-expected"]),
        (Said("year-8-9"), Level.ONE, []),
        (Said("year-8-9"), Level.TWO, ["level-expected"]),
        (Said("year-10-11"), Level.TWO, ["level-expected"]),
        (Said("year-10-11"), Level.THREE, ["level-missing"]),
        (Said("year-10-11", highest="2"), Level.TWO, []),
        (Said("year-12-13"), Level.TWO, []),
        (Said("year-12-13"), Level.THREE, ["level-expected"]),
        (Said("year-12-13"), Level.FOUR, ["level-missing"]),
        (Said("left-under-19"), Level.TWO, ["level-not-said"]),
    ],
)
def test_a_level_is_held_expected_missing_or_not_said(said: Said, held: Level, told: list[str]) -> None:
    asked = {"route": Route.ESSENTIAL_SKILLS, "level": Level.ONE}
    assert reasons(said, level_held=held, **asked) == told


def test_the_level_that_is_asked_for_is_told() -> None:
    found = judged(Said("25-plus", highest="1"), level_held=Level.THREE).reasons[0]
    assert found.values == {"level": LEVELS.index(Level.THREE)}


@pytest.mark.parametrize(
    ("route", "level", "said", "told"),
    [
        (Route.A_LEVEL, Level.THREE, Said("year-10-11"), ["usual-level-expected"]),
        (Route.T_LEVEL, Level.THREE, Said("left-under-19", highest="2"), []),
        (Route.T_LEVEL, Level.THREE, Said("left-under-19", highest="1"), ["usual-level-or-experience"]),
        (Route.V_LEVEL, Level.THREE, Said("left-under-19"), ["usual-level-not-said"]),
        (Route.VOCATIONAL, Level.THREE, Said("25-plus", highest="none"), ["usual-level-or-experience"]),
        (Route.VOCATIONAL, Level.FOUR, Said("left-under-19", highest="2"), ["usual-level-missing"]),
        (Route.VOCATIONAL, Level.FOUR, Said("19-24", highest="2"), ["usual-level-or-experience"]),
        (Route.VOCATIONAL, Level.TWO, Said("left-under-19", highest="none"), []),
        (Route.DEGREE, Level.SIX, Said("year-12-13"), ["usual-level-expected"]),
        (Route.DEGREE, Level.SIX, Said("year-12-13", highest="3"), []),
        (Route.DEGREE, Level.SIX, Said("year-8-9"), ["usual-level-missing"]),
        (Route.FOUNDATION_DEGREE, Level.FIVE, Said("25-plus"), ["usual-level-not-said"]),
        (Route.HIGHER_TECHNICAL, Level.FOUR, Said("25-plus", highest="2"), ["usual-level-or-experience"]),
        (Route.ESSENTIAL_SKILLS, Level.ONE, Said("25-plus", highest="none"), []),
    ],
)
def test_what_a_route_builds_on(route: Route, level: Level, said: Said, told: list[str]) -> None:
    assert reasons(said, route=route, level=level) == told


def test_a_level_that_is_written_goes_before_what_is_usual() -> None:
    degree = {"route": Route.DEGREE, "level": Level.SIX, "level_held": Level.TWO}
    assert reasons(Said("left-under-19", highest="2"), **degree) == []
    assert reasons(Said("left-under-19", highest="1"), **degree) == ["level-missing"]


def test_gcses_that_a_degree_names_do_not_stand_for_its_level() -> None:
    degree = {"route": Route.DEGREE, "level": Level.SIX, "gcse_count": 5, "gcse_grade": 4}
    assert reasons(Said("left-under-19", highest="2", gcses=8), **degree) == ["usual-level-missing"]


@pytest.mark.parametrize(
    ("nation", "told"),
    [
        (Nation.ENGLAND, ["usual-level-missing"]),
        (Nation.WALES, ["usual-level-missing", "other-nation"]),
        (Nation.NORTHERN_IRELAND, ["usual-level-missing", "other-nation"]),
        (Nation.SCOTLAND, ["other-nation"]),
    ],
)
def test_scottish_degrees_are_not_judged_by_levels_of_elsewhere(nation: Nation, told: list[str]) -> None:
    said = Said("left-under-19", highest="2")
    assert reasons(said, route=Route.DEGREE, level=Level.SIX, nation=nation) == told


@given(st.sampled_from(STAGES), st.sampled_from(["none", "entry", "1", "2", "3", "4", "5"]), st.data())
def test_holding_one_level_more_never_makes_it_worse(stage: str, highest: str, data: st.DataObject) -> None:
    order = ("none", "entry", "1", "2", "3", "4", "5", "6")
    asked = {
        "route": data.draw(st.sampled_from(Route)),
        "level": data.draw(st.sampled_from(Level)),
        "level_held": data.draw(st.sampled_from([-1, *Level])),
    }
    higher = order[order.index(highest) + 1]
    assert verdict(Said(stage, highest=higher), **asked) >= verdict(Said(stage, highest=highest), **asked)
