"""Which organisations have listings that somebody should look at, and who of them gets a letter."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import Organisation
from pathways.accounts.roles import OrganisationKind
from pathways.host.models import ReminderSent
from pathways.host.queries.readers import readers_of
from pathways.listings.queries import Wanted, find_listings
from pathways.listings.rules.standing import FROM_THE_DAY, ListingStanding

BETWEEN_LETTERS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one letter says: how many listings are over, closing or long unchecked, and to whom it goes."""

    organisation_id: int
    organisation: str
    counts: dict[ListingStanding, int]
    addresses: tuple[str, ...]


def due_organisations(session: Session, today: date) -> list[int]:
    """The ids of providers' organisations that were not written to in the last week. Suspended ones are left alone."""
    rows = session.scalars(
        select(col(Organisation.id))
        .outerjoin(ReminderSent, col(ReminderSent.organisation_id) == col(Organisation.id))
        .where(
            col(Organisation.kind) == OrganisationKind.PROVIDER,
            col(Organisation.suspended_at).is_(None),
            col(ReminderSent.sent_on).is_(None) | (col(ReminderSent.sent_on) <= today - BETWEEN_LETTERS),
        )
        .order_by(col(Organisation.id))
    )
    return [one for one in rows if one is not None]


def reminder_for(session: Session, organisation_id: int, today: date) -> Reminder | None:
    """The letter that is due to an organisation; None when all is well, or nobody is there to read it."""
    found = find_listings(session, organisation_id, Wanted(), today).counts
    counts = {one: found[one] for one in FROM_THE_DAY if found[one]}
    addresses = readers_of(session, organisation_id)
    if not counts or not addresses:
        return None
    organisation = session.get_one(Organisation, organisation_id)
    return Reminder(organisation_id, organisation.name, counts, addresses)
