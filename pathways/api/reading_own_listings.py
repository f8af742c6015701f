"""What a provider's own system reads of its listings with a key: all of them by pages, or one with its words."""

from typing import Any

from flask import Response, request
from sqlalchemy import func, select
from sqlmodel import col

from pathways.api.blueprint import answer, api
from pathways.api.listing_shapes import ListedListing, OwnListing, OwnListings
from pathways.api.own_listings import holder_of_key, key_refused
from pathways.listings.content import from_json
from pathways.listings.models import Listing, VersionState
from pathways.listings.operations.versions import version_of
from pathways.listings.queries import listing_called
from pathways.places.postcodes import contains_full_postcode
from pathways.web.caching import PRIVATE
from pathways.web.problems import FieldProblem, problem
from pathways.web.session import current_session

PER_PAGE = 100
MOST_PAGES = 100_000


@api.get("/listings")
def own_listings() -> Response:
    """The provider's listings, by their reference."""
    holder = holder_of_key(writes=False)
    if holder is None:
        return key_refused()
    page = request.args.get("page", default="1")
    if not (page.isascii() and page.isdigit() and len(page) <= 6 and 1 <= int(page) <= MOST_PAGES):
        detail = f"A whole number from 1 to {MOST_PAGES}."
        return problem(422, detail, [FieldProblem("page", detail)])
    session, own = current_session(), col(Listing.organisation_id) == holder.member.organisation_id
    total = session.scalar(select(func.count()).select_from(Listing).where(own)) or 0
    rows = session.scalars(
        select(Listing)
        .where(own)
        .order_by(col(Listing.reference), col(Listing.id))
        .offset((int(page) - 1) * PER_PAGE)
        .limit(PER_PAGE)
    )
    items = [ListedListing(**_told(listing)) for listing in rows]
    pages = max(1, -(-total // PER_PAGE))
    return _private(answer(OwnListings(total=total, page=int(page), pages=pages, items=items)))


@api.get("/listings/<path:reference>")
def own_listing(reference: str) -> Response:
    """One listing: how it stands, what its newest version says, and why it came back if it did."""
    holder = holder_of_key(writes=False)
    if holder is None:
        return key_refused()
    session = current_session()
    listing = None
    if not contains_full_postcode(reference):
        listing = listing_called(session, holder.member.organisation_id, reference)
    if listing is None:
        return problem(404, "You have no listing of that reference.")
    version = version_of(session, listing)
    reasons = version.reasons if version.state is VersionState.RETURNED else ""
    return _private(answer(OwnListing(**_told(listing), reasons=reasons, content=from_json(version.content))))


def _told(listing: Listing) -> dict[str, Any]:
    return {
        "reference": listing.reference,
        "title": listing.title,
        "route": listing.route,
        "state": listing.state.value,
        "version": listing.newest_version,
        "shown_version": listing.live_version,
        "programme_id": listing.programme_id,
        "last_day": listing.last_day,
        "confirmed_on": listing.confirmed_on,
    }


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = PRIVATE
    return response
