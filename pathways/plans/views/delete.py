"""Deleting a plan: one page that asks, and it is gone."""

from flask import make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from pathways.plans.blueprint import plans
from pathways.plans.of_request import forget_plan, plan_of_request, plan_to_change
from pathways.plans.operations import delete_plan
from pathways.plans.queries import items_of
from pathways.web.session import current_session, end_writing


@plans.get("/plan/delete")
def ask_to_delete() -> AnyResponse:
    """Ask once."""
    plan = plan_of_request()
    if plan is None:
        return redirect(url_for("plans.plan"), 303)
    count = len(items_of(current_session(), plan))
    return make_response(render_template("plans/delete.html", count=count))


@plans.post("/plan/delete")
def delete() -> AnyResponse:
    """Delete the plan, its notes and its links, and let the browser forget it."""
    plan = plan_to_change()
    if plan is not None:
        delete_plan(current_session(), plan)
        end_writing()
    answer = redirect(url_for("plans.plan", said="deleted"), 303)
    forget_plan(answer)
    return answer
