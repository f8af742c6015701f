"""How long counts are kept."""

from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from pathways.clock import UK
from pathways.database import table_of
from pathways.demand.models import DemandPhrase, DemandProgramme, DemandSeen, DemandUnmet

KEPT_MONTHS = 25
"""Two whole years, and the month that is running."""


def forget_old_counts(session: Session, now: datetime) -> int:
    """Delete the counts of months long gone, and say how many rows there were. The caller commits."""
    oldest = month_before(now.astimezone(UK).date(), KEPT_MONTHS - 1)
    gone = 0
    for model, column in (
        (DemandProgramme, "month"),
        (DemandSeen, "month"),
        (DemandUnmet, "month"),
        (DemandPhrase, "last_month"),
    ):
        table = table_of(model)
        result = session.execute(delete(table).where(table.c[column] < oldest))
        gone += int(result.rowcount)  # type: ignore[attr-defined]
    return gone


def month_before(day: date, months: int) -> date:
    """The first day of the month some months before that of a day."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
