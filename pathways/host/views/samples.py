"""Looking afterwards at what trusted providers published."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways import clock
from pathways.accounts.models import Organisation
from pathways.accounts.signed_in import signed_in_member
from pathways.host.decision_letters import returned_letters
from pathways.host.operations.sampling import NotShown, found_right, take_back
from pathways.host.queries.samples import samples
from pathways.host.rules.replies import LISTING_REPLIES, reply_text
from pathways.host.views.blueprint import any_listing, for_host, host
from pathways.host.views.review import done, shown_differences
from pathways.host.views.telling import commit_and_tell, outcome
from pathways.listings.models import Listing
from pathways.listings.operations.versions import EditedMeanwhile, version_of
from pathways.web.session import current_session


@host.get("/samples")
@for_host
def sample_list() -> ResponseReturnValue:
    """A few of what each trusted provider published, oldest first."""
    return render_template("host/samples.html", found=samples(current_session(), clock.now()), done=done())


@host.get("/samples/<int:listing_id>")
@for_host
def sample(listing_id: int) -> ResponseReturnValue:
    """One listing that was published at once: all that it says."""
    listing = any_listing(listing_id)
    if listing.live_version is None:
        return redirect(url_for("host.sample_list", done="changed"), 303)
    return _page(listing)


@host.post("/samples/<int:listing_id>")
@for_host
def look_at_sample(listing_id: int) -> ResponseReturnValue:
    """Say that it is right, or take it off the site with reasons."""
    session, listing, member = current_session(), any_listing(listing_id), signed_in_member()
    number = request.form.get("number", default=0, type=int)
    choice = request.form.get("do", "")
    if choice not in ("right", "return"):
        abort(422)
    reasons = reply_text(LISTING_REPLIES, request.form.getlist("reply"), request.form.get("more", ""))
    if choice == "return" and not reasons and listing.live_version is not None:
        return _page(listing, is_silent=True), 422
    try:
        if choice == "right":
            found_right(session, listing, number=number, member=member)
        else:
            take_back(session, listing, number=number, member=member, reasons=reasons)
    except (NotShown, EditedMeanwhile):
        session.rollback()
        return redirect(url_for("host.sample_list", done="changed"), 303)
    if choice == "right":
        session.commit()
        return redirect(url_for("host.sample_list", done="approved"), 303)
    shown = version_of(session, listing, number)
    letters = returned_letters(session, listing, shown, reasons=reasons, was_shown=True)
    is_told = commit_and_tell(session, letters, about=listing, member=member)
    return redirect(url_for("host.sample_list", done=outcome("returned", is_told=is_told)), 303)


def _page(listing: Listing, *, is_silent: bool = False) -> str:
    session = current_session()
    version = version_of(session, listing, listing.live_version)
    return render_template(
        "host/sample.html",
        listing=listing,
        version=version,
        organisation=session.get_one(Organisation, listing.organisation_id),
        changes=shown_differences(listing, None, version),
        replies=LISTING_REPLIES,
        ticked=request.form.getlist("reply"),
        more=request.form.get("more", ""),
        is_silent=is_silent,
    )
