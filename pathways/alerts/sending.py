"""Sending what is new: one letter at a time, each recorded in a transaction of its own once the server has taken it.

A letter goes out at least once. When a run is killed after the server took a letter and before that is recorded, the
next run sends it again. The other way round a letter would be lost, and with it a closing date that nobody noticed.
The second copy has the `Message-ID` of the first, so that mail programs show one. No transaction is open while a server
is waited for.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.alerts.asking import BETWEEN_LETTERS, forget_stale_alerts
from pathways.alerts.models import SearchAlert
from pathways.alerts.searches import found_now, new_in, read_query
from pathways.alerts.seen import packed
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.query_string import PlaceLookup
from pathways.catalogue.results import Card
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.database import Database
from pathways.mail import Letter, MailNotSent, PostOffice, RecipientRefused

logger = logging.getLogger(__name__)

MOST_REFUSALS = 3
"""Letters in a row, a week apart, that an address may refuse for good before its alert is deleted."""
MOST_FAILURES = 5
"""Letters in a row that no server took before a run gives up: each waits for an answer, and the rest stays due."""

Write = Callable[[SearchAlert, SearchCriteria, tuple[Card, ...]], Letter]
"""Writes the letter about what is new in a search."""
Progress = Callable[[str, int, int], None]
Outcome = Literal["sent", "quiet", "refused", "ended", "failed", "unreadable"]


@dataclass(slots=True)
class Tally:
    """What became of the alerts that were due.

    ``sent`` (in a dry run: would be), ``quiet`` for nothing new, ``refused`` by the address for good and ``ended`` for
    the third such time, ``failed`` for want of a server, ``unreadable`` where the search means something else by now,
    ``left`` for a later run. ``stale`` were deleted before.
    """

    sent: int = 0
    quiet: int = 0
    refused: int = 0
    ended: int = 0
    failed: int = 0
    unreadable: int = 0
    left: int = 0
    stale: int = 0


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a run works with: the catalogue as it stood when it began, the known places, and the day."""

    snapshot: CatalogueSnapshot
    places: PlaceLookup
    today: date


def send_due(
    database: Database, post: PostOffice, grounds: Grounds, write: Write, *, dry_run: bool, progress: Progress
) -> Tally:
    """Send a letter for each alert that is due and has news. Raises DBAPIError when the database goes away.

    One address that refuses, or one failure of the server, stops nothing else. Only one run may be under way.
    """
    tally = Tally()
    if not dry_run:
        with database.unit_of_work() as session:
            tally.stale = forget_stale_alerts(session, clock.now())
    with database.open_session() as session:
        due = due_alerts(session, grounds.today)
    failures = 0
    for number, alert_id in enumerate(due):
        progress("Letters", number, len(due))
        outcome = _one(database, post, grounds, write, alert_id, dry_run=dry_run)
        if outcome is None:
            continue
        setattr(tally, outcome, getattr(tally, outcome) + 1)
        failures = failures + 1 if outcome == "failed" else 0
        if failures == MOST_FAILURES:
            tally.left = len(due) - number - 1
            break
    progress("Letters", len(due) - tally.left, len(due))
    return tally


def due_alerts(session: Session, today: date) -> list[int]:
    """The ids of alerts whose week is over, longest waiting first."""
    rows = session.execute(
        select(col(SearchAlert.id))
        .where(col(SearchAlert.next_letter_on) <= today)
        .order_by(col(SearchAlert.next_letter_on), col(SearchAlert.id))
    )
    return [number for (number,) in rows if number is not None]


def _one(
    database: Database, post: PostOffice, grounds: Grounds, write: Write, alert_id: int, *, dry_run: bool
) -> Outcome | None:
    """Deal with one alert; gives the name of its count, None when it was stopped meanwhile."""
    with database.open_session() as session:
        alert = session.get(SearchAlert, alert_id)
        if alert is None:
            return None
        criteria = read_query(alert.query, grounds.places)
        if criteria is None:
            return "unreadable"
        found = found_now(grounds.snapshot, criteria, grounds.today)
        new = new_in(session, alert, found)
        if not new:
            return "quiet"
        letter = write(alert, criteria, new)
        refusals = alert.refusals
    if dry_run:
        return "sent"
    try:
        post.send(letter)
    except RecipientRefused:
        return _refused(database, alert_id, refusals + 1, grounds.today)
    except MailNotSent as error:
        # The reason names no address and nothing of the letter.
        logger.warning("A letter was not sent: %s", error)
        return "failed"
    _record(database, alert_id, grounds.today, seen=packed(found.ids), refusals=0)
    return "sent"


def _refused(database: Database, alert_id: int, times: int, today: date) -> Outcome:
    """Count a refusal. What was to be told stays news for the next letter, a week later."""
    if times < MOST_REFUSALS:
        _record(database, alert_id, today, refusals=times)
        return "refused"
    with database.unit_of_work() as session:
        alert = session.get(SearchAlert, alert_id)
        if alert is not None:
            session.delete(alert)
    return "ended"


def _record(database: Database, alert_id: int, today: date, **values: object) -> None:
    with database.unit_of_work() as session:
        session.execute(
            update(SearchAlert)
            .where(col(SearchAlert.id) == alert_id)
            .values(next_letter_on=today + BETWEEN_LETTERS, **values)
        )
