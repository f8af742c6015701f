"""Ideas taken apart: a job, an area, a route, a level or plain words, and how near each programme comes."""

from __future__ import annotations

import numpy as np
import pytest

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import Answers
from pathways.guidance.like import wishes_like
from pathways.guidance.wishes import (
    AREA_ASKED,
    AREA_TOUCHED,
    AS_ASKED,
    FURTHER_AREA,
    SAME_AREA,
    SAME_OCCUPATION,
    SAME_SUBJECT,
    read_wishes,
    wishes_by_programme,
)
from tests.unit.guidance.market_town import PROFILES, TITLES, TODAY, ground_for, titles_on


def near(town: CatalogueSnapshot, *ideas: str) -> dict[str, float]:
    """How near each programme of the town comes to the nearest of some ideas."""
    return {title: value for title, (value, _) in told(town, *ideas).items()}


def told(town: CatalogueSnapshot, *ideas: str) -> dict[str, tuple[float, int]]:
    """The same with which idea it is."""
    wishes = read_wishes(town, ideas, PROFILES, TODAY)
    ground = ground_for(town, Answers())
    best, which = wishes_by_programme(wishes, 0, town.segments[0], ground.kinds, PROFILES)
    return {
        title: (float(best[at]), int(which[at]))
        for title, at in zip(titles_on(ground), ground.programmes.tolist(), strict=True)
    }


def test_a_plumber_to_be_finds_plumbing_then_other_trades(town: CatalogueSnapshot) -> None:
    found = near(town, "occupation:plumber")
    assert found["Plumbing"] == found["Plumbing apprenticeship"] == SAME_OCCUPATION
    assert found["Truro joinery"] == SAME_SUBJECT
    assert found["Nursing BSc"] == found["Web design online"] == 0.0


def test_an_electrician_to_be_finds_the_trade_next_door(town: CatalogueSnapshot) -> None:
    found = near(town, "occupation:electrician")
    assert SAME_AREA <= found["Plumbing"] < SAME_OCCUPATION


def test_a_nurse_to_be_is_shown_the_course_in_the_same_area(town: CatalogueSnapshot) -> None:
    found = near(town, "occupation:nurse")
    assert found["Nursing BSc"] == SAME_OCCUPATION
    assert found["Health T Level"] == SAME_AREA


def test_a_care_worker_to_be_is_shown_what_touches_care(town: CatalogueSnapshot) -> None:
    found = near(town, "occupation:care-worker")
    assert found["Health T Level"] == FURTHER_AREA
    assert found["Plumbing"] == 0.0


def test_an_area_counts_more_where_it_comes_first(town: CatalogueSnapshot) -> None:
    assert near(town, "area:health")["Health T Level"] == AREA_ASKED
    assert near(town, "area:care-support")["Health T Level"] == AREA_TOUCHED
    assert near(town, "area:care-support")["Nursing BSc"] == 0.0


@pytest.mark.parametrize(
    ("idea", "titles"),
    [
        ("route:t-level", {"Health T Level"}),
        ("route:degree", {"Nursing BSc"}),
        ("route:vocational", {"Plumbing", "Truro joinery", "Childcare anywhere"}),
        ("level:1", {"Words for work"}),
        ("level:6", {"Nursing BSc"}),
        ("level:3", {"A level Fine Art", "Health T Level", "Truro joinery", "Web design online"}),
        ("route:foundation-degree", set()),
        ("level:7", set()),
    ],
)
def test_a_route_or_a_level_is_met_or_not(town: CatalogueSnapshot, idea: str, titles: set[str]) -> None:
    found = near(town, idea)
    assert {title for title, value in found.items() if value == AS_ASKED} == titles
    assert {value for title, value in found.items() if title not in titles} <= {0.0}


def test_plain_words_find_what_holds_them_all(town: CatalogueSnapshot) -> None:
    found = near(town, "words:joinery")
    assert found["Truro joinery"] == max(found.values()) > 0.5
    assert found["Health T Level"] == 0.0


@pytest.mark.parametrize("words", ["words:unicorn taming", "words:zzzz"])
def test_words_that_nothing_holds_speak_for_nothing(town: CatalogueSnapshot, words: str) -> None:
    assert set(near(town, words).values()) == {0.0}


def test_the_nearest_of_several_ideas_counts_and_is_named(town: CatalogueSnapshot) -> None:
    found = told(town, "area:building-construction", "occupation:plumber", "route:degree")
    assert found["Plumbing"] == (SAME_OCCUPATION, 1)
    assert found["Truro joinery"] == (AREA_ASKED, 0)
    assert found["Nursing BSc"] == (AS_ASKED, 2)


def test_of_two_ideas_that_come_equally_near_the_first_is_named(town: CatalogueSnapshot) -> None:
    assert told(town, "area:health", "route:degree")["Nursing BSc"] == (AREA_ASKED, 0)
    assert told(town, "route:degree", "area:health")["Nursing BSc"] == (AS_ASKED, 0)


def test_a_job_that_is_not_known_any_more_is_left_out(town: CatalogueSnapshot) -> None:
    wishes = read_wishes(town, ("occupation:lamplighter", "occupation:nurse"), PROFILES, TODAY)
    assert [wish.value for wish in wishes] == ["nurse"]
    assert read_wishes(town, (), PROFILES, TODAY) == ()


def test_more_ideas_never_take_a_programme_further_away(town: CatalogueSnapshot) -> None:
    ideas = ("occupation:nurse", "area:care-support", "words:plumbing", "level:2", "route:bootcamp")
    for many in range(1, len(ideas)):
        fewer, more = near(town, *ideas[:many]), near(town, *ideas[: many + 1])
        assert all(more[title] >= value for title, value in fewer.items())


def opportunity_id(town: CatalogueSnapshot, title: str) -> int:
    ground = ground_for(town, Answers())
    return int(town.segments[0].ids[ground.rows[titles_on(ground).index(title)]])


def test_more_like_plumbing_is_its_job_and_its_words(town: CatalogueSnapshot) -> None:
    wishes, programme = wishes_like(town, opportunity_id(town, "Plumbing"), TODAY, PROFILES)
    assert [(wish.kind, wish.value) for wish in wishes] == [("words", "Plumbing"), ("occupation", "plumber")]
    ground = ground_for(town, Answers())
    at = titles_on(ground).index("Plumbing")
    assert programme == int(ground.day.segment.programme_ids[ground.programmes[at]])


def test_more_like_a_t_level_without_a_job_is_its_area_and_its_words(town: CatalogueSnapshot) -> None:
    wishes, _ = wishes_like(town, opportunity_id(town, "Health T Level"), TODAY, PROFILES)
    assert [(wish.kind, wish.value) for wish in wishes] == [("words", "Health T Level"), ("area", "health")]


@pytest.mark.parametrize("gone", [None, 0, -1, 999_999_999])
def test_more_like_nothing_is_nothing(town: CatalogueSnapshot, gone: int | None) -> None:
    assert wishes_like(town, gone, TODAY, PROFILES) == ((), None)


@pytest.mark.parametrize("title", TITLES)
def test_everything_is_most_like_itself(town: CatalogueSnapshot, title: str) -> None:
    wishes, _ = wishes_like(town, opportunity_id(town, title), TODAY, PROFILES)
    ground = ground_for(town, Answers())
    best, _ = wishes_by_programme(wishes, 0, town.segments[0], ground.kinds, PROFILES)
    own = best[ground.programmes[titles_on(ground).index(title)]]
    assert own == best.max() > 0.5
    assert np.isfinite(best).all()
