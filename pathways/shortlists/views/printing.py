"""Printing: one list or a whole class, as a page and as one PDF. Either is noted in the log for each list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.accounts.signed_in import signed_in_member
from pathways.plans.of_request import service_key
from pathways.sheets.printing import PDF_TYPE, print_sheets
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, note_each, snapshot, ticked, ticked_lists, whose, writing
from pathways.shortlists.models import YEAR_GROUPS, Shortlist
from pathways.shortlists.operations.editing import take_lists
from pathways.shortlists.operations.sharing import make_missing_shares, may_be_shared
from pathways.shortlists.paper import Paper, papers
from pathways.shortlists.queries.year import lists_of_year
from pathways.web.language import current_language, gettext
from pathways.web.session import current_session

MOST_PRINTED = 300
"""Lists in one file. More are printed in parts."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is printed together: ``lists`` from the one that is number ``first`` of ``total``, counted from 1."""

    lists: list[Shortlist]
    number: int
    total: int

    @property
    def first(self) -> int:
        """Where in all of them this part begins."""
        return (self.number - 1) * MOST_PRINTED + 1

    @property
    def last(self) -> int:
        """Where it ends."""
        return self.first + len(self.lists) - 1

    @property
    def has_more(self) -> bool:
        """Whether another part follows."""
        return self.last < self.total


@advisers.get("/print")
@for_advisers
def print_lists() -> str:
    """Lists as a page to print: those named by `list`, or all of a `year`; `part` where they are many."""
    part = _part_or_404()
    made = _printed(part)
    without = [paper for paper in made if paper.sheet.code is None and may_be_shared(paper.shortlist)]
    return render_template(
        "shortlists/print.html",
        papers=made,
        part=part,
        query=_query(part.number),
        query_of=_query,
        without=len(without),
    )


@advisers.get("/print.pdf")
@for_advisers
def print_pdf() -> Response:
    """The same as one PDF, a side for each list."""
    made = _printed(_part_or_404())
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
    part = _part_or_404()
    wanted = [found.id or 0 for found in part.lists]
    session = writing()
    made = make_missing_shares(session, take_lists(session, whose(), wanted), service_key())
    note_each(session, "link-made", made)
    session.commit()
    return redirect(f"{url_for('advisers.print_lists')}?{_query(part.number)}", 303)


def _printed(part: Part) -> list[Paper]:
    """The sheets of a part. That they left the service is noted."""
    made = papers(current_session(), part.lists, snapshot(), signed_in_member(), clock.today())
    session = writing()
    note_each(session, "list-printed", part.lists)
    session.commit()
    return made


def _part_or_404() -> Part:
    year = _year()
    found = lists_of_year(current_session(), whose(), int(year)) if year else ticked_lists()
    said = request.values.get("part", "1")
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 1
    lists = found[max(number - 1, 0) * MOST_PRINTED :][:MOST_PRINTED]
    if not lists:
        abort(404)
    return Part(lists, max(number, 1), len(found))


def _year() -> str:
    said = request.values.get("year", "")
    return said if said in map(str, YEAR_GROUPS) else ""


def _query(part: int) -> str:
    year = _year()
    pairs = [("year", year)] if year else [("list", str(number)) for number in ticked()]
    return urlencode(pairs + ([("part", str(part))] if part > 1 else []))
