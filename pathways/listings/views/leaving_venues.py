"""Taking a venue off the list: what is on there is said first, and may move to another venue."""

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from pathways.accounts.signed_in import signed_in_member
from pathways.catalogue.models import Venue
from pathways.listings.operations.leaving_venues import (
    VenueStays,
    is_ours,
    merge_venues,
    remove_venue,
    uses_of,
)
from pathways.listings.operations.venues import own_venue
from pathways.listings.operations.versions import EditedMeanwhile
from pathways.listings.queries import own_venues
from pathways.listings.views.blueprint import for_providers, listings, wanted_provider
from pathways.web.session import begin_writing, current_session


@listings.get("/venues/<int:venue_id>/remove")
@for_providers
def leave_venue(venue_id: int) -> ResponseReturnValue:
    """What is on at a venue, and what would become of it. With ``into`` the move to another venue, to be confirmed."""
    found = _wanted(venue_id)
    return _page(found, _other(found, request.args.get("into", default=0, type=int)), 200)


@listings.post("/venues/<int:venue_id>/remove")
@for_providers
def take_venue_away(venue_id: int) -> ResponseReturnValue:
    """Remove a venue where nothing is on, or move all that is on there and then remove it."""
    begin_writing()
    found, session, member = _wanted(venue_id), current_session(), signed_in_member()
    into = _other(found, request.form.get("into", default=0, type=int))
    choice = request.form.get("do", "")
    try:
        if choice == "move" and into is not None:
            merge_venues(session, found, into, member=member)
        elif choice == "remove":
            remove_venue(session, found, member=member)
        else:
            return _page(found, into, 422)
        session.commit()
    except (VenueStays, EditedMeanwhile, IntegrityError):
        # Somebody put something on there, or changed it, at this moment: how it is now is shown anew.
        session.rollback()
        return _page(_wanted(venue_id), None, 422)
    return redirect(url_for("listings.venues", done=choice), 303)


def _wanted(venue_id: int) -> Venue:
    provider = wanted_provider()
    found = own_venue(current_session(), provider.id or 0, venue_id) if provider else None
    if found is None:
        abort(404)
    return found


def _other(venue: Venue, venue_id: int) -> Venue | None:
    found = own_venue(current_session(), venue.provider_id, venue_id)
    return None if found is None or found.id == venue.id else found


def _page(venue: Venue, into: Venue | None, status: int) -> ResponseReturnValue:
    session = current_session()
    page = render_template(
        "listings/leave_venue.html",
        venue=venue,
        into=into,
        is_ours=is_ours(session, venue, signed_in_member().organisation_id),
        uses=uses_of(session, venue),
        others=[one for one in own_venues(session, venue.provider_id) if one.id != venue.id],
        is_wrong=status == 422,
    )
    return make_response(page, status)
