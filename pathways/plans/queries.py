"""Reading plans."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.plans.cookie import DAYS_KEPT
from pathways.plans.models import Plan, PlanItem, PlanShare
from pathways.tokens import keyed_hash


def code_hash(code: str, *, key: str) -> str:
    """What is kept of a code, written as `word-word-word-word-word`, under the service's ``key``."""
    return keyed_hash(code, purpose="plan-code", key=key)


def share_hash(token: str, *, key: str) -> str:
    """What is kept of the token of a link that shows a plan to somebody."""
    return keyed_hash(token, purpose="plan-share", key=key)


def open_plan(session: Session, code: str, *, key: str, for_change: bool = False) -> Plan | None:
    """The plan that a code opens, or None for a wrong one as for one that has gone.

    ``for_change`` holds it until the transaction ends (on SQLite a session that writes holds all of them).
    """
    wanted = code_hash(code, key=key)
    found = select(Plan).where(
        col(Plan.code_hash) == wanted, col(Plan.last_used_on) > last_day_of_unused(clock.today())
    )
    return session.scalars(found.with_for_update() if for_change else found).one_or_none()


def last_day_of_unused(today: date) -> date:
    """The last day of use from which a plan has gone by ``today``, whether or not it was deleted already."""
    return today - timedelta(days=DAYS_KEPT)


def goes_on(plan: Plan) -> date:
    """The day on which a plan goes unless somebody opens it before."""
    return plan.last_used_on + timedelta(days=DAYS_KEPT)


def items_of(session: Session, plan: Plan) -> Sequence[PlanItem]:
    """What a plan holds, in the student's order."""
    return session.scalars(
        select(PlanItem)
        .where(col(PlanItem.plan_id) == plan.id)
        .order_by(col(PlanItem.position), col(PlanItem.id))
    ).all()


def saved_ids(session: Session, code: str, *, key: str) -> frozenset[int] | None:
    """The opportunities in the plan that a code opens, in one query; None when there is no such plan."""
    rows = session.execute(
        select(col(Plan.id), col(PlanItem.opportunity_id))
        .outerjoin(PlanItem, col(PlanItem.plan_id) == col(Plan.id))
        .where(
            col(Plan.code_hash) == code_hash(code, key=key),
            col(Plan.last_used_on) > last_day_of_unused(clock.today()),
        )
    ).all()
    return frozenset(row[1] for row in rows if row[1] is not None) if rows else None


def shares_of(session: Session, plan: Plan, today: date) -> Sequence[PlanShare]:
    """The links that show a plan to somebody today, newest first."""
    return session.scalars(
        select(PlanShare)
        .where(
            col(PlanShare.plan_id) == plan.id,
            col(PlanShare.expires_on) >= today,
        )
        .order_by(col(PlanShare.id).desc())
    ).all()


def shared_plan(session: Session, token: str, today: date, *, key: str) -> tuple[Plan, PlanShare] | None:
    """The plan that a link shows on ``today``; None for a wrong link as for one that has ended."""
    row = session.execute(
        select(Plan, PlanShare)
        .join(PlanShare, col(PlanShare.plan_id) == col(Plan.id))
        .where(
            col(PlanShare.token_hash) == share_hash(token, key=key),
            col(PlanShare.expires_on) >= today,
            col(Plan.last_used_on) > last_day_of_unused(today),
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def item_of(session: Session, plan: Plan, opportunity_id: int) -> PlanItem | None:
    """One opportunity of a plan, as the database has it now."""
    return session.scalars(
        select(PlanItem)
        .where(col(PlanItem.plan_id) == plan.id, col(PlanItem.opportunity_id) == opportunity_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
