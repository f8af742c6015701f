"""Who is near, by route: for a school that invites providers in."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.models import Provider
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import ListingState, Route, Sort
from pathways.places.place import Place

MOST_CARDS = 300
MOST_A_ROUTE = 12


@dataclass(frozen=True, slots=True)
class NearProvider:
    """A provider with what it says of itself, how near its nearest place is in miles, and how much it offers."""

    provider: Provider
    miles: float | None
    offers: int


@dataclass(frozen=True, slots=True)
class RouteOffer:
    """One route with the providers that are near, nearest first. ``total`` counts the opportunities of all."""

    route: Route
    providers: tuple[NearProvider, ...]
    total: int


def local_offer(
    session: Session, snapshot: CatalogueSnapshot, place: Place, miles: int, today: date
) -> tuple[RouteOffer, ...]:
    """Every route with somebody near, in the order of the line map."""
    base = SearchCriteria(place=place, miles=miles, sort=Sort.DISTANCE, page_size=MOST_CARDS)
    near: dict[Route, dict[int, tuple[float | None, int]]] = {}
    totals: dict[Route, int] = {}
    for route in Route:
        results = search(snapshot, replace(base, routes=frozenset({route})), today)
        totals[route] = results.total
        found = near.setdefault(route, {})
        for card in results.cards:
            miles_away, offers = found.get(card.provider_id, (card.distance_miles, 0))
            found[card.provider_id] = (miles_away, offers + 1)
    wanted = {number for found in near.values() for number in list(found)[:MOST_A_ROUTE]}
    providers = {
        provider.id: provider
        for provider in session.scalars(
            select(Provider).where(
                col(Provider.id).in_(wanted), col(Provider.state) == ListingState.PUBLISHED
            )
        )
    }
    return tuple(
        RouteOffer(
            route,
            tuple(
                NearProvider(providers[number], *near[route][number])
                for number in list(near[route])[:MOST_A_ROUTE]
                if number in providers
            ),
            totals[route],
        )
        for route in Route
        if near[route]
    )
