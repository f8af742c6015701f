"""Beginning a plan, within limits: nobody fills the database with plans."""

from datetime import timedelta

from sqlalchemy.orm import Session

from pathways.plans.cookie import RememberedPlan
from pathways.plans.models import Plan
from pathways.plans.of_request import service_key
from pathways.plans.operations import make_plan
from pathways.web.trying import EVERYBODY, refuse_too_many

NEW_PLANS_AN_HOUR = 300
"""New plans from one address: a school shares one, and ten classes may begin within an hour."""
ALL_NEW_PLANS_AN_HOUR = 5000


def begin_plan(session: Session) -> tuple[Plan, RememberedPlan]:
    """A new, empty plan, and what the browser is to remember of it. Raises TooManyRequests. The caller commits.

    Attempts are counted in a transaction of their own, so nothing may have been written before.
    """
    an_hour = timedelta(hours=1)
    refuse_too_many("plan-new", limit=NEW_PLANS_AN_HOUR, per=an_hour)
    refuse_too_many("plan-new", limit=ALL_NEW_PLANS_AN_HOUR, per=an_hour, who=EVERYBODY)
    plan, code = make_plan(session, key=service_key())
    return plan, RememberedPlan(code)
