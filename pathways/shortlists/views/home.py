"""The adviser's desk: what needs a look today."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways import clock
from pathways.accounts.signed_in import signed_in_member
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, snapshot, whose, writing
from pathways.shortlists.operations.lists import want_digest
from pathways.shortlists.queries.own import desk_found, list_in_hand
from pathways.shortlists.queries.watch import watch
from pathways.web.session import current_session


@advisers.get("")
@for_advisers
def home() -> str:
    """No response, deadlines, closed and changed options, and lists that go soon."""
    session, today = current_session(), clock.today()
    desk = desk_found(session, whose())
    return render_template(
        "shortlists/home.html",
        member=signed_in_member(),
        watch=watch(session, whose(), snapshot(), today),
        in_hand=list_in_hand(session, whose()),
        wants_digest=desk is not None and desk.wants_digest,
        today=today,
    )


@advisers.post("/digest")
@for_advisers
def digest() -> Response:
    """Turn the weekly letter on or off."""
    session = writing()
    want_digest(session, whose(), wanted=request.form.get("wanted") == "yes")
    session.commit()
    return redirect(url_for("advisers.home", _anchor="digest"), 303)
