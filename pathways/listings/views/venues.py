"""The venues of a provider: where they are, how to get there, and a pin on our own map."""

from dataclasses import dataclass

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.signed_in import signed_in_member
from pathways.catalogue.current import current_gazetteer
from pathways.catalogue.models import Provider, Venue
from pathways.feeds.districts import load_districts
from pathways.feeds.whereabouts import AddressBook, Whereabouts
from pathways.front.near_map import MOST_TOWNS, NearMap, near_map
from pathways.listings.operations.venues import VenueSaid, keep_venue, own_venue
from pathways.listings.queries import own_venues
from pathways.listings.rules.pin import DIRECTIONS, moved
from pathways.listings.values import clean_line, clean_prose
from pathways.listings.views.blueprint import for_providers, listings, wanted_provider
from pathways.paths import resource_dir
from pathways.places.distance import miles_between
from pathways.places.postcodes import parse_postcode
from pathways.web.session import current_session

MAP_MILES = 10
"""How far round a venue its map shows: far enough for a town or two that somebody knows it by."""
TOWNS_NAMED = 2
LONGEST = {"name": 200, "address": 300, "town": 100, "postcode": 8, "getting_there": 2_000}


@dataclass(frozen=True, slots=True)
class Spotted:
    """A point on the map."""

    lat: float
    lng: float
    route: str = "vocational"


@listings.get("/venues")
@for_providers
def venues() -> ResponseReturnValue:
    """Every venue of the provider."""
    provider = _provider()
    done = request.args.get("done", "")
    return render_template(
        "listings/venues.html",
        venues=own_venues(current_session(), provider.id or 0),
        done=done if done in ("move", "remove") else "",
    )


@listings.route("/venues/new", methods=["GET", "POST"])
@for_providers
def new_venue() -> ResponseReturnValue:
    """Add a venue."""
    return _venue_page(_provider(), None)


@listings.route("/venues/<int:venue_id>", methods=["GET", "POST"])
@for_providers
def venue(venue_id: int) -> ResponseReturnValue:
    """Change a venue."""
    provider = _provider()
    found = own_venue(current_session(), provider.id or 0, venue_id)
    if found is None:
        abort(404)
    return _venue_page(provider, found)


def _provider() -> Provider:
    provider = wanted_provider()
    if provider is None:
        abort(404)
    return provider


def _venue_page(provider: Provider, found: Venue | None) -> ResponseReturnValue:
    if request.method != "POST":
        typed = {name: getattr(found, name) if found else "" for name in LONGEST}
        return _page(found, typed, _spot_of(found))
    typed = _typed()
    book = AddressBook(current_gazetteer(), load_districts(resource_dir("seed_data")))
    mistakes = {} if typed["name"] else {"name": "name"}
    if not book.knows(typed["postcode"]):
        return _page(found, typed, _pin(), mistakes | {"postcode": "postcode"}, 422)
    lat, lng = _pin() or (None, None)
    has_moved = request.form.get("of", "") != typed["postcode"]
    spot = book.find(typed["postcode"]) if has_moved else book.find(typed["postcode"], lat, lng)
    point = None if spot.lat is None or spot.lng is None else (spot.lat, spot.lng)
    move = request.form.get("move", "")
    if move in DIRECTIONS or move == "look":
        shown = point if point is None or move == "look" else moved(*point, move)
        return _page(found, typed, shown, mistakes, 422 if mistakes else 200)
    if mistakes:
        return _page(found, typed, point, mistakes, 422)
    _keep(provider, found, typed, spot)
    return redirect(url_for("listings.venues"), 303)


def _keep(provider: Provider, found: Venue | None, typed: dict[str, str], spot: Whereabouts) -> None:
    said = VenueSaid(typed["name"], typed["address"], typed["town"], typed["getting_there"], spot)
    keep_venue(current_session(), said, provider=provider, member=signed_in_member(), venue=found)
    current_session().commit()


def _typed() -> dict[str, str]:
    typed = {name: clean_line(request.form.get(name, ""))[:most] for name, most in LONGEST.items()}
    typed["getting_there"] = clean_prose(request.form.get("getting_there", ""))[: LONGEST["getting_there"]]
    # The address of a place of teaching is public: its postcode is kept whole.
    read = parse_postcode(request.form.get("postcode", "")[:20])
    typed["postcode"] = str(read) if read else typed["postcode"]
    return typed


def _pin() -> tuple[float, float] | None:
    lat, lng = (request.form.get(name, default=None, type=float) for name in ("lat", "lng"))
    if lat is None or lng is None or not (49 <= lat <= 61.5 and -9 <= lng <= 2.5):
        return None
    return lat, lng


def _spot_of(found: Venue | None) -> tuple[float, float] | None:
    return None if found is None or found.lat is None or found.lng is None else (found.lat, found.lng)


def _page(
    found: Venue | None,
    typed: dict[str, str],
    point: tuple[float, float] | None,
    mistakes: dict[str, str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "listings/venue.html",
        venue=found,
        typed=typed,
        point=point,
        map=_map(point),
        towns=_towns(point),
        directions=tuple(DIRECTIONS),
        mistakes=mistakes or {},
        is_from_feed=found is not None and found.edited_at is None,
    )
    return make_response(page, status)


def _map(point: tuple[float, float] | None) -> NearMap | None:
    return (
        None if point is None else near_map([Spotted(*point)], None, current_gazetteer(), at_least=MAP_MILES)
    )


def _towns(point: tuple[float, float] | None) -> list[tuple[str, float]]:
    """The nearest towns to a pin, with the miles to each: what the map shows, in words."""
    if point is None:
        return []
    near = [
        (town.name.split(",")[0], miles_between(*point, town.lat, town.lng))
        for town in current_gazetteer().towns_near(*point, MAP_MILES, MOST_TOWNS * 4)
    ]
    return sorted(near, key=lambda one: one[1])[:TOWNS_NAMED]
