"""Sending reminders: one organisation at a time, each recorded once the server has taken its letters.

An organisation is written to at least once: when a run is killed between the server's answer and the record, the next
run writes again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pathways.database import Database
from pathways.host.models import ReminderSent
from pathways.host.queries.reminders import Reminder, due_organisations, reminder_for
from pathways.mail import Letter, MailNotSent, PostOffice, RecipientRefused

logger = logging.getLogger(__name__)
MOST_FAILURES = 5
"""Letters in a row that no server took before a run gives up; the rest stays due."""

Write = Callable[[Reminder, str], Letter]
"""Writes the letter of a reminder to one address."""


@dataclass(slots=True)
class Tally:
    """Letters sent (in a dry run: that would be), refused by their address, and not taken by any server."""

    sent: int = 0
    refused: int = 0
    failed: int = 0


def send_reminders(
    database: Database, post: PostOffice, write: Write, *, today: date, dry_run: bool
) -> Tally:
    """Write to each organisation that is due and has listings to look at. Raises DBAPIError without the database."""
    tally = Tally()
    with database.open_session() as session:
        due = due_organisations(session, today)
    in_a_row = 0
    for organisation_id in due:
        with database.open_session() as session:
            reminder = reminder_for(session, organisation_id, today)
        if reminder is None:
            continue
        if dry_run:
            tally.sent += len(reminder.addresses)
            continue
        if _send(post, write, reminder, tally):
            in_a_row = 0
            _record(database, organisation_id, today)
            continue
        in_a_row += 1
        if in_a_row == MOST_FAILURES:
            break
    return tally


def _send(post: PostOffice, write: Write, reminder: Reminder, tally: Tally) -> bool:
    """Send a reminder to everybody it is for; False when no server took any of it."""
    is_done = False
    for address in reminder.addresses:
        try:
            post.send(write(reminder, address))
            tally.sent += 1
            is_done = True
        except RecipientRefused:
            tally.refused += 1
            is_done = True
        except MailNotSent as error:
            logger.warning("A reminder was not sent: %s", error)
            tally.failed += 1
    return is_done


def _record(database: Database, organisation_id: int, today: date) -> None:
    with database.unit_of_work() as session:
        session.merge(ReminderSent(organisation_id=organisation_id, sent_on=today))
