"""Evidence for the school: counts by year group, on a page, as CSV and as PDF. Each file is noted in the log."""

from flask import Response, abort, make_response, render_template, request
from sqlalchemy import ColumnElement

from pathways import clock
from pathways.accounts.signed_in import Role, signed_in_member
from pathways.sheets.printing import PDF_TYPE, print_sheets
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, note, whose, writing
from pathways.shortlists.evidence_table import Line, as_csv, as_sheet, headings, table_of
from pathways.shortlists.queries.evidence import evidence_by_year, in_organisation
from pathways.shortlists.queries.own import owned_by
from pathways.web.language import current_language, gettext
from pathways.web.session import current_session

MINE, ALL = "mine", "all"


@advisers.get("/evidence")
@for_advisers
def evidence() -> str:
    """The counts of one's own lists; for a lead also those of the whole organisation."""
    return render_template(
        "shortlists/evidence.html",
        lines=_lines(),
        headings=headings(),
        scope=_scope(),
        about=_about(),
        is_lead=signed_in_member().role is Role.ADVISER_LEAD,
    )


@advisers.get("/evidence.csv")
@for_advisers
def evidence_csv() -> Response:
    """The same for a spreadsheet."""
    response = make_response(as_csv(_noted(), about=_about(), today=clock.today()))
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = 'attachment; filename="evidence.csv"'
    return response


@advisers.get("/evidence.pdf")
@for_advisers
def evidence_pdf() -> Response:
    """The same on paper."""
    sheet = as_sheet(_noted(), about=_about(), today=clock.today())
    response = make_response(print_sheets([sheet], title=sheet.title, language=current_language()[:2]))
    response.mimetype = PDF_TYPE
    response.headers["Content-Disposition"] = 'inline; filename="evidence.pdf"'
    return response


def _noted() -> tuple[Line, ...]:
    lines = _lines()
    session = writing()
    note(session, f"evidence-exported-{_scope()}")
    session.commit()
    return lines


def _lines() -> tuple[Line, ...]:
    return table_of(evidence_by_year(current_session(), _which()))


def _scope() -> str:
    said = request.args.get("of", MINE)
    if said not in (MINE, ALL):
        abort(404)
    if said == ALL and signed_in_member().role is not Role.ADVISER_LEAD:
        abort(403)
    return said


def _which() -> ColumnElement[bool]:
    return in_organisation(whose().organisation_id) if _scope() == ALL else owned_by(whose())


def _about() -> str:
    member = signed_in_member()
    if _scope() == ALL:
        return member.organisation_name
    return gettext("%(name)s at %(organisation)s", name=member.name, organisation=member.organisation_name)
