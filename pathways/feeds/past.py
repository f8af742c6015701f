"""How much of a staged set has gone by: stored and counted, and not shown as open."""

from datetime import date

from sqlalchemy import Connection, exists, func, or_, select

from pathways.feeds.kinds import OPPORTUNITY, PART_OF
from pathways.feeds.records import IntakeRecord


def past_offers(connection: Connection, today: date) -> int:
    """The staged opportunities whose every start is closed on ``today``, by the rule of ``catalogue.intakes``."""
    staged, intake = OPPORTUNITY.staged, PART_OF[IntakeRecord].staged
    of_it = intake.c.opportunity_key == staged.c.key
    last_day = func.coalesce(intake.c.closes_on, intake.c.starts_on)
    is_flexible = intake.c.is_flexible & intake.c.closes_on.is_(None)
    is_open = or_(last_day.is_(None), last_day >= today, is_flexible)
    past = exists().where(of_it) & ~exists().where(of_it, is_open)
    return int(connection.execute(select(func.count()).select_from(staged).where(past)).scalar_one())
