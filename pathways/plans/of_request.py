"""The plan that the browser of this request remembers."""

from flask import current_app, g, request
from werkzeug.wrappers import Response

from pathways.plans.cookie import DAYS_KEPT, PLAN_COOKIE, RememberedPlan, read_cookie, write_cookie
from pathways.plans.models import Plan
from pathways.plans.operations import take_plan
from pathways.plans.queries import open_plan
from pathways.settings import Settings
from pathways.web.session import current_session


def service_key() -> str:
    """The key under which codes, links and cookies are hashed and sealed."""
    return _settings().secret_key.get_secret_value()


def remembered_plan() -> RememberedPlan | None:
    """The code in the one cookie of this request; None without a cookie of ours. Asks nothing of the database."""
    value = request.cookies.get(PLAN_COOKIE)
    return None if value is None else read_cookie(value, key=service_key())


def plan_of_request() -> Plan | None:
    """The plan of this request, read once; None when there is no cookie or its plan has gone.

    Raises DBAPIError when the database is away.
    """
    if "plan" not in g:
        remembered = remembered_plan()
        g.plan = (
            None if remembered is None else open_plan(current_session(), remembered.code, key=service_key())
        )
    plan: Plan | None = g.plan
    return plan


def plan_to_change() -> Plan | None:
    """The plan of this request, held for a change; None as with ``plan_of_request``. To be asked before all else.

    Raises DBAPIError when the database is away.
    """
    remembered = remembered_plan()
    g.plan = None if remembered is None else take_plan(current_session(), remembered.code, key=service_key())
    plan: Plan | None = g.plan
    return plan


def remember_plan(response: Response, remembered: RememberedPlan) -> None:
    """Let the browser remember a code: for twelve months, or on a shared computer until it closes."""
    response.set_cookie(
        PLAN_COOKIE,
        write_cookie(remembered, key=service_key()),
        max_age=None if remembered.is_shared_computer else DAYS_KEPT * 24 * 60 * 60,
        path="/",
        secure=_settings().env == "production",
        httponly=True,
        samesite="Lax",
    )


def forget_plan(response: Response) -> None:
    """Let the browser forget its plan; the plan itself stays."""
    response.delete_cookie(
        PLAN_COOKIE, path="/", secure=_settings().env == "production", httponly=True, samesite="Lax"
    )


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
