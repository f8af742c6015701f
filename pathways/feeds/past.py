"""How much of a staged set has gone by: kept and counted, and not shown as open."""

from datetime import date

from sqlalchemy import Connection, and_, case, func, or_, select

from pathways.feeds.kinds import PART_OF
from pathways.feeds.records import IntakeRecord


def past_offers(connection: Connection, day: date) -> int:
    """How many staged opportunities name starts that have all closed before ``day`` (UK).

    The rule is that of ``pathways.catalogue.intakes``, said to the database.
    """
    intake = PART_OF[IntakeRecord].staged.c
    last_day = func.coalesce(intake.closes_on, intake.starts_on)
    has_no_end = or_(last_day.is_(None), and_(intake.is_flexible, intake.closes_on.is_(None)))
    is_open = case((or_(has_no_end, last_day >= day), 1), else_=0)
    over = select(intake.opportunity_key).group_by(intake.opportunity_key).having(func.max(is_open) == 0)
    return int(connection.execute(select(func.count()).select_from(over.subquery())).scalar_one())
