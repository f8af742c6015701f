"""Proposing an address, taking it back, and what the host decides of it."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.feed_addresses.models import AddressState, FeedAddress, FeedKind
from pathways.feed_addresses.queries import own_addresses
from pathways.feed_addresses.rules.addresses import FeedUrl

MOST_ADDRESSES = 5
OBJECT = "feed_address"


class TooManyAddressesError(Exception):
    """An organisation has as many addresses as it may have. Nothing was written."""


class ProposedBeforeError(Exception):
    """An organisation has proposed the address before. Nothing was written."""


def propose(session: Session, url: FeedUrl, kind: FeedKind, *, member: Member) -> FeedAddress:
    """Ask the host to let an address be fetched. Raises TooManyAddressesError, ProposedBeforeError. Does not commit."""
    known = own_addresses(session, member.organisation_id)
    if any(one.address == url.text for one in known):
        raise ProposedBeforeError
    if len(known) >= MOST_ADDRESSES:
        raise TooManyAddressesError
    made = FeedAddress(
        organisation_id=member.organisation_id, address=url.text, kind=kind, proposed_by=member.user_id
    )
    session.add(made)
    try:
        session.flush()
    except IntegrityError as error:
        raise ProposedBeforeError from error
    record(session, member, "feed-address-proposed", OBJECT, made.id)
    return made


def remove(session: Session, found: FeedAddress, *, member: Member) -> None:
    """Forget an address. What was published from it stays. Does not commit."""
    record(session, member, "feed-address-removed", OBJECT, found.id)
    session.delete(found)
    session.flush()


def decide(session: Session, found: FeedAddress, state: AddressState, *, member: Member) -> None:
    """Let an address be fetched from, or no more. An address that is so already stays as it is. Does not commit."""
    if found.state is state:
        return
    found.state, found.allowed_by, found.decided_at = state, member.user_id, clock.now()
    done = "allowed" if state is AddressState.ALLOWED else "stopped"
    record(session, member, f"feed-address-{done}", OBJECT, found.id)
    session.flush()
