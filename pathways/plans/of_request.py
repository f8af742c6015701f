"""The plan that the browser of this request remembers, and the one place where it is noted that it was used."""

import logging

from flask import g, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.attributes import set_committed_value
from werkzeug.wrappers import Response

from pathways import clock
from pathways.plans.cookie import DAYS_KEPT, PLAN_COOKIE, RememberedPlan, read_cookie, write_cookie
from pathways.plans.models import Plan
from pathways.plans.operations import use_plan
from pathways.plans.queries import open_plan
from pathways.web.session import begin_writing, current_database, current_session, let_others_write
from pathways.web.site import site_settings

logger = logging.getLogger(__name__)


def service_key() -> str:
    """The key under which codes, links and cookies are hashed and sealed."""
    return site_settings().secret_key.get_secret_value()


def remembered_plan() -> RememberedPlan | None:
    """The code in the one cookie of this request; None without a cookie of ours. Asks nothing of the database."""
    value = request.cookies.get(PLAN_COOKIE)
    return None if value is None else read_cookie(value, key=service_key())


def plan_of_request() -> Plan | None:
    """The plan of this request, read once; None when there is no cookie or its plan has gone.

    That it was used is noted once a day. Raises DBAPIError when the database is away.
    """
    if "plan" not in g:
        g.plan = _find()
        if g.plan is not None:
            _note_use(g.plan)
    plan: Plan | None = g.plan
    return plan


def plan_to_change() -> Plan | None:
    """The plan of this request, held until the change is committed; None as with ``plan_of_request``.

    The changes of two browsers come one after another. To be asked before anything is read: what was read goes.
    That it was used is noted with the change. Raises DBAPIError when the database is away.
    """
    begin_writing()
    plan = g.plan = _find(for_change=True)
    if plan is not None and use_plan(current_session(), plan, clock.today()):
        g.is_first_use_today = True
    return plan


def renew_memory(response: Response) -> Response:
    """Let the browser remember for twelve months from now a plan that it used for the first time today."""
    remembered = remembered_plan() if g.pop("is_first_use_today", False) else None
    if remembered is not None and not g.get("is_memory_said"):
        remember_plan(response, remembered)
    return response


def _find(*, for_change: bool = False) -> Plan | None:
    remembered = remembered_plan()
    if remembered is None:
        return None
    return open_plan(current_session(), remembered.code, key=service_key(), for_change=for_change)


def _note_use(plan: Plan) -> None:
    """Note that a plan was looked at today, in a transaction of its own: looking holds nobody up."""
    today = clock.today()
    if plan.last_used_on == today:
        return
    let_others_write()
    try:
        with current_database().unit_of_work() as session:
            use_plan(session, plan, today)
    except DBAPIError as error:
        logger.warning("A plan was shown, and that it was used is not noted.", exc_info=error)
        return
    set_committed_value(plan, "last_used_on", today)
    g.is_first_use_today = True


def remember_plan(response: Response, remembered: RememberedPlan) -> None:
    """Let the browser remember a code: for twelve months, or on a shared computer until it closes."""
    g.is_memory_said = True
    response.set_cookie(
        PLAN_COOKIE,
        write_cookie(remembered, key=service_key()),
        max_age=None if remembered.is_shared_computer else DAYS_KEPT * 24 * 60 * 60,
        path="/",
        secure=site_settings().env == "production",
        httponly=True,
        samesite="Lax",
    )


def forget_plan(response: Response) -> None:
    """Let the browser forget its plan; the plan itself stays."""
    g.is_memory_said = True
    response.delete_cookie(
        PLAN_COOKIE, path="/", secure=site_settings().env == "production", httponly=True, samesite="Lax"
    )
