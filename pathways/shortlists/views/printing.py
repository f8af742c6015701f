"""Printing: one list or a whole class, as a page and as one PDF."""

from urllib.parse import urlencode

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.accounts.signed_in import signed_in_member
from pathways.plans.of_request import service_key
from pathways.sheets.printing import PDF_TYPE, print_sheets
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, note, snapshot, ticked, ticked_lists, whose, writing
from pathways.shortlists.models import YEAR_GROUPS, ListKind, ListState, Shortlist
from pathways.shortlists.operations.editing import take_lists
from pathways.shortlists.operations.sharing import share_for_print
from pathways.shortlists.paper import Paper, papers
from pathways.shortlists.queries.year import lists_of_year
from pathways.web.language import current_language, gettext
from pathways.web.session import current_session

MOST_PRINTED = 300


@advisers.get("/print")
@for_advisers
def print_lists() -> str:
    """Lists as a page to print: those named by `list`, or all of a `year`."""
    found = _lists_or_404()
    made = _papers(found)
    without = [
        paper.shortlist
        for paper in made
        if paper.sheet.code is None and paper.shortlist.kind is not ListKind.TEMPLATE
    ]
    return render_template("shortlists/print.html", papers=made, query=_query(), without=len(without))


@advisers.get("/print.pdf")
@for_advisers
def print_pdf() -> Response:
    """The same as one PDF, a side for each list."""
    found = _lists_or_404()
    made = _papers(found)
    session = writing()
    for each in found:
        note(session, "list-printed", each)
    session.commit()
    title = made[0].sheet.title if len(made) == 1 else gettext("Lists of a class")
    pdf = print_sheets([paper.sheet for paper in made], title=title, language=current_language()[:2])
    response = make_response(pdf)
    response.mimetype = PDF_TYPE
    response.headers["Content-Disposition"] = 'inline; filename="lists.pdf"'
    return response


@advisers.post("/print")
@for_advisers
def make_links() -> AnyResponse:
    """Make a link for each of the lists that has none, so that each sheet carries its QR code."""
    wanted = [found.id or 0 for found in _lists_or_404()]
    session = writing()
    for found in take_lists(session, whose(), wanted):
        if found.kind is not ListKind.TEMPLATE and found.state is ListState.ACTIVE:
            share_for_print(session, found, service_key())
            note(session, "link-made", found)
    session.commit()
    return redirect(f"{url_for('advisers.print_lists')}?{_query()}", 303)


def _papers(found: list[Shortlist]) -> list[Paper]:
    return papers(current_session(), found, snapshot(), signed_in_member(), clock.today())


def _lists_or_404() -> list[Shortlist]:
    year = _year()
    found = lists_of_year(current_session(), whose(), int(year)) if year else ticked_lists()
    if not found:
        abort(404)
    return found[:MOST_PRINTED]


def _year() -> str:
    said = request.values.get("year", "")
    return said if said in map(str, YEAR_GROUPS) else ""


def _query() -> str:
    year = _year()
    return urlencode([("year", year)] if year else [("list", str(number)) for number in ticked()])
