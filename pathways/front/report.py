"""“Something wrong on this page?”: a short form that needs no name, no account and no cookie."""

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response as BaseResponse

from pathways.extensions import limiter
from pathways.front.blueprint import front
from pathways.front.models import ReportKind
from pathways.front.report_operations import ReportProblem, keep_report, page_path, printable, read_report
from pathways.web.session import current_session
from pathways.web.site import site_settings

REPORTS_ALLOWED = "20 per hour"


@front.get("/report")
def report() -> BaseResponse:
    """The empty form, with the page that it was opened from filled in."""
    response = _form({"page": _page_in_question(), "kind": "", "text": "", "is_urgent": ""}, (), 200)
    # It names the page that the reader came from, so no cache may keep it.
    response.headers["Cache-Control"] = "no-store"
    return response


@front.post("/report")
@limiter.limit(REPORTS_ALLOWED)
def send_report() -> BaseResponse:
    """Keep a report and answer 303 to the thanks page; show the form again when something is missing."""
    typed = {name: printable(request.form.get(name, "")) for name in ("page", "kind", "text", "is_urgent")}
    report, problems = read_report(typed)
    if report is None:
        return _form(typed, problems, 422)
    try:
        session = current_session()
        keep_report(session, report)
        session.commit()
    except DBAPIError:
        return _form(typed, (ReportProblem("text", "not-kept"),), 503)
    return redirect(url_for("front.report_thanks", urgent="yes" if report.is_urgent else None), 303)


@front.get("/report/thanks")
def report_thanks() -> str:
    """What happens now."""
    if request.args.get("urgent") not in (None, "yes"):
        abort(404)
    return render_template(
        "front/report_thanks.html",
        is_urgent="urgent" in request.args,
        contact=site_settings().host_contact,
        canonical=url_for("front.report_thanks"),
    )


def _form(typed: dict[str, str], problems: tuple[ReportProblem, ...], status: int) -> Response:
    return make_response(
        render_template(
            "front/report.html",
            typed=typed,
            problems={problem.field: problem.code for problem in problems},
            kinds=tuple(ReportKind),
            contact=site_settings().host_contact,
            canonical=url_for("front.report"),
        ),
        status,
    )


def _page_in_question() -> str:
    """The path of the page that the reader came from: named in the address, else told by the browser."""
    named = request.args.get("page")
    if named is not None:
        return page_path(named) if named.startswith("/") and not named.startswith("//") else ""
    referrer = request.referrer or ""
    if not referrer.startswith(request.host_url):
        return ""
    path = page_path(referrer)
    return "" if path == request.path else path
