"""The ways on from an empty list: each says what it drops, and leads to just the search that was counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from pathways.catalogue.criteria import DEFAULT_MILES, Learner, SearchCriteria
from pathways.catalogue.results import Correction, Results, WayOn
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, StartWindow
from pathways.front.chips import chips, cleared
from pathways.front.ways_on import WayOnLink, ways_on
from tests.unit.front.searches import NOTHING, PRESTON, filters_in_force, read, searches

pytestmark = pytest.mark.usefixtures("in_english")

FULL = SearchCriteria(
    text="law engines",
    place=PRESTON,
    miles=5,
    routes=frozenset({Route.T_LEVEL, Route.DEGREE}),
    levels=frozenset({Level.THREE}),
    areas=frozenset({Area.HEALTH}),
    modes=frozenset({Mode.PART_TIME}),
    deliveries=frozenset({Delivery.ONLINE}),
    money=frozenset({Money.FREE}),
    start=StartWindow.NOW,
    provider_id=7,
    eligible_for=Learner("19-24", maths="have"),
)


def offered(way: WayOn, criteria: SearchCriteria = FULL, results: Results = NOTHING) -> tuple[WayOnLink, ...]:
    return ways_on(criteria, replace(results, ways_on=(way,)), None)


@pytest.mark.parametrize(
    ("way", "words", "left"),
    [
        (
            WayOn("route", "degree", 3),
            "Search without Degree",
            replace(FULL, routes=frozenset({Route.T_LEVEL})),
        ),
        (
            WayOn("route", None, 3),
            "Search without Degree, T Level",
            replace(FULL, routes=frozenset()),
        ),
        (WayOn("level", "3", 3), "Search without Level 3", replace(FULL, levels=frozenset())),
        (WayOn("area", None, 3), "Search without Health", replace(FULL, areas=frozenset())),
        (WayOn("mode", None, 3), "Search without Part-time", replace(FULL, modes=frozenset())),
        (WayOn("delivery", None, 3), "Search without Online", replace(FULL, deliveries=frozenset())),
        (WayOn("money", None, 3), "Search without Free", replace(FULL, money=frozenset())),
        (WayOn("start", None, 3), "Search without Right now", replace(FULL, start=None)),
        (
            WayOn("provider", None, 3),
            "Search without this one provider",
            replace(FULL, provider_id=None),
        ),
        (
            WayOn("for", None, 3),
            "See what you cannot apply for yet, too",
            replace(FULL, eligible_for=None),
        ),
        (WayOn("q", None, 3), "Search without “law engines”", replace(FULL, text="")),
        (WayOn("q", "engines", 3), "Search without “engines”", replace(FULL, text="law")),
        (
            WayOn("filters", None, 3),
            "Search without any filter",
            SearchCriteria(text="law engines", place=PRESTON, miles=5),
        ),
        (WayOn("all", None, 3), "Look at everything there is", SearchCriteria()),
    ],
)
def test_each_way_drops_one_thing_and_keeps_the_rest(way: WayOn, words: str, left: SearchCriteria) -> None:
    (link,) = offered(way)
    assert link.text == words
    assert link.total == 3
    assert read(link.query) == left


@pytest.mark.parametrize(
    "way",
    [
        WayOn("route", "bootcamp", 3),
        WayOn("level", "6", 3),
        WayOn("miles", None, 3),
        WayOn("weather", None, 3),
    ],
)
def test_what_is_not_in_force_cannot_be_dropped(way: WayOn) -> None:
    assert offered(way) == ()


def test_start_that_nobody_asked_for_cannot_be_dropped() -> None:
    assert offered(WayOn("start", None, 3), replace(FULL, start=None)) == ()


def test_word_is_dropped_from_the_words_that_were_searched_for() -> None:
    mended = replace(NOTHING, correction=Correction("lwa engines", "law engines"))
    (link,) = offered(WayOn("q", "engines", 4), replace(FULL, text="lwa engines"), mended)
    assert read(link.query).text == "law"


def test_provider_is_named_where_its_name_is_known() -> None:
    results = replace(NOTHING, ways_on=(WayOn("provider", None, 2),))
    assert ways_on(FULL, results, "Moorside College")[0].text == "Search without Moorside College"


def test_ways_keep_the_order_of_the_search_and_their_own_counts() -> None:
    ways = (WayOn("level", None, 9), WayOn("miles", None, 8), WayOn("q", None, 7), WayOn("all", None, 60))
    links = ways_on(FULL, replace(NOTHING, ways_on=ways), None)
    assert [link.total for link in links] == [9, 7, 60]
    assert ways_on(FULL, NOTHING, None) == ()


@given(searches)
def test_every_way_leads_to_the_first_page_of_a_wider_search(criteria: SearchCriteria) -> None:
    ways = tuple(
        WayOn(drop, None, 1) for drop in ("route", "level", "area", "mode", "delivery", "money", "for")
    )
    for link in ways_on(criteria, replace(NOTHING, ways_on=ways), None):
        left = read(link.query)
        assert left.page == 1
        assert filters_in_force(left) <= filters_in_force(criteria)
        assert (left.text, left.place, left.miles) == (criteria.text, criteria.place, criteria.miles)


@given(searches)
def test_taking_every_chip_away_one_by_one_ends_at_the_words_and_place(criteria: SearchCriteria) -> None:
    left, steps = criteria, 0
    while shown := chips(left, None):
        left = read(shown[0].query)
        steps += 1
        assert steps <= 60, "a chip that takes nothing away"
    assert steps == filters_in_force(criteria)
    assert read(cleared(criteria)) == replace(left, page=1, sort=SearchCriteria().sort)
    assert left.miles == DEFAULT_MILES
