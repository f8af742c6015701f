"""The near-home map: everything inside the drawing, every number on it once, nothing written over another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.results import Card
from pathways.front.gallery_samples import HOME, sample_cards
from pathways.front.near_map import EDGE, MIDDLE, SIZE, NearMap, near_map
from pathways.places.distance import miles_between
from pathways.places.place import Place

USUAL = sample_cards(date(2026, 11, 21))[0]


class Towns:
    """The part of a gazetteer that the map asks."""

    def __init__(self, *towns: Place) -> None:
        self._towns = list(towns)

    def towns_near(self, lat: float, lng: float, miles: float, limit: int) -> list[Place]:
        near = [town for town in self._towns if miles_between(lat, lng, town.lat, town.lng) <= miles]
        return near[:limit]


def town(name: str, lat: float, lng: float) -> Place:
    return Place(name.lower(), name, "town", lat, lng, None, None, "england")


LANCASHIRE = Towns(
    town("Preston", 53.76, -2.70),
    town("Blackburn", 53.75, -2.48),
    town("Chorley", 53.65, -2.63),
    town("Leyland", 53.69, -2.69),
    town("Blackpool, Lancashire", 53.81, -3.05),
)


def card_at(lat: float | None, lng: float | None, route: str = "degree") -> Card:
    distance = None if lat is None or lng is None else miles_between(HOME.lat, HOME.lng, lat, lng)
    return replace(USUAL, lat=lat, lng=lng, distance_miles=distance, route=route)


def drawn(cards: list[Card], place: Place | None = HOME) -> NearMap:
    found = near_map(cards, place, LANCASHIRE)  # type: ignore[arg-type]
    assert found is not None
    return found


POINTS = st.tuples(st.floats(53.5, 54.0), st.floats(-3.1, -2.3))
IN_BRITAIN = st.tuples(st.floats(49.9, 60.8), st.floats(-7.6, 1.7))


@given(st.lists(POINTS | IN_BRITAIN, min_size=1, max_size=20), st.booleans())
def test_every_stop_is_inside_and_every_number_is_there_once(
    points: list[tuple[float, float]], at_home: bool
) -> None:
    found = drawn([card_at(*point) for point in points], HOME if at_home else None)
    assert sorted(number for stop in found.stops for number in stop.numbers) == list(
        range(1, len(points) + 1)
    )
    for stop in found.stops:
        assert 0 < stop.x < SIZE
        assert 0 < stop.y < SIZE


@given(st.lists(POINTS, min_size=1, max_size=20))
def test_no_town_is_written_over_a_stop_or_another_town(points: list[tuple[float, float]]) -> None:
    found = drawn([card_at(*point) for point in points])
    for at, one in enumerate(found.towns):
        assert not any(abs(one.x - stop.x) < 6 and abs(one.y - stop.y) < 6 for stop in found.stops)
        assert all(abs(one.y - other.y) >= 4 or abs(one.x - other.x) >= 10 for other in found.towns[:at])


@given(POINTS)
def test_a_stop_is_as_far_from_the_star_as_its_miles_say(point: tuple[float, float]) -> None:
    found = drawn([card_at(*point)])
    outermost = found.rings[-1]
    (stop,) = found.stops
    across = ((stop.x - MIDDLE) ** 2 + (stop.y - MIDDLE) ** 2) ** 0.5
    miles = across / outermost.radius * outermost.miles
    assert abs(miles - miles_between(HOME.lat, HOME.lng, *point)) < 0.3


def test_north_is_up_and_east_is_right() -> None:
    north, east = drawn([card_at(HOME.lat + 0.1, HOME.lng), card_at(HOME.lat, HOME.lng + 0.2)]).stops
    assert (north.x, east.y) == (MIDDLE, MIDDLE)
    assert north.y < MIDDLE < east.x


def test_the_outermost_ring_holds_every_stop_and_fits_the_drawing() -> None:
    found = drawn([card_at(53.70, -2.70), card_at(53.65, -2.63)])
    assert [ring.miles for ring in found.rings] == [2, 5, 10]
    assert found.rings[-1].radius == MIDDLE - EDGE


def test_opportunities_in_one_building_share_a_mark() -> None:
    found = drawn([card_at(53.75, -2.48), card_at(53.65, -2.63), card_at(53.75, -2.48, "t-level")])
    assert [(stop.numbers, stop.text) for stop in found.stops] == [((1, 3), "1 +1"), ((2,), "2")]
    assert found.stops[0].width > found.stops[1].width


def test_what_has_no_place_is_left_out_but_keeps_its_number() -> None:
    found = drawn([card_at(None, None), card_at(53.75, -2.48)])
    assert [stop.numbers for stop in found.stops] == [(2,)]


def test_with_nothing_to_show_there_is_no_map() -> None:
    assert near_map([card_at(None, None)], HOME, LANCASHIRE) is None  # type: ignore[arg-type]
    assert near_map([], HOME, LANCASHIRE) is None  # type: ignore[arg-type]


def test_without_a_home_there_is_no_star_and_no_ring() -> None:
    found = drawn([card_at(53.75, -2.48), card_at(53.65, -2.63)], None)
    assert (found.home, found.rings) == (None, ())


def test_towns_are_named_without_their_county() -> None:
    found = drawn([card_at(53.81, -2.95)])
    assert "Blackpool" in [one.name for one in found.towns]


def test_on_the_greenwich_meridian_a_point_is_a_point() -> None:
    found = drawn([replace(card_at(51.48, 0.0), distance_miles=1.0)], town("Greenwich", 51.48, 0.0))
    assert len(found.stops) == 1


def test_one_stop_alone_is_shown_with_what_lies_round_it_when_asked_for() -> None:
    stop = card_at(53.76, -2.60)
    alone = drawn([stop], None)
    assert not alone.rings and not alone.towns
    wider = near_map([stop], None, LANCASHIRE, at_least=10)  # type: ignore[arg-type]
    assert wider is not None
    assert [ring.miles for ring in wider.rings] == [2, 5, 10]
    assert {"Preston", "Blackburn"} <= {one.name for one in wider.towns}
