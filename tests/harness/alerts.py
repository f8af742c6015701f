"""Alerts for tests: rows as they are after asking and after saying yes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from pathways import clock
from pathways.alerts.links import Purpose, new_link_key, token_for
from pathways.alerts.models import SearchAlert
from pathways.settings import DEVELOPMENT_KEY

PLUMBING = "q=plumbing&near=consett"
"""A search that finds a dozen or two of the demonstration catalogue."""


def make_alert(session: Session, **changes: Any) -> SearchAlert:
    """Letters asked for and not yet said yes to."""
    values: dict[str, Any] = {
        "query": PLUMBING,
        "email": "kim@mail.example",
        "link_key": new_link_key(),
    }
    if "next_letter_on" in changes:
        values["confirmed_at"] = clock.now()
    alert = SearchAlert(**(values | changes))
    session.add(alert)
    session.flush()
    return alert


def make_due_alert(session: Session, **changes: Any) -> SearchAlert:
    """Letters that were said yes to a week ago; nothing was shown yet unless said."""
    week = timedelta(days=7)
    values = {
        "asked_at": clock.now() - week,
        "confirmed_at": clock.now() - week,
        "next_letter_on": clock.today(),
    }
    return make_alert(session, **(values | changes))


def token_of(alert: SearchAlert, purpose: Purpose) -> str:
    """What stands in the link of a letter of a development service."""
    return token_for(alert, purpose, DEVELOPMENT_KEY)
