"""Sending a letter about a decision again, when the first reached nobody."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.signed_in import signed_in_member
from pathways.host.decision_letters import claim_letters, returned_letters
from pathways.host.queries.untold import returned_version, was_taken_back
from pathways.host.views.blueprint import any_claim, any_listing, for_host, host
from pathways.host.views.telling import tell_again
from pathways.listings.models import ClaimState
from pathways.web.session import current_session


@host.post("/review/listings/<int:listing_id>/letter")
@for_host
def send_listing_letter(listing_id: int) -> ResponseReturnValue:
    """Tell a provider again that a listing was sent back, with the same reasons."""
    session, listing = current_session(), any_listing(listing_id)
    version = returned_version(session, listing)
    if version is None:
        return redirect(url_for("host.review", done="changed"), 303)
    shown = was_taken_back(session, listing)
    letters = returned_letters(session, listing, version, reasons=version.reasons, was_shown=shown)
    return _answer(tell_again(session, letters, about=listing, member=signed_in_member()))


@host.post("/review/claims/<int:claim_id>/letter")
@for_host
def send_claim_letter(claim_id: int) -> ResponseReturnValue:
    """Tell an organisation again what became of its claim."""
    session, claim = current_session(), any_claim(claim_id)
    if claim.state is ClaimState.ASKED:
        return redirect(url_for("host.review", done="changed"), 303)
    approved = claim.state is ClaimState.APPROVED
    letters = claim_letters(session, claim, approved=approved, reasons=claim.reasons)
    return _answer(tell_again(session, letters, about=claim, member=signed_in_member()))


def _answer(is_told: bool) -> ResponseReturnValue:
    return redirect(url_for("host.review", done="told" if is_told else "not-told"), 303)
