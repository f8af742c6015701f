"""Links that show a plan to somebody: made, ended, and never kept but as a hash. The caller commits."""

from datetime import date, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.plans.models import Plan, PlanShare
from pathways.plans.queries import share_hash, shares_of
from pathways.tokens import new_token

DAYS_TO_CHOOSE = (7, 30, 90)
"""How long a link may show a plan; 90 days at most."""
USUAL_DAYS = 30
MOST_SHARES = 20
"""Links that show one plan at one time."""


class TooManyShares(Exception):
    """The plan is shown by ``MOST_SHARES`` links already."""


def make_share(
    session: Session, plan: Plan, *, with_notes: bool, days: int, key: str
) -> tuple[PlanShare, str]:
    """A new link and its token, which is kept nowhere. Raises ValueError for a span not offered, and TooManyShares."""
    if days not in DAYS_TO_CHOOSE:
        raise ValueError("A link lasts as long as one of DAYS_TO_CHOOSE.")
    today = clock.today()
    if len(shares_of(session, plan, today)) >= MOST_SHARES:
        raise TooManyShares
    token = new_token()
    share = PlanShare(
        plan_id=plan.id or 0,
        token_hash=share_hash(token, key=key),
        with_notes=with_notes,
        created_on=today,
        expires_on=ends_on(today, days),
    )
    session.add(share)
    session.flush()
    return share, token


def ends_on(today: date, days: int) -> date:
    """The last day of a link made ``today``."""
    return today + timedelta(days=days)


def end_share(session: Session, plan: Plan, share_id: int) -> bool:
    """End one of a plan's links at once; whether it was there to end."""
    ended = session.execute(
        delete(PlanShare).where(col(PlanShare.id) == share_id, col(PlanShare.plan_id) == plan.id)
    )
    return bool(ended.rowcount)  # type: ignore[attr-defined]
