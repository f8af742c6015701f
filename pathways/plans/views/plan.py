"""The page of a plan: what it holds, and without one the way to it."""

from datetime import timedelta

from flask import Response, redirect, request, url_for
from flask_babel.speaklater import LazyString
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.places.postcodes import cut_postcodes_to_sector
from pathways.plans.blueprint import plans
from pathways.plans.code_words import LONGEST_TYPED, TypedCode, read_code
from pathways.plans.cookie import MONTHS_KEPT, RememberedPlan
from pathways.plans.forms import TypedItem
from pathways.plans.lines import plan_lines, with_similar
from pathways.plans.models import Plan
from pathways.plans.of_request import plan_of_request, remember_plan, remembered_plan, service_key
from pathways.plans.page import PlanPage, said_in_address
from pathways.plans.queries import goes_on, items_of, open_plan
from pathways.web.fragments import render
from pathways.web.session import current_session
from pathways.web.trying import EVERYBODY, refuse_too_many

CODES_TRIED = 60
CODES_TRIED_PER = timedelta(minutes=15)
"""From one address, which a school shares: a class of thirty, each with a slip, within a quarter of an hour."""
ALL_CODES_TRIED_AN_HOUR = 5000


@plans.get("/plan")
def plan() -> AnyResponse:
    """The plan that this browser remembers, or how to begin or open one."""
    opened = plan_of_request()
    if opened is None:
        return closed_plan(said=said_in_address(request.args.get("said", "")))
    return open_plan_page(opened, said=said_in_address(request.args.get("said", "")))


@plans.post("/plan/open")
def open_by_code() -> AnyResponse:
    """Open a plan by its five words. Wrong ones and those of a plan that has gone get the same answer."""
    typed = request.form.get("instead") or request.form.get("code", "")
    typed = cut_postcodes_to_sector(typed[:LONGEST_TYPED]).strip()
    shared = request.form.get("shared") == "yes"
    read = read_code(typed)
    if read.code is None:
        return closed_plan(typed=typed, read=read, shared=shared, status=422)
    try:
        refuse_too_many("plan-code", limit=CODES_TRIED, per=CODES_TRIED_PER)
        refuse_too_many("plan-code", limit=ALL_CODES_TRIED_AN_HOUR, per=timedelta(hours=1), who=EVERYBODY)
        opened = open_plan(current_session(), read.code, key=service_key())
    except TooManyRequests as error:
        response = closed_plan(typed=typed, problem="too-many", shared=shared, status=429)
        response.headers["Retry-After"] = str(error.retry_after)
        return response
    except DBAPIError:
        return closed_plan(typed=typed, problem="away", shared=shared, status=503)
    if opened is None:
        return closed_plan(typed=typed, problem="not-there", shared=shared, status=422)
    answer = redirect(url_for("plans.plan"), 303)
    remember_plan(answer, RememberedPlan(read.code, shared))
    return answer


def open_plan_page(
    opened: Plan,
    *,
    said: LazyString | None = None,
    typed: tuple[int, TypedItem] | None = None,
    status: int = 200,
) -> Response:
    """The page of a plan. ``typed`` is what was typed of one item and could not be kept as it is."""
    remembered, today = remembered_plan(), clock.today()
    page = PlanPage(
        plan=opened,
        lines=with_similar(plan_lines(items_of(current_session(), opened), today), today),
        code=remembered.code if remembered else "",
        is_shared_computer=bool(remembered and remembered.is_shared_computer),
        goes_on=goes_on(opened),
        today=today,
        said=said,
        typed=typed,
    )
    return render("plans/plan.html", "plans/_plan_answer.html", page=page, status=status)


def closed_plan(
    *,
    typed: str = "",
    read: TypedCode | None = None,
    problem: str = "",
    shared: bool = False,
    said: LazyString | None = None,
    status: int = 200,
) -> Response:
    """The page without a plan: how to begin one, and where to type the words of one that there is."""
    return render(
        "plans/closed.html",
        "plans/closed.html",
        typed=typed,
        read=read or TypedCode(),
        problem=problem or ("words" if read is not None else ""),
        shared=shared,
        months_kept=MONTHS_KEPT,
        longest_typed=LONGEST_TYPED,
        said=said,
        status=status,
    )
