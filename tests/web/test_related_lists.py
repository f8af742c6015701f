"""What stands beside a programme or a guide: what is like it, what comes next, and how many there are."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.catalogue.search import search
from pathways.catalogue.vocabulary import Area, Level, Route
from pathways.front.counts import area_counts, route_counts
from pathways.front.related import Beside, find, find_nearest, ladder_beside, like_this
from pathways.places.place import Place


@pytest.fixture
def near(app: Flask) -> Iterator[Place]:
    """Preston, within a request on the demonstration catalogue."""
    with app.test_request_context("/"):
        place = current_gazetteer().lookup("preston")
        assert place is not None
        yield place


def beside(place: Place | None, **changes: object) -> Beside:
    values = {"programme_id": 0, "title": "Level 2 Diploma in Care", "area": Area.HEALTH}
    return Beside(**(values | {"place": place} | changes))  # type: ignore[arg-type]


def test_ladder_of_a_health_course_near_preston_climbs(near: Place) -> None:
    wanted = SearchCriteria(
        areas=frozenset({Area.HEALTH}), levels=frozenset({Level.TWO}), place=near, miles=40
    )
    ladders = [
        ladder_beside(card.programme_id, near)
        for card in search(current_catalogue().snapshot(), wanted).cards
    ]
    climbing = [[step.card.level for step in ladder.after] for ladder in ladders if ladder.after]
    assert climbing
    assert all(levels == sorted(levels, key=str) for levels in climbing)


def test_nearest_is_looked_for_ever_further(near: Place) -> None:
    wanted = SearchCriteria(routes=frozenset({Route.ESSENTIAL_SKILLS}))
    found, anywhere = find_nearest(wanted, near), find_nearest(wanted, None)
    assert found is not None
    assert anywhere is not None
    miles = [card.distance_miles for card in found.cards if card.distance_miles is not None]
    assert miles == sorted(miles)
    assert found.criteria.place == near
    assert anywhere.criteria.miles is None


def test_what_is_like_it_is_another_programme_of_its_area(near: Place) -> None:
    first = find(SearchCriteria(areas=frozenset({Area.HEALTH}), place=near))
    assert first is not None
    own = first.cards[0]
    found = like_this(beside(near, programme_id=own.programme_id, title=own.title))
    assert found is not None
    assert own.programme_id not in [card.programme_id for card in found.cards]
    assert all("health" in card.areas for card in found.cards)
    assert len({card.programme_id for card in found.cards}) == len(found.cards)


def test_what_is_like_it_is_found_without_a_place_too(near: Place) -> None:
    found = like_this(beside(None))
    assert found is not None
    assert found.criteria.miles is None


def test_the_count_beside_a_list_is_that_of_the_list(near: Place) -> None:
    criteria = SearchCriteria(areas=frozenset({Area.BUILDING_CONSTRUCTION}), place=near)
    found = find(criteria)
    assert found is not None
    assert found.total == search(current_catalogue().snapshot(), criteria).total


def test_a_list_that_would_be_empty_is_none(near: Place) -> None:
    nowhere = replace(near, lat=60.15, lng=-1.14, lad_code="S12000027", nation="scotland")
    only_here = SearchCriteria(
        place=nowhere, miles=1, routes=frozenset({Route.A_LEVEL}), levels=frozenset({Level.SEVEN})
    )
    assert find(only_here) is None


def test_counts_by_route_are_those_of_each_list(near: Place) -> None:
    criteria = SearchCriteria(areas=frozenset({Area.HEALTH}), place=near)
    counts = route_counts(criteria)
    assert counts is not None
    assert set(counts) == {str(route) for route in Route}
    for route in Route:
        listed = search(current_catalogue().snapshot(), replace(criteria, routes=frozenset({route})))
        assert counts[str(route)].total == listed.total
        assert f"route={route}" in counts[str(route)].address


def test_counts_by_area_are_those_of_each_list(near: Place) -> None:
    criteria = SearchCriteria(routes=frozenset({Route.APPRENTICESHIP}), place=near)
    counts = area_counts(criteria)
    assert counts is not None
    for area in Area:
        listed = search(current_catalogue().snapshot(), replace(criteria, areas=frozenset({area})))
        assert counts[str(area)].total == listed.total
