"""The history of a listing: who changed what, in words, and any version restored."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlmodel import col

from pathways.accounts.models import StaffUser
from pathways.accounts.signed_in import signed_in_member
from pathways.listings.content import from_json
from pathways.listings.forms.steps import OFFER_STEPS, STEPS
from pathways.listings.models import ListingVersion
from pathways.listings.operations.versions import NoSuchVersion, history, restore, version_of
from pathways.listings.rules.differences import differences
from pathways.listings.views.blueprint import for_providers, listings, wanted_listing
from pathways.listings.views.words import VERSION_NAMES, how_made
from pathways.web.session import current_session

FIELD_LABELS = {
    ("entry." if step.part == "entry" else "") + field.name: field.label
    for step in (*STEPS, *OFFER_STEPS)
    for field in step.fields
}


@listings.get("/<int:listing_id>/history")
@for_providers
def versions(listing_id: int) -> ResponseReturnValue:
    """Every version with who made it, and what became of it."""
    listing = wanted_listing(listing_id)
    found = history(current_session(), listing)
    return render_template(
        "listings/history.html",
        listing=listing,
        versions=found,
        names=_names(found),
        states=VERSION_NAMES,
        how_made=how_made,
    )


@listings.get("/<int:listing_id>/history/<int:number>")
@for_providers
def version(listing_id: int, number: int) -> ResponseReturnValue:
    """What one version changed from the one before it."""
    listing, session = wanted_listing(listing_id), current_session()
    shown = _wanted(listing_id, number)
    before = None if number == 1 else version_of(session, listing, number - 1)
    changes = differences(from_json(before.content), from_json(shown.content)) if before else []
    return render_template(
        "listings/version.html",
        listing=listing,
        version=shown,
        changes=changes,
        labels=FIELD_LABELS,
        is_first=before is None,
        names=_names([shown]),
        states=VERSION_NAMES,
        how_made=how_made,
    )


@listings.post("/<int:listing_id>/restore")
@for_providers
def restore_version(listing_id: int) -> ResponseReturnValue:
    """Begin a draft that says what an earlier version said."""
    number = request.form.get("number", default=0, type=int)
    listing = wanted_listing(listing_id)
    _wanted(listing_id, number)
    restore(current_session(), listing, number, member=signed_in_member())
    current_session().commit()
    return redirect(url_for("listings.overview", listing_id=listing_id), 303)


def _wanted(listing_id: int, number: int) -> ListingVersion:
    listing = wanted_listing(listing_id)
    if not 1 <= number <= listing.newest_version:
        abort(404)
    try:
        return version_of(current_session(), listing, number)
    except NoSuchVersion:
        abort(404)


def _names(found: list[ListingVersion]) -> dict[int, str]:
    ids = {one for version in found for one in (version.made_by, version.reviewed_by) if one is not None}
    rows = current_session().execute(
        select(col(StaffUser.id), col(StaffUser.name)).where(col(StaffUser.id).in_(ids))
    )
    return {key: name for key, name in rows if key is not None}
