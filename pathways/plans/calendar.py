"""Next steps as a calendar (RFC 5545): whole days, the same event whatever day it moves to, and nothing of anybody.

An event says what anybody can read of an opportunity: no note, no status and no code.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from pathways.plans.next_steps import Step

CALENDAR_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=12)
"""How often programs that subscribe are asked to look."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One step with its words. ``address`` is the whole address of its page, empty where there is none."""

    step: Step
    summary: str
    description: str
    address: str


def written(events: Iterable[CalendarEvent], *, name: str, host: str, made_at: datetime) -> bytes:
    """The calendar. ``name`` is what programs call it; ``host`` makes its event ids unlike any others'."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{host}//Pathways//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", f"PT{REFRESH // timedelta(hours=1)}H")
    for event in events:
        calendar.add_component(_event(event, host, made_at))
    made: bytes = calendar.to_ical()
    return made


def tag_of(events: Iterable[CalendarEvent]) -> str:
    """What changes exactly when the calendar says something else, at whatever moment it is made."""
    said = [
        (event.step.key, event.step.day.isoformat(), event.summary, event.description, event.address)
        for event in events
    ]
    return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _event(said: CalendarEvent, host: str, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{said.step.key}@{host}")
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", said.step.day)
    event.add("dtend", said.step.day + timedelta(days=1))
    event.add("summary", said.summary)
    event.add("description", said.description)
    # A day on which something ends is not a day on which nobody has time.
    event.add("transp", "TRANSPARENT")
    if said.address:
        event.add("url", said.address)
    return event
