"""How long a session lives: half an hour without a request, twelve hours at most."""

from datetime import datetime, timedelta

from pathways.accounts.models import SessionStep, StaffSession

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
ON_THE_WAY = timedelta(minutes=30)
"""How long the steps before being signed in may take together."""
SEEN_EVERY = timedelta(minutes=1)
"""How exactly we know when a session was last seen: noting every request would write a row for each."""
CONFIRMED_FOR = timedelta(minutes=10)
"""How long somebody who showed who they are may change how they sign in."""


def is_over(session: StaffSession, now: datetime) -> bool:
    """Whether a session has been idle for too long or has lasted for too long."""
    longest = LONGEST if session.step is SessionStep.SIGNED_IN else ON_THE_WAY
    return now - session.seen_at >= IDLE or now - session.started_at >= longest


def is_confirmed(session: StaffSession, now: datetime) -> bool:
    """Whether the person showed so lately who they are that they may change how they sign in."""
    return now - session.confirmed_at < CONFIRMED_FOR
