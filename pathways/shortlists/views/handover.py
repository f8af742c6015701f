"""Passing lists on: one's own to a colleague; a lead also those of somebody who has left. Leads see counts only."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways.accounts.signed_in import Role, signed_in_member
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, note, ticked_lists, whose, writing
from pathways.shortlists.forms import whole
from pathways.shortlists.operations.handover import pass_on
from pathways.shortlists.queries.colleagues import NOBODY, advisers_of, caseloads
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
    """Give the lists named to a colleague; for a lead, all lists of somebody (`of`, 0 for those nobody has)."""
    member = signed_in_member()
    to = whole("to")
    if to not in {number for number, _name in advisers_of(current_session(), member.organisation_id)}:
        abort(400)
    mine = [found.id or 0 for found in ticked_lists()]
    session = writing()
    if "of" in request.form:
        if member.role is not Role.ADVISER_LEAD:
            abort(403)
        of = whole("of")
        pass_on(session, organisation_id=member.organisation_id, of=None if of == NOBODY else of, to=to)
        note(session, "all-lists-passed-on")
    else:
        if not mine:
            abort(404)
        for found in ticked_lists():
            note(session, "list-passed-on", found)
        pass_on(session, organisation_id=member.organisation_id, of=whose().user_id, to=to, ids=mine)
    session.commit()
    return redirect(url_for("advisers.people", said="passed-on"), 303)
