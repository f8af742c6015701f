"""The link to a list: made, shown with its QR code, ended."""

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.accounts.signed_in import signed_in_member
from pathways.plans.of_request import service_key
from pathways.sheets.qr import qr_drawing
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, list_or_404, note, taken_or_404
from pathways.shortlists.forms import whole
from pathways.shortlists.links import share_address
from pathways.shortlists.operations.sharing import (
    DAYS_CHOICES,
    USUAL_DAYS,
    end_shares,
    make_share,
    may_be_shared,
)
from pathways.shortlists.queries.shares import live_share
from pathways.web.session import current_session


@advisers.get("/lists/<int:list_id>/share")
@for_advisers
def share(list_id: int) -> str:
    """The link that works and when it was opened, or the form to make one."""
    found = list_or_404(list_id)
    live = live_share(current_session(), list_id, clock.today())
    return render_template(
        "shortlists/share.html",
        shortlist=found,
        live=live,
        address=share_address(live) if live else "",
        days=DAYS_CHOICES,
        usual_days=USUAL_DAYS,
        member=signed_in_member(),
    )


@advisers.post("/lists/<int:list_id>/share")
@for_advisers
def change_share(list_id: int) -> AnyResponse:
    """Make a link for so many days, which ends the one before, or end it (`do=end`)."""
    session, found = taken_or_404(list_id)
    if request.form.get("do") == "end":
        end_shares(session, found)
        note(session, "link-ended", found)
    else:
        days = whole("days")
        if days not in DAYS_CHOICES or not may_be_shared(found):
            abort(400)
        make_share(session, found, service_key(), days)
        note(session, "link-made", found)
    session.commit()
    return redirect(url_for("advisers.share", list_id=list_id), 303)


@advisers.get("/lists/<int:list_id>/qr.svg")
@for_advisers
def qr(list_id: int) -> Response:
    """The QR code of the link that works."""
    list_or_404(list_id)
    live = live_share(current_session(), list_id, clock.today()) or abort(404)
    response = make_response(qr_drawing(share_address(live)).svg)
    response.mimetype = "image/svg+xml"
    return response
