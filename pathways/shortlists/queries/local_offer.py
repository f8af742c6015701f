"""Who is near, by route: for a school that invites providers in."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.counting_providers import counts_by_provider
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.models import Provider
from pathways.catalogue.reading import Reading
from pathways.catalogue.search import search, selections_of
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import ListingState, Route, Sort
from pathways.places.place import Place

MOST_CARDS = 300
"""Cards looked at in one go, until enough providers are found."""
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
        near[route], totals[route] = _nearest(snapshot, replace(base, routes=frozenset({route})), today)
    wanted = {number for found in near.values() for number in found}
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
                for number in near[route]
                if number in providers
            ),
            totals[route],
        )
        for route in Route
        if near[route]
    )


def _nearest(
    snapshot: CatalogueSnapshot, criteria: SearchCriteria, today: date
) -> tuple[dict[int, tuple[float | None, int]], int]:
    """The nearest providers of a search, each with the miles to its nearest place and all that it offers there."""
    counts = counts_by_provider(snapshot, selections_of(snapshot, criteria, Reading(), today))
    miles: dict[int, float | None] = {}
    page = 1
    while True:
        results = search(snapshot, replace(criteria, page=page), today)
        for card in results.cards:
            if card.provider_id not in miles and len(miles) < MOST_A_ROUTE:
                miles[card.provider_id] = card.distance_miles
        if len(miles) == MOST_A_ROUTE or page * criteria.page_size >= results.total:
            break
        page += 1
    return {number: (far, counts.get(number, 0)) for number, far in miles.items()}, results.total
