"""The page of one provider: who they are, where they teach and what they offer, all routes alike."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways import clock
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_catalogue
from pathways.catalogue.models import Venue
from pathways.catalogue.providers import ProviderDetail, provider_page
from pathways.catalogue.query_string import LARGEST_ID
from pathways.catalogue.results import Card
from pathways.catalogue.search import search
from pathways.catalogue.vocabulary import Route, Sort
from pathways.front.blueprint import front
from pathways.front.near import AskedPlace, place_in_address, place_in_form
from pathways.front.offers import miles_to
from pathways.front.related import Related, find
from pathways.front.way_back import address_of, card_address, kept_search, search_left
from pathways.places.place import Place
from pathways.web.session import current_session

SHOWN_A_ROUTE = 3


@dataclass(frozen=True, slots=True)
class OnOffer:
    """What a provider offers on one route: how many opportunities, and the first few programmes."""

    route: Route
    total: int
    first: tuple[Card, ...]
    criteria: SearchCriteria


@front.route("/providers/<int:provider_id>")
@front.route("/providers/<int:provider_id>/<slug>", methods=["GET", "POST"])
def provider(provider_id: int, slug: str = "") -> Response:
    """One provider. A wrong name in the address is put right, a withdrawn provider answers 410."""
    detail = provider_page(current_session(), provider_id) if 1 <= provider_id <= LARGEST_ID else None
    if detail is None or not detail.is_public:
        abort(404)
    kept = {name: request.args[name] for name in ("near",) if name in request.args} | kept_search()
    if detail.is_withdrawn:
        return make_response(render_template("front/provider_withdrawn.html", detail=detail), 410)
    if slug != detail.provider.slug:
        return redirect(_address(detail, **kept), 301)
    asked = place_in_form() if request.method == "POST" else place_in_address(request.args.get("near", ""))
    if request.method == "POST" and asked.place is not None:
        return redirect(_address(detail, **{**kept, "near": asked.place.id}), 303)
    return make_response(_page(detail, asked), 422 if request.method == "POST" else 200)


def _address(detail: ProviderDetail, **query: str) -> str:
    path = url_for("front.provider", provider_id=detail.provider.id, slug=detail.provider.slug)
    return f"{path}?{urlencode(query)}" if query else path


def _page(detail: ProviderDetail, asked: AskedPlace) -> str:
    place, left = asked.place, search_left()
    return render_template(
        "front/provider.html",
        detail=detail,
        venues=_venues(detail, place),
        on_offer=_on_offer(detail, place),
        asked=asked,
        place=place,
        left=address_of(left) if left is not None else None,
        address_of=address_of,
        card_address=card_address,
        today=clock.today(),
        choice_address=lambda place_id: _address(detail, near=place_id, **kept_search()),
        canonical=_address(detail),
    )


def _venues(detail: ProviderDetail, place: Place | None) -> list[tuple[Venue, float | None]]:
    """Each venue with its miles from the place; the nearest first when there is one."""
    venues = [(venue, miles_to(place, venue)) for venue in detail.venues]
    return sorted(venues, key=lambda pair: float("inf") if pair[1] is None else pair[1]) if place else venues


def _on_offer(detail: ProviderDetail, place: Place | None) -> list[OnOffer] | None:
    """What the provider offers, route by route in the order of the line map. None when it cannot be asked."""
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        return None
    everything = SearchCriteria(
        provider_id=detail.provider.id, place=place, miles=None, sort=Sort.DISTANCE if place else Sort.FIT
    )
    counts = {
        Route(value.value): value.count for value in search(catalogue.snapshot(), everything).facets["route"]
    }
    offered = []
    for route in Route:
        if not counts.get(route):
            continue
        found: Related | None = find(_on_route(everything, route), shown=SHOWN_A_ROUTE)
        if found is not None:
            offered.append(OnOffer(route, found.total, found.cards, found.criteria))
    return offered


def _on_route(criteria: SearchCriteria, route: Route) -> SearchCriteria:
    return SearchCriteria(
        provider_id=criteria.provider_id,
        place=criteria.place,
        miles=None,
        sort=criteria.sort,
        routes=frozenset({route}),
    )
