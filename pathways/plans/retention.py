"""Letting go of plans and links whose time is over. The caller commits."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.plans.models import Plan, PlanShare
from pathways.plans.queries import last_day_of_unused


def forget_old_plans(session: Session, now: datetime) -> int:
    """Delete the plans that nobody opened for twelve months, and say how many there were."""
    last = last_day_of_unused(now.astimezone(clock.UK).date())
    gone = session.execute(delete(Plan).where(col(Plan.last_used_on) <= last))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def forget_ended_shares(session: Session, now: datetime) -> int:
    """Delete the links to plans that have run out, and say how many there were."""
    today = now.astimezone(clock.UK).date()
    gone = session.execute(delete(PlanShare).where(col(PlanShare.expires_on) < today))
    return int(gone.rowcount)  # type: ignore[attr-defined]
