"""What this browser remembers of a plan: for twelve months, until it closes, or nothing more."""

from dataclasses import replace

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from pathways.plans.blueprint import plans
from pathways.plans.of_request import forget_plan, remember_plan, remembered_plan


@plans.post("/plan/computer")
def computer() -> AnyResponse:
    """Say whose computer this is: `shared` forgets the plan on closing, anything else is one's own."""
    remembered = remembered_plan()
    if remembered is None:
        return redirect(url_for("plans.plan"), 303)
    is_shared = request.form.get("computer") == "shared"
    answer = redirect(url_for("plans.plan", said="shared" if is_shared else "own"), 303)
    remember_plan(answer, replace(remembered, is_shared_computer=is_shared))
    return answer


@plans.post("/plan/leave")
def leave() -> AnyResponse:
    """Let this browser forget the plan, which stays."""
    answer = redirect(url_for("plans.plan", said="left"), 303)
    forget_plan(answer)
    return answer
