"""The calendar address of a plan: made when asked for, ended when asked, and kept as a hash alone.

The caller commits.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.plans.models import Plan
from pathways.plans.queries import last_day_of_unused
from pathways.tokens import keyed_hash, new_token


def calendar_hash(token: str, *, key: str) -> str:
    """What is kept of the token of a calendar address, under the service's ``key``."""
    return keyed_hash(token, purpose="plan-calendar", key=key)


def make_calendar(session: Session, plan: Plan, *, key: str) -> str:
    """A new token for the plan's calendar, which is kept nowhere. One that there was ends."""
    token = new_token()
    plan.calendar_token_hash = calendar_hash(token, key=key)
    session.add(plan)
    session.flush()
    return token


def end_calendar(session: Session, plan: Plan) -> bool:
    """End the plan's calendar address; whether there was one."""
    had_one = plan.calendar_token_hash is not None
    plan.calendar_token_hash = None
    session.add(plan)
    session.flush()
    return had_one


def plan_of_calendar(session: Session, token: str, today: date, *, key: str) -> Plan | None:
    """The plan behind a calendar address; None for a wrong token as for one that has ended."""
    return session.scalars(
        select(Plan).where(
            col(Plan.calendar_token_hash) == calendar_hash(token, key=key),
            col(Plan.last_used_on) > last_day_of_unused(today),
        )
    ).one_or_none()
