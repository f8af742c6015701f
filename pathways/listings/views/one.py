"""One listing: how it stands, what is wrong with it, and what can be done with it."""

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.signed_in import signed_in_member
from pathways.listings.checks import Problem, check, errors_in, hints_in
from pathways.listings.looked_up import check_facts
from pathways.listings.models import Listing, ListingVersion
from pathways.listings.operations import life
from pathways.listings.operations.copies import copy_listing, same_listings
from pathways.listings.operations.versions import EditedMeanwhile, newest_content, version_of
from pathways.listings.rules.standing import has_draft, is_live, may_submit, standings
from pathways.listings.views.blueprint import for_providers, listings, wanted_listing
from pathways.listings.views.parts import parts_of, step_address
from pathways.listings.views.words import STANDING_NAMES, said
from pathways.web.session import current_session


@listings.get("/<int:listing_id>")
@for_providers
def overview(listing_id: int) -> ResponseReturnValue:
    """How a listing stands, with everything that is wrong or could be better, each beside a link to its field."""
    return _overview(wanted_listing(listing_id), 200)


@listings.post("/<int:listing_id>/submit")
@for_providers
def submit(listing_id: int) -> ResponseReturnValue:
    """Ask for the draft to be shown; a trusted provider's is, at once."""
    listing, session = wanted_listing(listing_id), current_session()
    if not may_submit(listing):
        return _overview(listing, 409)
    try:
        life.submit(
            session,
            listing,
            member=signed_in_member(),
            facts=check_facts(session, listing.provider_id),
            day=clock.today(),
            edit_count=_edit_count(),
        )
    except life.NotReady:
        return _overview(listing, 422)
    except EditedMeanwhile:
        session.rollback()
        return _overview(wanted_listing(listing_id), 409)
    session.commit()
    return _back(listing_id)


@listings.post("/<int:listing_id>/withdraw")
@for_providers
def withdraw(listing_id: int) -> ResponseReturnValue:
    """Take a listing off the site at once."""
    listing, session = wanted_listing(listing_id), current_session()
    try:
        life.withdraw(session, listing, member=signed_in_member(), edit_count=_edit_count())
    except EditedMeanwhile:
        session.rollback()
        return _overview(wanted_listing(listing_id), 409)
    session.commit()
    return _back(listing_id)


@listings.post("/<int:listing_id>/confirm")
@for_providers
def confirm(listing_id: int) -> ResponseReturnValue:
    """Note that what is shown is still right."""
    listing = wanted_listing(listing_id)
    life.confirm(current_session(), listing, member=signed_in_member(), day=clock.today())
    current_session().commit()
    return _back(listing_id)


@listings.post("/<int:listing_id>/copy")
@for_providers
def copy(listing_id: int) -> ResponseReturnValue:
    """Begin a new draft that says the same."""
    made = copy_listing(current_session(), wanted_listing(listing_id), member=signed_in_member())
    current_session().commit()
    return redirect(url_for("listings.step", listing_id=made.id, name="what"), 303)


def _edit_count() -> int | None:
    return request.form.get("edit_count", default=None, type=int)


def _back(listing_id: int) -> ResponseReturnValue:
    return redirect(url_for("listings.overview", listing_id=listing_id), 303)


def _overview(listing: Listing, status: int) -> ResponseReturnValue:
    session, today = current_session(), clock.today()
    content = newest_content(session, listing)
    problems = check(content, check_facts(session, listing.provider_id), today)

    def shown(found: list[Problem]) -> list[tuple[str, str, str]]:
        return [(step_address(listing.id or 0, one, content), *said(one)) for one in found]

    page = render_template(
        "listings/overview.html",
        listing=listing,
        content=content,
        standings=standings(listing, today),
        standing_names=STANDING_NAMES,
        errors=shown(errors_in(problems)),
        hints=shown(hints_in(problems)),
        may_submit=may_submit(listing),
        is_trusted=life.is_trusted(session, listing.organisation_id),
        is_live=is_live(listing),
        has_draft=has_draft(listing),
        returned=_returned(session, listing),
        same=same_listings(session, listing, content),
        parts=parts_of(listing.id or 0, content, problems),
        status=status,
    )
    return make_response(page, status)


def _returned(session: Session, listing: Listing) -> ListingVersion | None:
    """The version that came back last, while the listing is marked so."""
    if listing.state != "returned":
        return None
    newest = version_of(session, listing)
    number = newest.number
    while number > 0 and not (version := version_of(session, listing, number)).reasons:
        number -= 1
    return version if number else None
