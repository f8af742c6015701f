"""Showing a plan to somebody: links that read and do not write, and the list of them."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.database import LARGEST_ID
from pathways.plans.blueprint import plans
from pathways.plans.models import Plan, PlanShare
from pathways.plans.of_request import plan_of_request, plan_to_change, service_key
from pathways.plans.page import said_in_address
from pathways.plans.queries import shares_of
from pathways.plans.shared_page import share_address
from pathways.plans.sharing import (
    DAYS_TO_CHOOSE,
    MOST_SHARES,
    USUAL_DAYS,
    TooManyShares,
    end_share,
    make_share,
)
from pathways.web.session import current_session, end_writing


@plans.get("/plan/show")
def show() -> AnyResponse:
    """The links that there are, and the form for another."""
    plan = plan_of_request()
    if plan is None:
        return redirect(url_for("plans.plan"), 303)
    return _page(plan, said=said_in_address(request.args.get("said", "")))


@plans.post("/plan/show")
def make_link() -> AnyResponse:
    """Make a link and show it, this once: only its hash is kept."""
    plan = plan_to_change()
    if plan is None:
        return redirect(url_for("plans.plan"), 303)
    days = request.form.get("days", default=USUAL_DAYS, type=int)
    try:
        share, token = make_share(
            current_session(),
            plan,
            with_notes=request.form.get("notes") == "yes",
            days=days if days in DAYS_TO_CHOOSE else USUAL_DAYS,
            key=service_key(),
        )
    except TooManyShares:
        return _page(plan, is_full=True, status=422)
    end_writing()
    return _page(plan, made=share, address=share_address(token))


@plans.post("/plan/show/<int:share_id>/end")
def end_link(share_id: int) -> AnyResponse:
    """End one link at once."""
    plan = plan_to_change()
    if plan is None or not 1 <= share_id <= LARGEST_ID:
        return redirect(url_for("plans.plan"), 303)
    end_share(current_session(), plan, share_id)
    end_writing()
    return redirect(url_for("plans.show", said="ended"), 303)


def _page(
    plan: Plan,
    *,
    made: PlanShare | None = None,
    address: str = "",
    is_full: bool = False,
    said: LazyString | None = None,
    status: int = 200,
) -> Response:
    return make_response(
        render_template(
            "plans/show.html",
            shares=shares_of(current_session(), plan, clock.today()),
            made=made,
            address=address,
            days=DAYS_TO_CHOOSE,
            usual=USUAL_DAYS,
            most=MOST_SHARES,
            is_full=is_full,
            said=said,
        ),
        status,
    )
