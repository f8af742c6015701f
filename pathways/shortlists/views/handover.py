"""Passing lists on: one's own to a colleague; a lead also those of somebody who has left. Leads see counts only."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pathways.accounts.signed_in import Member, Role, record, record_each, signed_in_member
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, ticked_lists, whose, writing
from pathways.shortlists.forms import whole
from pathways.shortlists.operations.handover import pass_on
from pathways.shortlists.queries.colleagues import advisers_of, caseloads, left_behind
from pathways.web.session import current_session


@advisers.get("/people")
@for_advisers
def people() -> str:
    """Who in the organisation works with how many lists, and the form to pass some on."""
    member, session = signed_in_member(), current_session()
    is_lead = member.role is Role.ADVISER_LEAD
    return render_template(
        "shortlists/people.html",
        member=member,
        is_lead=is_lead,
        caseloads=caseloads(session, member.organisation_id) if is_lead else (),
        colleagues=[one for one in advisers_of(session, member.organisation_id) if one[0] != member.user_id],
        everybody=advisers_of(session, member.organisation_id),
        lists=ticked_lists(),
        said=request.args.get("said", ""),
    )


@advisers.post("/people")
@for_advisers
def hand_over() -> Response:
    """Give the lists named to a colleague; for a lead, all lists of somebody who has left (`of`, 0 for nobody's)."""
    member = signed_in_member()
    session = writing()
    to = whole("to")
    if to not in dict(advisers_of(session, member.organisation_id)):
        abort(400)
    of, ids = (_left(session, member), None) if "of" in request.form else (whose().user_id, _mine_or_404())
    moved = pass_on(session, organisation_id=member.organisation_id, of=of or None, to=to, ids=ids)
    _log(session, of, to, moved)
    session.commit()
    return redirect(url_for("advisers.people", said="passed-on"), 303)


def _left(session: Session, member: Member) -> int:
    """Somebody who works here no more. The lists of whoever does are theirs to pass on, and not their lead's."""
    of = whole("of")
    if member.role is not Role.ADVISER_LEAD or of not in left_behind(session, member.organisation_id):
        abort(403)
    return of


def _mine_or_404() -> list[int]:
    return [found.id or 0 for found in ticked_lists()] or abort(404)


def _log(session: Session, of: int, to: int, moved: list[int]) -> None:
    """Who had the lists, who has them now, and which they were."""
    member = signed_in_member()
    record(session, member, "lists-passed-on-from", "staff_user", of or None)
    record(session, member, "lists-passed-on-to", "staff_user", to)
    record_each(session, member, "list-passed-on", "shortlist", moved)
