"""The review queue, and one listing that waits: what differs from what is shown, and two buttons."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways import clock
from pathways.accounts.models import Organisation
from pathways.accounts.signed_in import signed_in_member
from pathways.host.decision_letters import returned_letters
from pathways.host.queries.samples import samples
from pathways.host.queries.untold import untold
from pathways.host.queries.waiting import MOST_SHOWN, waiting, waiting_version
from pathways.host.rules.replies import LISTING_REPLIES, reply_text
from pathways.host.views.blueprint import any_listing, for_host, host
from pathways.host.views.saying import Said, said_differences
from pathways.host.views.telling import commit_and_tell, outcome
from pathways.listings.checks import check
from pathways.listings.content import ListingContent, from_json
from pathways.listings.looked_up import check_facts
from pathways.listings.models import Listing, ListingVersion
from pathways.listings.operations.life import NothingToReview, Suspended, approve, send_back
from pathways.listings.operations.versions import EditedMeanwhile, version_of
from pathways.listings.queries import own_venues
from pathways.listings.rules.differences import differences as differences_of
from pathways.listings.views.words import said
from pathways.web.session import current_session

UNTOLD = frozenset({"returned-untold", "approved-untold", "refused-untold"})
DONE = UNTOLD | {"published", "returned", "approved", "refused", "changed", "told", "not-told"}


@host.get("/review")
@for_host
def review() -> ResponseReturnValue:
    """Everything that waits, oldest first."""
    found = waiting(current_session())
    return render_template(
        "host/review.html",
        found=found[:MOST_SHOWN],
        total=len(found),
        samples=len(samples(current_session(), clock.now())),
        untold=untold(current_session(), clock.now()),
        done=done(),
    )


@host.get("/review/listings/<int:listing_id>")
@for_host
def review_listing(listing_id: int) -> ResponseReturnValue:
    """One listing that waits."""
    listing = any_listing(listing_id)
    version = waiting_version(current_session(), listing)
    if version is None:
        return redirect(url_for("host.review", done="changed"), 303)
    return _page(listing, version)


@host.post("/review/listings/<int:listing_id>")
@for_host
def decide_listing(listing_id: int) -> ResponseReturnValue:
    """Publish the version that was read, or send it back with reasons; then the next that waits."""
    session, listing, member = current_session(), any_listing(listing_id), signed_in_member()
    number = request.form.get("number", default=0, type=int)
    choice = request.form.get("do", "")
    version = waiting_version(session, listing)
    if version is None or version.number != number:
        return redirect(url_for("host.review", done="changed"), 303)
    reasons = reply_text(LISTING_REPLIES, request.form.getlist("reply"), request.form.get("more", ""))
    if choice not in ("publish", "return"):
        abort(422)
    if choice == "return" and not reasons:
        return _page(listing, version, is_silent=True), 422
    try:
        if choice == "publish":
            approve(session, listing, number=number, reviewer=member, day=clock.today())
        else:
            send_back(session, listing, number=number, reviewer=member, reasons=reasons)
    except (NothingToReview, EditedMeanwhile, Suspended):
        session.rollback()
        return redirect(url_for("host.review", done="changed"), 303)
    if choice == "publish":
        session.commit()
        return redirect(next_address("published"), 303)
    letters = returned_letters(session, listing, version, reasons=reasons)
    is_told = commit_and_tell(session, letters, about=listing, member=member)
    return redirect(next_address(outcome("returned", is_told=is_told)), 303)


def next_address(done: str) -> str:
    """Where to go on after a decision: to the next that waits, else to the empty queue."""
    for one in waiting(current_session())[:1]:
        if one.kind == "claim":
            return url_for("host.review_claim", claim_id=one.id, done=done)
        return url_for("host.review_listing", listing_id=one.id, done=done)
    return url_for("host.review", done=done)


def done() -> str:
    """What was done just before this page, as its address says."""
    told = request.args.get("done", "")
    return told if told in DONE else ""


def shown_differences(listing: Listing, before: ListingVersion | None, after: ListingVersion) -> list[Said]:
    """What a version would change of what is shown; all that it says when nothing is."""
    content = from_json(after.content)
    live = from_json(before.content) if before else ListingContent(route=content.route)
    venues = {one.id or 0: one.name for one in own_venues(current_session(), listing.provider_id)}
    return said_differences(differences_of(live, content), venues)


def _page(listing: Listing, version: ListingVersion, *, is_silent: bool = False) -> str:
    session = current_session()
    live = None if listing.live_version is None else version_of(session, listing, listing.live_version)
    facts = check_facts(session, listing.provider_id)
    problems = check(from_json(version.content), facts, clock.today())
    return render_template(
        "host/review_listing.html",
        listing=listing,
        version=version,
        organisation=session.get_one(Organisation, listing.organisation_id),
        is_new=live is None,
        changes=shown_differences(listing, live, version),
        problems=[said(problem) for problem in problems],
        replies=LISTING_REPLIES,
        ticked=request.form.getlist("reply"),
        more=request.form.get("more", ""),
        is_silent=is_silent,
        left=len(waiting(session)),
        done=done(),
    )
