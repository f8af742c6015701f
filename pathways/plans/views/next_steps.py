"""The page of next steps, its calendar file, and the plan on one sheet of paper."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.extensions import limiter
from pathways.plans.blueprint import plans
from pathways.plans.calendar import CALENDAR_TYPE
from pathways.plans.calendar_links import end_calendar, make_calendar
from pathways.plans.models import Plan
from pathways.plans.of_request import plan_of_request, plan_to_change, remembered_plan, service_key
from pathways.plans.open_days import open_days_of
from pathways.plans.page import said_in_address
from pathways.plans.paper import plan_sheet
from pathways.plans.step_words import ask_words, over_words, step_words, where_words
from pathways.plans.steps_of_plan import calendar_of, events_of, lines_of, steps_of
from pathways.sheets.printing import PDF_TYPE, print_sheets
from pathways.web.language import current_language, gettext
from pathways.web.session import current_session, end_writing
from pathways.web.site import absolute, site_settings

SHEETS_ALLOWED = "40 per minute"
"""Prints from one address, a class at once: a full plan takes 0.6 seconds of a core."""
WORDS = {
    "step_words": step_words,
    "ask_words": ask_words,
    "over_words": over_words,
    "where_words": where_words,
}


@plans.get("/plan/next-steps")
def next_steps() -> AnyResponse:
    """The days that come for what is saved, and what to ask."""
    plan = plan_of_request()
    if plan is None:
        return redirect(url_for("plans.plan"), 303)
    return _page(plan, said=said_in_address(request.args.get("said", "")))


@plans.get("/plan/next-steps.ics")
def next_steps_file() -> AnyResponse:
    """The same days as a file to open in a calendar once."""
    plan = plan_of_request()
    if plan is None:
        return redirect(url_for("plans.plan"), 303)
    events = events_of(lines_of(plan))
    return _file(calendar_of(events), CALENDAR_TYPE, "next-steps.ics", kind="attachment")


@plans.get("/plan/sheet.pdf")
@limiter.limit(SHEETS_ALLOWED)
def sheet() -> AnyResponse:
    """The plan on paper. With `words=no` without what opens it, to be shown to others."""
    plan, remembered = plan_of_request(), remembered_plan()
    if plan is None or remembered is None:
        return redirect(url_for("plans.plan"), 303)
    code = "" if request.args.get("words") == "no" else remembered.code
    made = plan_sheet(lines_of(plan), code, site_settings().site_name)
    pdf = print_sheets([made], title=gettext("Your plan"), language=current_language().partition("_")[0])
    return _file(pdf, PDF_TYPE, "your-plan.pdf", kind="inline")


@plans.post("/plan/calendar")
def make_calendar_address() -> AnyResponse:
    """Make an address that a calendar program looks at, and show it, this once: only its hash is kept."""
    plan = plan_to_change()
    if plan is None:
        return redirect(url_for("plans.plan"), 303)
    token = make_calendar(current_session(), plan, key=service_key())
    end_writing()
    return _page(plan, made=absolute(url_for("plans.calendar_feed", token=token)))


@plans.post("/plan/calendar/end")
def end_calendar_address() -> AnyResponse:
    """End the calendar address at once."""
    plan = plan_to_change()
    if plan is None:
        return redirect(url_for("plans.plan"), 303)
    end_calendar(current_session(), plan)
    end_writing()
    return redirect(url_for("plans.next_steps", said="calendar-ended"), 303)


def _page(plan: Plan, *, said: LazyString | None = None, made: str = "") -> Response:
    lines = lines_of(plan)
    return make_response(
        render_template(
            "plans/next_steps.html",
            steps=steps_of(lines),
            open_days=open_days_of(current_session(), [line for line in lines if line.is_listed]),
            has_calendar=plan.calendar_token_hash is not None,
            said=said,
            made=made,
            today=clock.today(),
            **WORDS,
        )
    )


def _file(content: bytes, kind_of_content: str, name: str, *, kind: str) -> Response:
    response = Response(content, content_type=kind_of_content)
    response.headers["Content-Disposition"] = f'{kind}; filename="{name}"'
    return response
