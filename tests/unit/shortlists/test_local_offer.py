"""Who is near a school, by route: nearest first, no route left out, with contact and the four sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.models import Provider
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import ListingState, Route
from pathways.places.place import Place
from pathways.shortlists.queries.local_offer import MOST_A_ROUTE, RouteOffer, local_offer
from tests.harness.catalogue import database_of


@pytest.fixture
def own(app: Flask) -> Iterator[Session]:
    """A session on the seeded catalogue, undone afterwards."""
    with app.test_request_context(), database_of(app).open_session() as session:
        yield session
        session.rollback()


@pytest.fixture
def snapshot(app: Flask) -> CatalogueSnapshot:
    return app.extensions["catalogue"].snapshot()  # type: ignore[no-any-return]


@pytest.fixture
def consett(app: Flask) -> Place:
    found = app.extensions["gazetteer"].gazetteer().lookup("consett")
    assert found is not None
    return found  # type: ignore[no-any-return]


@pytest.fixture
def offers(own: Session, snapshot: CatalogueSnapshot, consett: Place) -> tuple[RouteOffer, ...]:
    return local_offer(own, snapshot, consett, 20, clock.today())


def test_routes_stand_in_the_order_of_the_line_map(offers: tuple[RouteOffer, ...]) -> None:
    order = list(Route)
    places = [order.index(offer.route) for offer in offers]
    assert places == sorted(places)
    assert len(offers) >= 5


def test_no_route_with_somebody_near_is_left_out(
    offers: tuple[RouteOffer, ...], snapshot: CatalogueSnapshot, consett: Place
) -> None:
    counted = search(snapshot, SearchCriteria(place=consett, miles=20)).facets["route"]
    assert {value.value for value in counted if value.count} == {offer.route.value for offer in offers}
    totals = {value.value: value.count for value in counted}
    assert all(offer.total == totals[offer.route.value] for offer in offers)


def test_providers_stand_nearest_first_and_once(offers: tuple[RouteOffer, ...]) -> None:
    for offer in offers:
        miles = [near.miles for near in offer.providers if near.miles is not None]
        assert miles == sorted(miles), offer.route
        numbers = [near.provider.id for near in offer.providers]
        assert len(numbers) == len(set(numbers)) <= MOST_A_ROUTE


def test_who_has_a_place_near_comes_before_who_has_none(offers: tuple[RouteOffer, ...]) -> None:
    for offer in offers:
        has_place = [near.miles is not None for near in offer.providers]
        assert has_place == sorted(has_place, reverse=True), offer.route


def test_what_they_say_of_themselves_comes_with_them(
    own: Session, snapshot: CatalogueSnapshot, consett: Place, offers: tuple[RouteOffer, ...]
) -> None:
    told = {
        "about": "A college by the river",
        "careers": "Trades of all kinds",
        "learning_here": "Half the week in the workshop",
        "answers": "Yes, there is a bus",
        "telephone": "01632 960000",
        "email": "ask@college.example",
        "website": "https://college.example",
    }
    number = offers[0].providers[0].provider.id
    for name, words in told.items():
        setattr(own.get_one(Provider, number), name, words)
    own.flush()
    (first, *_rest) = local_offer(own, snapshot, consett, 20, clock.today())
    assert {name: getattr(first.providers[0].provider, name) for name in told} == told


def test_further_away_there_are_no_fewer(
    own: Session, snapshot: CatalogueSnapshot, consett: Place, offers: tuple[RouteOffer, ...]
) -> None:
    wider = {offer.route: offer for offer in local_offer(own, snapshot, consett, 60, clock.today())}
    assert set(wider) >= {offer.route for offer in offers}
    assert all(wider[offer.route].total >= offer.total for offer in offers)


def test_a_withdrawn_provider_is_not_invited(
    own: Session, snapshot: CatalogueSnapshot, consett: Place, offers: tuple[RouteOffer, ...]
) -> None:
    gone = offers[0].providers[0].provider
    own.get_one(Provider, gone.id).state = ListingState.WITHDRAWN
    own.flush()
    after = local_offer(own, snapshot, consett, 20, clock.today())
    named = {near.provider.id for offer in after for near in offer.providers}
    assert gone.id not in named


def test_all_that_a_provider_offers_is_counted_past_the_first_page(
    own: Session, snapshot: CatalogueSnapshot, consett: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pathways.shortlists.queries.local_offer.MOST_CARDS", 2)
    few = local_offer(own, snapshot, consett, 20, clock.today())
    monkeypatch.undo()
    many = local_offer(own, snapshot, consett, 20, clock.today())
    assert [names_and_counts(offer) for offer in few] == [names_and_counts(offer) for offer in many]
    for offer in few:
        criteria = SearchCriteria(place=consett, miles=20, routes=frozenset({offer.route}))
        for near in offer.providers:
            found = search(snapshot, replace(criteria, provider_id=near.provider.id))
            assert near.offers == found.total, near.provider.name
        if len(offer.providers) < MOST_A_ROUTE:
            assert sum(near.offers for near in offer.providers) == offer.total


def names_and_counts(offer: RouteOffer) -> list[tuple[str, int]]:
    return [(near.provider.name, near.offers) for near in offer.providers]
