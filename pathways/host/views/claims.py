"""One claim that waits: what was checked by itself, and two buttons."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.models import Organisation
from pathways.accounts.signed_in import signed_in_member
from pathways.catalogue.models import Provider
from pathways.host.decision_letters import claim_letters
from pathways.host.queries.waiting import known_by_number, waiting
from pathways.host.rules.replies import CLAIM_REPLIES, reply_text
from pathways.host.views.blueprint import any_claim, for_host, host
from pathways.host.views.review import done, next_address
from pathways.host.views.telling import commit_and_tell, outcome
from pathways.listings.models import ClaimState, ProviderClaim
from pathways.listings.operations.claims import CannotClaim, approve_claim, refuse_claim
from pathways.web.session import current_session


@host.get("/review/claims/<int:claim_id>")
@for_host
def review_claim(claim_id: int) -> ResponseReturnValue:
    """One claim that waits."""
    claim = any_claim(claim_id)
    if claim.state is not ClaimState.ASKED:
        return redirect(url_for("host.review", done="changed"), 303)
    return _page(claim)


@host.post("/review/claims/<int:claim_id>")
@for_host
def decide_claim(claim_id: int) -> ResponseReturnValue:
    """Let the organisation look after the provider, or say no and why; then the next that waits."""
    session, claim, member = current_session(), any_claim(claim_id), signed_in_member()
    choice = request.form.get("do", "")
    if choice not in ("approve", "refuse"):
        abort(422)
    reasons = reply_text(CLAIM_REPLIES, request.form.getlist("reply"), request.form.get("more", ""))
    if choice == "refuse" and not reasons:
        return _page(claim, is_silent=True), 422
    try:
        if choice == "approve":
            approve_claim(session, claim, reviewer=member)
        else:
            refuse_claim(session, claim, reviewer=member, reasons=reasons)
    except CannotClaim:
        session.rollback()
        if any_claim(claim_id).state is ClaimState.ASKED:
            return _page(any_claim(claim_id), is_taken=True), 422
        return redirect(url_for("host.review", done="changed"), 303)
    letters = claim_letters(session, claim, approved=choice == "approve", reasons=reasons)
    is_told = commit_and_tell(session, letters, about=claim, member=member)
    word = "approved" if choice == "approve" else "refused"
    return redirect(next_address(outcome(word, is_told=is_told)), 303)


def _page(claim: ProviderClaim, *, is_silent: bool = False, is_taken: bool = False) -> str:
    session = current_session()
    return render_template(
        "host/review_claim.html",
        claim=claim,
        organisation=session.get_one(Organisation, claim.organisation_id),
        provider=session.get(Provider, claim.provider_id) if claim.provider_id else None,
        known=known_by_number(session, claim.ukprn),
        replies=CLAIM_REPLIES,
        ticked=request.form.getlist("reply"),
        more=request.form.get("more", ""),
        is_silent=is_silent,
        is_taken=is_taken,
        left=len(waiting(session)),
        done=done(),
    )
