"""Asking for letters, saying yes to them and stopping them. Each function flushes; the caller commits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.alerts.links import alert_of_token, new_link_key
from pathways.alerts.models import SearchAlert
from pathways.alerts.seen import packed

MOST_ALERTS = 10
"""Searches that one e-mail address may have letters about, unconfirmed ones included."""
CONFIRM_WITHIN = timedelta(hours=48)
KEPT_FOR = timedelta(days=365)
"""Letters end so long after somebody said yes to them."""
BETWEEN_LETTERS = timedelta(days=7)

Kind = Literal["confirm", "already", "full"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking: which letter is to be sent, and about which alert (None when no more fit)."""

    kind: Kind
    alert: SearchAlert | None


def ask(session: Session, *, query: str, email: str, seen: frozenset[int]) -> Asked:
    """Note that letters about a search are wanted at an address. Every answer calls for one letter to it.

    ``seen`` are the opportunities that the search finds now, which are no news later. Asking again for what was not
    yet confirmed begins its two days anew.
    """
    forget_stale_alerts(session, clock.now())
    known = session.execute(
        select(SearchAlert).where(col(SearchAlert.email) == email, col(SearchAlert.query) == query)
    ).scalar()
    if known is not None and known.confirmed_at is not None:
        return Asked("already", known)
    if known is not None:
        known.asked_at, known.seen = clock.now(), packed(seen)
        session.flush()
        return Asked("confirm", known)
    if number_of_alerts(session, email) >= MOST_ALERTS:
        return Asked("full", None)
    alert = SearchAlert(query=query, email=email, link_key=new_link_key(), seen=packed(seen))
    session.add(alert)
    session.flush()
    return Asked("confirm", alert)


def number_of_alerts(session: Session, email: str) -> int:
    """How many searches an address has, unconfirmed ones included."""
    counted = select(func.count()).select_from(SearchAlert).where(col(SearchAlert.email) == email)
    return int(session.execute(counted).scalar_one())


def unconfirmed(session: Session, token: str, key: str) -> SearchAlert | None:
    """The alert that a link asks to say yes to; None when the link is wrong, was used or is over 48 hours old."""
    alert = alert_of_token(session, token, "confirm", key)
    if alert is None or alert.confirmed_at is not None or alert.asked_at <= clock.now() - CONFIRM_WITHIN:
        return None
    return alert


def confirm(session: Session, token: str, key: str) -> SearchAlert | None:
    """Say yes: letters may go from a week from today. None when the link cannot be used."""
    alert = unconfirmed(session, token, key)
    if alert is not None:
        alert.confirmed_at = clock.now()
        alert.next_letter_on = clock.today() + BETWEEN_LETTERS
        session.flush()
    return alert


def stop(session: Session, token: str, key: str) -> bool:
    """Delete an alert with its address. False when the link is wrong or the alert is gone already."""
    alert = alert_of_token(session, token, "stop", key)
    if alert is not None:
        session.delete(alert)
        session.flush()
    return alert is not None


def ends_at(alert: SearchAlert) -> datetime:
    """When the letters end by themselves. Takes a confirmed alert."""
    assert alert.confirmed_at is not None
    return alert.confirmed_at + KEPT_FOR


def forget_stale_alerts(session: Session, now: datetime) -> int:
    """Delete what nobody said yes to in 48 hours and what is a year old; say how many. The caller commits."""
    gone = session.execute(
        delete(SearchAlert).where(
            or_(
                col(SearchAlert.confirmed_at).is_(None) & (col(SearchAlert.asked_at) <= now - CONFIRM_WITHIN),
                col(SearchAlert.confirmed_at) <= now - KEPT_FOR,
            )
        )
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]
