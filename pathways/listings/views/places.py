"""Where a programme is on offer: the list of its places, and the steps of each."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.signed_in import signed_in_member
from pathways.listings.content import MOST_OFFERS, ListingContent, OfferContent
from pathways.listings.forms.steps import OFFER_STEPS, step_called
from pathways.listings.models import Listing
from pathways.listings.operations.versions import newest_content, save_content
from pathways.listings.queries import own_venues
from pathways.listings.views.blueprint import for_providers, listings, wanted_listing
from pathways.listings.views.parts import PLACES, how_far
from pathways.listings.views.place_words import place_name, place_week
from pathways.listings.views.step_page import step_page
from pathways.web.session import current_session


@listings.route("/<int:listing_id>/places", methods=["GET", "POST"])
@for_providers
def places(listing_id: int) -> ResponseReturnValue:
    """The places of a programme. Adding one begins it as a copy of the last, without its venue."""
    listing = wanted_listing(listing_id)
    content = newest_content(current_session(), listing)
    if request.method == "POST":
        if len(content.offers) >= MOST_OFFERS:
            abort(422)
        key = content.next_key
        _save(listing, content, (*content.offers, _another(content, key)))
        return redirect(_step_address(listing_id, key, "where"), 303)
    venues = {venue.id or 0: venue for venue in own_venues(current_session(), listing.provider_id)}
    return render_template(
        "listings/places.html",
        listing=listing,
        heading=PLACES,
        how_far=how_far(None),
        places=[(offer, place_name(content, offer, venues), place_week(offer)) for offer in content.offers],
    )


@listings.route("/<int:listing_id>/places/<key>/<name>", methods=["GET", "POST"])
@for_providers
def place_step(listing_id: int, key: str, name: str) -> ResponseReturnValue:
    """One step of one place: where, when, money, how to apply."""
    listing = wanted_listing(listing_id)
    wanted = step_called(name, OFFER_STEPS)
    if wanted is None or newest_content(current_session(), listing).offer(key) is None:
        abort(404)
    names = [step.name for step in OFFER_STEPS]
    after = names.index(name) + 1
    onward = (
        _step_address(listing_id, key, names[after])
        if after < len(names)
        else url_for("listings.places", listing_id=listing_id)
    )
    return step_page(listing, wanted, here=_step_address(listing_id, key, name), onward=onward, offer_key=key)


@listings.post("/<int:listing_id>/remove/<key>")
@for_providers
def remove_place(listing_id: int, key: str) -> ResponseReturnValue:
    """Take a place out of the draft. What is shown stays until the draft is published."""
    listing = wanted_listing(listing_id)
    content = newest_content(current_session(), listing)
    if content.offer(key) is None:
        abort(404)
    _save(listing, content, tuple(offer for offer in content.offers if offer.key != key))
    return redirect(url_for("listings.places", listing_id=listing_id), 303)


def _another(content: ListingContent, key: str) -> OfferContent:
    if not content.offers:
        return OfferContent(key=key)
    return content.offers[-1].model_copy(
        update={"key": key, "venue_id": None, "districts": (), "delivery": None}
    )


def _save(listing: Listing, content: ListingContent, offers: tuple[OfferContent, ...]) -> None:
    changed = ListingContent.model_validate(
        content.model_dump() | {"offers": [one.model_dump() for one in offers]}
    )
    save_content(current_session(), listing, changed, member=signed_in_member())
    current_session().commit()


def _step_address(listing_id: int, key: str, name: str) -> str:
    return url_for("listings.place_step", listing_id=listing_id, key=key, name=name)
