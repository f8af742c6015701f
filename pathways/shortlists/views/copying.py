"""Copying what is on one list to every pupil's list of a year group."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, list_or_404, whose, writing
from pathways.shortlists.models import YEAR_GROUPS, ListKind
from pathways.shortlists.operations.editing import take_lists
from pathways.shortlists.operations.items import copy_to, list_items
from pathways.shortlists.queries.year import lists_of_year, pupils_by_year
from pathways.web.session import current_session


@advisers.get("/lists/<int:list_id>/copy")
@for_advisers
def copy(list_id: int) -> str:
    """Choose where to."""
    found = list_or_404(list_id)
    session = current_session()
    return render_template(
        "shortlists/copy.html",
        shortlist=found,
        years=pupils_by_year(session, whose(), list_id),
        items=len(list_items(session, found)),
    )


@advisers.post("/lists/<int:list_id>/copy")
@for_advisers
def copy_to_year(list_id: int) -> Response:
    """Add everything to every pupil's list of a year group."""
    source = list_or_404(list_id)
    said = request.form.get("year", "")
    if said not in map(str, YEAR_GROUPS):
        abort(400)
    wanted = lists_of_year(current_session(), whose(), int(said))
    ids = [found.id or 0 for found in wanted if found.kind is ListKind.PUPIL]
    session = writing()
    copy_to(session, source, take_lists(session, whose(), ids))
    session.commit()
    return redirect(url_for("advisers.lists", said="copy", year=said), 303)
