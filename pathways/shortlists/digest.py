"""Sending the weekly letters: one desk at a time, each recorded once the server has taken its letter.

A letter goes out at least once: when a run is killed between the server's answer and the record, the next run sends it
again, with the same `Message-ID`. No transaction is open while a server is waited for.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.models import Membership, Organisation, StaffUser
from pathways.accounts.roles import ADVISERS
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.database import Database
from pathways.mail import Letter, MailNotSent, PostOffice, RecipientRefused
from pathways.shortlists.models import AdviserDesk
from pathways.shortlists.queries.watch import Watch, watch
from pathways.shortlists.rules.whose import Whose

logger = logging.getLogger(__name__)
EVERY = timedelta(days=7)
_EARLIER = timedelta(hours=12)
"""A timer that runs a little early one week must not skip it."""
MOST_FAILURES = 5
"""Letters in a row that no server took before a run gives up; the rest stays due."""

Write = Callable[[AdviserDesk, str, str, Watch], Letter | None]
"""Writes the letter for a desk to an address, about an organisation and what needs a look there; None for nothing."""
Outcome = Literal["sent", "quiet", "refused", "failed"]


@dataclass(slots=True)
class Tally:
    """What became of the desks that were due.

    ``sent`` (in a dry run: would be), ``quiet`` with nothing to say, ``refused`` by the address, ``failed`` for want of
    a server, ``left`` for a later run.
    """

    sent: int = 0
    quiet: int = 0
    refused: int = 0
    failed: int = 0
    left: int = 0


def send_digests(
    database: Database, snapshot: CatalogueSnapshot, post: PostOffice, write: Write, *, dry_run: bool
) -> Tally:
    """Write to each adviser who wants it and is due. Raises DBAPIError when the database goes away.

    An address that refuses, or a failure of the server, stops nothing else. Only one run may be under way.
    """
    tally, in_a_row = Tally(), 0
    with database.open_session() as session:
        due = desks_due(session, clock.now())
    for number, whose in enumerate(due, 1):
        outcome = _one(database, snapshot, post, write, whose, dry_run=dry_run)
        if outcome is None:
            continue
        setattr(tally, outcome, getattr(tally, outcome) + 1)
        in_a_row = in_a_row + 1 if outcome == "failed" else 0
        if in_a_row == MOST_FAILURES:
            tally.left = len(due) - number
            break
    return tally


def desks_due(session: Session, now: datetime) -> list[Whose]:
    """The desks whose adviser wants letters, still works there, and had none for a week; longest waiting first."""
    found = session.scalars(
        _wanted(now)
        .with_only_columns(AdviserDesk)
        .order_by(
            col(AdviserDesk.digest_sent_at).is_not(None),
            col(AdviserDesk.digest_sent_at),
            col(AdviserDesk.user_id),
            col(AdviserDesk.organisation_id),
        )
    )
    return [Whose(desk.organisation_id, desk.user_id) for desk in found]


def _wanted(now: datetime) -> Select[AdviserDesk, str, str]:
    return (
        select(AdviserDesk, col(StaffUser.email), col(Organisation.name))
        .join(StaffUser, col(StaffUser.id) == col(AdviserDesk.user_id))
        .join(Organisation, col(Organisation.id) == col(AdviserDesk.organisation_id))
        .join(
            Membership,
            (col(Membership.user_id) == col(AdviserDesk.user_id))
            & (col(Membership.organisation_id) == col(AdviserDesk.organisation_id)),
        )
        .where(
            col(AdviserDesk.wants_digest).is_(True),
            col(StaffUser.active).is_(True),
            col(Organisation.suspended_at).is_(None),
            col(Membership.removed_at).is_(None),
            col(Membership.role).in_(ADVISERS),
            or_(
                col(AdviserDesk.digest_sent_at).is_(None),
                col(AdviserDesk.digest_sent_at) <= now - EVERY + _EARLIER,
            ),
        )
    )


def _one(
    database: Database,
    snapshot: CatalogueSnapshot,
    post: PostOffice,
    write: Write,
    whose: Whose,
    *,
    dry_run: bool,
) -> Outcome | None:
    """Deal with one desk; None when its letters were stopped, or its adviser left, since the run began."""
    with database.open_session() as session:
        row = session.execute(
            _wanted(clock.now()).where(
                col(AdviserDesk.user_id) == whose.user_id,
                col(AdviserDesk.organisation_id) == whose.organisation_id,
            )
        ).first()
        if row is None:
            return None
        desk, email, organisation = row
        letter = write(desk, email, organisation, watch(session, whose, snapshot, clock.today()))
    if letter is None:
        return "quiet"
    if dry_run:
        return "sent"
    try:
        post.send(letter)
    except RecipientRefused:
        # Asked again in a week, as if it had been taken.
        _record(database, whose)
        return "refused"
    except MailNotSent as error:
        # The reason names no address and nothing of the letter.
        logger.warning("A letter to an adviser was not sent: %s", error)
        return "failed"
    _record(database, whose)
    return "sent"


def _record(database: Database, whose: Whose) -> None:
    with database.unit_of_work() as session:
        session.execute(
            update(AdviserDesk)
            .where(
                col(AdviserDesk.user_id) == whose.user_id,
                col(AdviserDesk.organisation_id) == whose.organisation_id,
            )
            .values(digest_sent_at=clock.now())
        )
