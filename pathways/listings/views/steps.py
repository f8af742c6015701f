"""The steps of the form that belong to the programme itself."""

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from pathways.listings.forms.steps import STEPS, step_called
from pathways.listings.views.blueprint import for_providers, listings, wanted_listing
from pathways.listings.views.step_page import step_page


@listings.route("/<int:listing_id>/edit/<name>", methods=["GET", "POST"])
@for_providers
def step(listing_id: int, name: str) -> ResponseReturnValue:
    """One step: what it is, what is learnt, who it is for, where it leads, support."""
    listing = wanted_listing(listing_id)
    wanted = step_called(name, STEPS)
    if wanted is None:
        abort(404)
    here = url_for("listings.step", listing_id=listing_id, name=name)
    return step_page(listing, wanted, here=here, onward=_after(listing_id, name))


def _after(listing_id: int, name: str) -> str:
    """The places come between where it leads and the support that there is."""
    names = [one.name for one in STEPS]
    at = names.index(name)
    if name == "next":
        return url_for("listings.places", listing_id=listing_id)
    if at + 1 < len(names):
        return url_for("listings.step", listing_id=listing_id, name=names[at + 1])
    return url_for("listings.overview", listing_id=listing_id)
