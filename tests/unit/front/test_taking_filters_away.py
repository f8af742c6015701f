"""Chips, tiles and ways on: each link is the same search with exactly one thing otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.criteria import DEFAULT_MILES, SearchCriteria
from pathways.catalogue.results import FacetValue, Results, WayOn
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, StartWindow
from pathways.front.chips import REPEATED, chips, cleared, without
from pathways.front.list_options import all_routes, route_tiles
from pathways.front.ways_on import ways_on
from tests.unit.front.searches import NOTHING, PRESTON, filters_in_force, read, searches

pytestmark = pytest.mark.usefixtures("in_english")

BUSY = SearchCriteria(
    text="animal care",
    place=PRESTON,
    miles=10,
    routes=frozenset({Route.T_LEVEL, Route.DEGREE}),
    levels=frozenset({Level.THREE}),
    areas=frozenset({Area.ANIMALS_LAND_ENVIRONMENT}),
    modes=frozenset({Mode.PART_TIME}),
    deliveries=frozenset({Delivery.ONLINE}),
    money=frozenset({Money.FREE}),
    start=StartWindow.NOW,
    provider_id=7,
)


@given(searches)
def test_there_is_one_chip_for_each_filter(criteria: SearchCriteria) -> None:
    shown = chips(criteria, "Moorside College")
    assert len(shown) == filters_in_force(criteria)
    assert all(chip.text for chip in shown)
    assert len({chip.text for chip in shown}) == len(shown)


@given(searches)
def test_a_chip_takes_one_filter_away_and_leaves_all_else(criteria: SearchCriteria) -> None:
    for chip in chips(criteria, None):
        left = read(chip.query)
        assert filters_in_force(left) == filters_in_force(criteria) - 1
        assert left.page == 1
        for kept in ("text", "place", "sort", "keep_spelling"):
            assert getattr(left, kept) == getattr(criteria, kept)


@given(searches)
def test_taking_every_chip_away_in_turn_ends_at_the_words_and_the_place(criteria: SearchCriteria) -> None:
    left = criteria
    while shown := chips(left, None):
        left = read(shown[0].query)
    assert replace(left, sort=read("").sort, page=1) == read(cleared(criteria))


@given(searches)
def test_clearing_keeps_the_words_and_the_place_alone(criteria: SearchCriteria) -> None:
    left = read(cleared(criteria))
    assert left == SearchCriteria(criteria.text, criteria.place, keep_spelling=criteria.keep_spelling)
    assert chips(left, None) == ()


def test_clearing_can_keep_how_far_somebody_would_go() -> None:
    assert read(cleared(BUSY, BUSY.miles)).miles == 10
    assert read(cleared(BUSY, None)).miles is None
    assert read(cleared(BUSY)).miles == DEFAULT_MILES


def test_chips_stand_in_the_order_of_the_panel() -> None:
    assert [chip.text for chip in chips(BUSY, "Moorside College")] == [
        "within 10 miles",
        "Degree",
        "T Level",
        "Level 3",
        "Animals, land and environment",
        "Part-time",
        "Online",
        "Free",
        "Right now",
        "Moorside College",
    ]


def test_a_provider_whose_name_is_not_known_still_has_a_chip() -> None:
    assert chips(SearchCriteria(provider_id=7), None)[0].text == "One provider"


@given(searches, st.sampled_from(REPEATED))
def test_one_value_of_several_is_let_go(criteria: SearchCriteria, filter_: tuple[str, str]) -> None:
    _parameter, field = filter_
    for value in getattr(criteria, field):
        left = read(without(criteria, field, value))
        assert getattr(left, field) == getattr(criteria, field) - {value}


def counted(**counts: int) -> Results:
    """Results whose routes have these counts, in the order of the line map."""
    values = tuple(
        FacetValue(route.value, "", counts.get(route.name, 0), chosen=False)
        for route in Route
        if route.name in counts
    )
    return replace(NOTHING, facets={"route": values})


@given(st.dictionaries(st.sampled_from([route.name for route in Route]), st.integers(0, 9999)), searches)
def test_every_route_with_something_in_it_is_one_tap_away(
    counts: dict[str, int], criteria: SearchCriteria
) -> None:
    tiles = route_tiles(criteria, counted(**counts))
    assert {tile.route: tile.count for tile in tiles} == {
        Route[name].value: count for name, count in counts.items() if count
    }
    for tile in tiles:
        asked = read(tile.query)
        assert asked == replace(criteria, routes=frozenset({Route(tile.route)}), page=1)


@given(st.dictionaries(st.sampled_from([route.name for route in Route]), st.integers(0, 9999)))
def test_no_route_is_moved_up_for_having_more(counts: dict[str, int]) -> None:
    order = [route.value for route in Route]
    shown = [order.index(tile.route) for tile in route_tiles(SearchCriteria(), counted(**counts))]
    assert shown == sorted(shown)


def test_a_chosen_route_with_nothing_in_it_can_still_be_let_go() -> None:
    criteria = SearchCriteria(routes=frozenset({Route.DEGREE}), place=PRESTON)
    results = replace(NOTHING, facets={"route": (FacetValue("degree", "", 0, chosen=True),)})
    (tile,) = route_tiles(criteria, results)
    assert tile.chosen
    assert tile.query == "near=preston"


def test_a_tile_among_several_chosen_routes_narrows_to_its_own() -> None:
    criteria = SearchCriteria(routes=frozenset({Route.DEGREE, Route.T_LEVEL}))
    values = tuple(FacetValue(route, "", 3, chosen=True) for route in ("t-level", "degree"))
    assert [tile.query for tile in route_tiles(criteria, replace(NOTHING, facets={"route": values}))] == [
        "route=t-level",
        "route=degree",
    ]


def test_the_longest_route_names_may_break_where_a_tile_is_narrow() -> None:
    (tile,) = route_tiles(SearchCriteria(), counted(FOUNDATION_APPRENTICESHIP=2))
    assert tile.name.replace("\u00ad", "") == "Foundation apprenticeship"
    assert "\u00ad" in tile.name


@given(st.dictionaries(st.sampled_from([route.name for route in Route]), st.integers(0, 9999)), searches)
def test_all_routes_together_are_the_sum_of_each(counts: dict[str, int], criteria: SearchCriteria) -> None:
    whole = all_routes(criteria, counted(**counts))
    assert int(whole.text.replace(",", "")) == sum(counts.values())
    assert read(whole.query).routes == frozenset()
    assert whole.chosen == (not criteria.routes)


@pytest.mark.parametrize(("parameter", "field"), REPEATED)
def test_a_way_on_may_drop_a_whole_filter(parameter: str, field: str) -> None:
    (way,) = ways_on(BUSY, replace(NOTHING, ways_on=(WayOn(parameter, None, 12),)), None)
    assert way.total == 12
    assert way.text.startswith("Search without ")
    left = read(way.query)
    assert getattr(left, field) == frozenset()
    assert replace(left, **{field: getattr(BUSY, field)}) == BUSY


def test_a_way_on_may_drop_one_value_of_several() -> None:
    (way,) = ways_on(BUSY, replace(NOTHING, ways_on=(WayOn("route", "degree", 5),)), None)
    assert way.text == "Search without Degree"
    assert read(way.query).routes == frozenset({Route.T_LEVEL})


@pytest.mark.parametrize("way", [WayOn("route", "a-level", 3), WayOn("colour", None, 3)])
def test_a_way_on_that_drops_nothing_is_not_offered(way: WayOn) -> None:
    assert ways_on(BUSY, replace(NOTHING, ways_on=(way,)), None) == ()


def test_a_start_that_was_not_asked_for_cannot_be_dropped() -> None:
    offered = replace(NOTHING, ways_on=(WayOn("start", None, 3),))
    assert ways_on(SearchCriteria(text="law"), offered, None) == ()
    (way,) = ways_on(BUSY, offered, None)
    assert read(way.query) == replace(BUSY, start=None)


def test_the_provider_is_named_where_its_name_is_known() -> None:
    offered = replace(NOTHING, ways_on=(WayOn("provider", None, 3),))
    (named,) = ways_on(BUSY, offered, "Moorside College")
    (unnamed,) = ways_on(BUSY, offered, None)
    assert (named.text, unnamed.text) == (
        "Search without Moorside College",
        "Search without this one provider",
    )
    assert read(named.query) == replace(BUSY, provider_id=None)


def test_dropping_all_filters_keeps_words_place_and_distance() -> None:
    (way,) = ways_on(BUSY, replace(NOTHING, ways_on=(WayOn("filters", None, 3),)), None)
    assert read(way.query) == SearchCriteria("animal care", PRESTON, 10)


def test_dropping_everything_leads_to_everything() -> None:
    (way,) = ways_on(BUSY, replace(NOTHING, ways_on=(WayOn("all", None, 3),)), None)
    assert read(way.query) == SearchCriteria()


def test_one_word_of_several_is_named_and_let_go() -> None:
    (way,) = ways_on(BUSY, replace(NOTHING, ways_on=(WayOn("q", "animal", 3),)), None)
    assert "animal" in way.text
    assert read(way.query) == replace(BUSY, text="care")


def test_all_words_may_be_let_go_at_once() -> None:
    (way,) = ways_on(BUSY, replace(NOTHING, ways_on=(WayOn("q", None, 3),)), None)
    assert way.text == "Search without “animal care”"
    assert read(way.query) == replace(BUSY, text="")
