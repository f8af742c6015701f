"""The page of one provider: who they are, where they teach and what they offer, all routes alike."""

import logging
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import abort, make_response, redirect, render_template, request, url_for
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from pathways import clock
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_catalogue
from pathways.catalogue.models import Venue
from pathways.catalogue.providers import ProviderDetail, provider_page
from pathways.catalogue.published_sources import is_stale
from pathways.catalogue.results import Card
from pathways.catalogue.search import search
from pathways.catalogue.vocabulary import Route, Sort
from pathways.database import LARGEST_ID
from pathways.front.blueprint import front
from pathways.front.linked_data.provider import provider_data
from pathways.front.near import AskedPlace, place_in_address, place_in_form
from pathways.front.offers import miles_to
from pathways.front.preview_words import preview_of, provider_about
from pathways.front.related import Related, find
from pathways.front.way_back import address_of, card_address, kept_search, list_left
from pathways.logos.queries import provider_logo
from pathways.places.place import Place
from pathways.web.session import current_session
from pathways.web.site import absolute

logger = logging.getLogger(__name__)
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
    if not 1 <= provider_id <= LARGEST_ID:
        abort(404)
    try:
        detail = provider_page(current_session(), provider_id)
    except DBAPIError as error:
        logger.warning("The database cannot be asked: a provider is shown from the snapshot.", exc_info=error)
        return _from_snapshot(provider_id, slug)
    if detail is None or not detail.is_public:
        abort(404)
    if detail.is_withdrawn:
        return make_response(render_template("front/provider_withdrawn.html", detail=detail), 410)
    if slug != detail.provider.slug:
        return redirect(_address(detail.provider.id, detail.provider.slug, **_kept()), 301)
    asked = place_in_form() if request.method == "POST" else place_in_address(request.args.get("near", ""))
    if request.method == "POST" and asked.place is not None:
        return redirect(
            _address(detail.provider.id, detail.provider.slug, **{**_kept(), "near": asked.place.id}), 303
        )
    return make_response(_page(detail, asked), 422 if request.method == "POST" else 200)


def _kept() -> dict[str, str]:
    return {name: request.args[name] for name in ("near",) if name in request.args} | kept_search()


def _address(provider_id: int | None, slug: str, **query: str) -> str:
    path = url_for("front.provider", provider_id=provider_id, slug=slug)
    return f"{path}?{urlencode(query)}" if query else path


def _page(detail: ProviderDetail, asked: AskedPlace) -> str:
    place = asked.place
    canonical = _address(detail.provider.id, detail.provider.slug)
    about = provider_about(detail)
    return render_template(
        "front/provider.html",
        detail=detail,
        logo=provider_logo(current_session(), detail.provider.id or 0),
        venues=_venues(detail, place),
        on_offer=_on_offer(detail.provider.id or 0, place),
        is_stale=is_stale(detail.provider.checked_on, clock.today()),
        asked=asked,
        place=place,
        left=list_left(),
        address_of=address_of,
        card_address=card_address,
        today=clock.today(),
        choice_address=lambda place_id: _address(
            detail.provider.id, detail.provider.slug, near=place_id, **kept_search()
        ),
        canonical=canonical,
        preview=preview_of(about, detail.is_demonstration),
        linked_data=provider_data(detail, address=absolute(canonical), about=about),
    )


def _venues(detail: ProviderDetail, place: Place | None) -> list[tuple[Venue, float | None]]:
    """Each venue with its miles from the place; the nearest first when there is one."""
    venues = [(venue, miles_to(place, venue)) for venue in detail.venues]
    return sorted(venues, key=lambda pair: float("inf") if pair[1] is None else pair[1]) if place else venues


def _on_offer(provider_id: int, place: Place | None) -> list[OnOffer] | None:
    """What the provider offers, route by route in the order of the line map. None when it cannot be asked."""
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        return None
    everything = SearchCriteria(
        provider_id=provider_id, place=place, miles=None, sort=Sort.DISTANCE if place else Sort.FIT
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


def _from_snapshot(provider_id: int, slug: str) -> Response:
    """What the snapshot knows of a provider while the database is away; 503 when it knows nothing."""
    asked = place_in_address(request.args.get("near", "")) if request.method == "GET" else AskedPlace()
    on_offer = _on_offer(provider_id, asked.place)
    if not on_offer:
        abort(503)
    first = on_offer[0].first[0]
    if slug != first.provider_slug and request.method == "GET":
        return redirect(_address(provider_id, first.provider_slug, **_kept()), 301)
    page = render_template(
        "front/provider_copy.html",
        provider=first,
        on_offer=on_offer,
        place=asked.place,
        left=list_left(),
        address_of=address_of,
        card_address=card_address,
        today=clock.today(),
        canonical=_address(provider_id, first.provider_slug),
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response
