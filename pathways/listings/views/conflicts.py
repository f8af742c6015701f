"""Settling what lists from elsewhere say otherwise than what was edited here."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.signed_in import signed_in_member
from pathways.listings.operations.settling import (
    NotSettledError,
    Open,
    keep_ours,
    open_conflicts,
    take_theirs,
    what_differs,
)
from pathways.listings.views.blueprint import for_providers, listings, wanted_provider
from pathways.listings.views.versions import FIELD_LABELS
from pathways.web.session import begin_writing, current_session


@listings.get("/conflicts")
@for_providers
def conflicts() -> ResponseReturnValue:
    """Every record of which another list says something else, with both sayings beside each other."""
    session = current_session()
    found = [(one, what_differs(session, one)) for one in _open()]
    return render_template("listings/conflicts.html", found=found, labels=FIELD_LABELS)


@listings.post("/conflicts/<int:conflict_id>")
@for_providers
def settle(conflict_id: int) -> ResponseReturnValue:
    """Keep ours, or take theirs."""
    begin_writing()
    one = next((one for one in _open() if one.conflict.id == conflict_id), None)
    choice = request.form.get("choice", "")
    if one is None:
        abort(404)
    if choice not in ("ours", "theirs"):
        abort(422)
    act = keep_ours if choice == "ours" else take_theirs
    try:
        act(current_session(), one, member=signed_in_member())
    except NotSettledError:
        # A colleague chose meanwhile, or the other list says again what it said before: the page tells what is left.
        current_session().rollback()
        return redirect(url_for("listings.conflicts"), 303)
    current_session().commit()
    if choice == "theirs" and one.listing is not None:
        return redirect(url_for("listings.overview", listing_id=one.listing.id), 303)
    return redirect(url_for("listings.conflicts"), 303)


def _open() -> list[Open]:
    provider = wanted_provider()
    if provider is None:
        abort(404)
    return open_conflicts(current_session(), signed_in_member().organisation_id, provider)
