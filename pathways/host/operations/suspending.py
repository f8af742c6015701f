"""Suspending a provider's organisation: nobody of it gets in, and what it lists leaves the site until then."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.member import Member
from pathways.accounts.membership_changes import suspend
from pathways.accounts.models import Organisation
from pathways.catalogue.changes import record_change
from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import Opportunity, Programme
from pathways.catalogue.vocabulary import ListingState
from pathways.feeds.same_offers import find_same_offers_of
from pathways.listings.models import Listing
from pathways.listings.rules.standing import LIVE

AT_ONCE = 500
"""Rows named in one statement: SQLite takes no more than some thousand values."""


def set_suspended(session: Session, organisation: Organisation, *, suspended: bool, member: Member) -> int:
    """Shut an organisation with all that it lists, or open both again; how many programmes left or came back.

    A listing that was withdrawn by its provider stays withdrawn. Done twice it changes nothing more. The caller
    commits; the publisher follows within seconds.
    """
    suspend(session, member, organisation, suspended=suspended)
    state, other = ListingState.WITHDRAWN, ListingState.PUBLISHED
    if not suspended:
        state, other = other, state
    programmes = _programmes(session, organisation, other)
    touched: list[int] = []
    for start in range(0, len(programmes), AT_ONCE):
        part = programmes[start : start + AT_ONCE]
        session.execute(update(Programme).where(col(Programme.id).in_(part)).values(state=state))
        found = session.scalars(select(col(Opportunity.id)).where(col(Opportunity.programme_id).in_(part)))
        touched += [one for one in found if one is not None]
        mark_edited(session, Programme, part)
    if touched:
        record_change(session, touched)
    if touched and organisation.provider_id is not None:
        find_same_offers_of(session, organisation.provider_id)
    return len(programmes)


def _programmes(session: Session, organisation: Organisation, state: ListingState) -> list[int]:
    """The programmes of what an organisation has live that are in a state."""
    found = session.scalars(
        select(col(Programme.id))
        .join(Listing, col(Listing.programme_id) == col(Programme.id))
        .where(
            col(Listing.organisation_id) == organisation.id,
            col(Listing.live_version).is_not(None),
            col(Listing.state).in_(LIVE),
            col(Programme.state) == state,
        )
        .order_by(col(Programme.id))
    )
    return [one for one in found if one is not None]
