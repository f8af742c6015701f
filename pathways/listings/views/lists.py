"""The list of an organisation's listings, and beginning a new one."""

from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways import clock
from pathways.accounts.signed_in import signed_in_member
from pathways.catalogue.labels import ROUTE_LINES, ROUTE_NAMES
from pathways.catalogue.vocabulary import Level, Route
from pathways.listings.content import ListingContent
from pathways.listings.forms.steps import levels_of
from pathways.listings.operations.versions import start_listing
from pathways.listings.queries import Wanted, find_listings
from pathways.listings.rules.standing import ListingStanding, has_draft, standings
from pathways.listings.values import clean_line
from pathways.listings.views.blueprint import for_providers, listings, wanted_provider
from pathways.listings.views.words import STANDING_NAMES
from pathways.web.session import current_session

MOST_PAGES = 10_000
LOOKED_AFTER = (
    ListingStanding.RETURNED,
    ListingStanding.EXPIRED,
    ListingStanding.CLOSING,
    ListingStanding.STALE,
)
"""What wants somebody's attention, the most pressing first."""


@listings.get("")
@for_providers
def index() -> ResponseReturnValue:
    """The organisation's listings, searched, filtered and in pages. Values that are none are left out."""
    provider = wanted_provider()
    if provider is None:
        return redirect(url_for("listings.claim"), 303)
    wanted, today = _wanted(), clock.today()
    found = find_listings(current_session(), signed_in_member().organisation_id, wanted, today)
    kept = {"q": wanted.text, "state": wanted.standing or "", "route": wanted.route or ""}
    return render_template(
        "listings/list.html",
        provider=provider,
        found=found,
        wanted=wanted,
        rows=[
            (row, standings(row, today), has_draft(row) and row.live_version is not None)
            for row in found.rows
        ],
        standing_names=STANDING_NAMES,
        route_names=ROUTE_NAMES,
        attention=[one for one in LOOKED_AFTER if found.counts[one]],
        page_address=lambda page: (
            "?" + urlencode({name: said for name, said in kept.items() if said} | {"page": page})
        ),
    )


@listings.route("/new", methods=["GET", "POST"])
@for_providers
def new() -> ResponseReturnValue:
    """Choose a route and a title: a draft begins."""
    provider = wanted_provider()
    if provider is None:
        return redirect(url_for("listings.claim"), 303)
    title, route = clean_line(request.form.get("title", ""))[:255], request.form.get("route", "")
    mistakes = {}
    if request.method == "POST":
        if route not in ROUTE_NAMES:
            mistakes["route"] = "route"
        if not title:
            mistakes["title"] = "title"
        if not mistakes:
            listing = start_listing(
                current_session(),
                first_content(Route(route), title),
                member=signed_in_member(),
                provider_id=provider.id or 0,
            )
            current_session().commit()
            return redirect(url_for("listings.step", listing_id=listing.id, name="what"), 303)
    page = render_template(
        "listings/new.html",
        title=title,
        route=route,
        mistakes=mistakes,
        routes=ROUTE_NAMES,
        lines=ROUTE_LINES,
    )
    return page, 422 if mistakes else 200


def first_content(route: Route, title: str) -> ListingContent:
    """What a new listing says: its route, its title, and the level where the route has only one."""
    levels = levels_of(route)
    level: Level | None = levels[0] if len(levels) == 1 else None
    return ListingContent(route=route, title=title, level=level)


def _wanted() -> Wanted:
    state, route = request.args.get("state", ""), request.args.get("route", "")
    page = request.args.get("page", default=1, type=int)
    return Wanted(
        text=clean_line(request.args.get("q", ""))[:100],
        standing=ListingStanding(state) if state in {one.value for one in ListingStanding} else None,
        route=Route(route) if route in ROUTE_NAMES else None,
        page=min(max(page, 1), MOST_PAGES),
    )
