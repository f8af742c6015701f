"""What `pathways purge` does for shortlists: lists whose day has come go, whole."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.shortlists.models import Shortlist, ShortlistShare

DEAD_LINKS_KEPT = timedelta(days=30)
"""How long it can still be seen when a link that is over was opened."""


def forget_old_lists(session: Session, now: datetime) -> int:
    """Delete the lists whose 31 August has come, and say how many there were. The caller commits.

    Links that ran out or were ended a while ago go as well. What hangs on a list goes with it, by the database.
    """
    today = now.astimezone(clock.UK).date()
    is_over = col(ShortlistShare.expires_on) < today - DEAD_LINKS_KEPT
    was_ended = col(ShortlistShare.revoked_at) < now - DEAD_LINKS_KEPT
    session.execute(delete(ShortlistShare).where(or_(is_over, was_ended)))
    gone = session.execute(delete(Shortlist).where(col(Shortlist.goes_on) <= today))
    return int(gone.rowcount)  # type: ignore[attr-defined]
