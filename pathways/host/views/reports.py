"""What people told us is wrong on a page."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from pathways import clock
from pathways.accounts.signed_in import signed_in_member
from pathways.database import LARGEST_ID
from pathways.front.models import PageReport, ReportKind
from pathways.host.operations.reports import settle
from pathways.host.queries.reports import open_reports, settled_reports
from pathways.host.views.blueprint import for_host, host
from pathways.web.session import current_session

KIND_NAMES = {
    ReportKind.WRONG_FACT: _("A fact is wrong"),
    ReportKind.CLOSED: _("It is closed"),
    ReportKind.HARD_TO_USE: _("Hard to use"),
    ReportKind.UNSAFE: _("Somebody may not be safe"),
    ReportKind.MY_DATA: _("About their own data"),
    ReportKind.OTHER: _("Something else"),
}


@host.get("/reports")
@for_host
def reports() -> ResponseReturnValue:
    """Reports that wait, urgent ones first, each with the day it is due; below, those dealt with last."""
    session, today = current_session(), clock.today()
    return render_template(
        "host/reports.html",
        open=open_reports(session, today),
        settled=settled_reports(session, today),
        kinds=KIND_NAMES,
        done=request.args.get("done", ""),
    )


@host.post("/reports/<int:report_id>")
@for_host
def settle_report(report_id: int) -> ResponseReturnValue:
    """Note that a report was dealt with, or take that back."""
    session = current_session()
    report = session.get(PageReport, report_id) if 1 <= report_id <= LARGEST_ID else None
    if report is None:
        abort(404)
    settled = request.form.get("settled") == "yes"
    settle(session, report, settled=settled, member=signed_in_member())
    session.commit()
    return redirect(url_for("host.reports", done="settled" if settled else "opened"), 303)
