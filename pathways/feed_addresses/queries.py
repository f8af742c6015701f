"""What is read of addresses: a provider's own, all of them for the host, and those to fetch."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.member import Member
from pathways.accounts.models import Membership, Organisation
from pathways.accounts.roles import PROVIDERS, Role
from pathways.catalogue.models import Provider
from pathways.database import LARGEST_ID
from pathways.feed_addresses.models import AddressState, FeedAddress
from pathways.listings.rules.proof import domain_of_website, is_their_domain


@dataclass(frozen=True, slots=True)
class ShownAddress:
    """An address with whose it is. ``is_their_site``: its host is that of the provider's own website or e-mail."""

    feed: FeedAddress
    organisation: Organisation
    provider: Provider | None
    is_their_site: bool


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name a file is taken in: somebody who still looks after the provider."""

    member: Member
    provider_id: int


class NotAllowedError(Exception):
    """Nothing may be taken from an address now. The message says why."""


def own_addresses(session: Session, organisation_id: int) -> list[FeedAddress]:
    """The addresses of an organisation, the oldest first."""
    return list(
        session.scalars(
            select(FeedAddress)
            .where(col(FeedAddress.organisation_id) == organisation_id)
            .order_by(col(FeedAddress.id))
        )
    )


def own_address(session: Session, organisation_id: int, address_id: int) -> FeedAddress | None:
    """An address of an organisation. None for any other's, as for one that is not there."""
    found = any_address(session, address_id)
    return found if found is not None and found.organisation_id == organisation_id else None


def any_address(session: Session, address_id: int) -> FeedAddress | None:
    """An address of whatever organisation."""
    return session.get(FeedAddress, address_id) if 1 <= address_id <= LARGEST_ID else None


def waiting(session: Session) -> int:
    """How many addresses wait for the host."""
    return int(
        session.scalar(select(func.count()).where(col(FeedAddress.state) == AddressState.WAITING)) or 0
    )


def all_addresses(session: Session) -> list[ShownAddress]:
    """Every address: those that wait first, then those that need somebody, then the rest by name."""
    rows = session.execute(
        select(FeedAddress, Organisation, Provider)
        .join(Organisation, col(Organisation.id) == col(FeedAddress.organisation_id))
        .outerjoin(Provider, col(Provider.id) == col(Organisation.provider_id))
        .order_by(col(Organisation.name), col(FeedAddress.id))
    ).all()
    found = [
        ShownAddress(feed, organisation, provider, _is_theirs(feed, provider))
        for feed, organisation, provider in rows
    ]
    return sorted(
        found, key=lambda one: (one.feed.state is not AddressState.WAITING, not one.feed.has_failed)
    )


def addresses_to_fetch(session: Session, provider: str = "") -> list[int]:
    """The ids of the allowed addresses: all, or those of one provider by its UKPRN or by its whole name."""
    statement = (
        select(col(FeedAddress.id))
        .join(Organisation, col(Organisation.id) == col(FeedAddress.organisation_id))
        .outerjoin(Provider, col(Provider.id) == col(Organisation.provider_id))
        .where(col(FeedAddress.state) == AddressState.ALLOWED)
        .order_by(col(FeedAddress.id))
    )
    if provider:
        name = provider.strip().lower()
        is_it = or_(func.lower(col(Organisation.name)) == name, func.lower(col(Provider.name)) == name)
        if name.isascii() and name.isdigit() and len(name) == len("10000000"):
            is_it = col(Provider.ukprn) == int(name)
        statement = statement.where(is_it)
    return [found for found in session.scalars(statement) if found is not None]


def allowed_address(session: Session, feed_id: int) -> tuple[FeedAddress, Sender]:
    """An address that may be fetched from at this moment, and in whose name. Raises NotAllowedError."""
    feed = session.get(FeedAddress, feed_id)
    if feed is None or feed.state is not AddressState.ALLOWED:
        raise NotAllowedError("The address was taken from the list meanwhile.")
    sender = sender_of(session, feed)
    if isinstance(sender, str):
        raise NotAllowedError(f"{sender} Nothing was fetched.")
    return feed, sender


def sender_of(session: Session, feed: FeedAddress) -> Sender | str:
    """In whose name a feed is taken in: who proposed it, else an admin or editor; or, in words, why nobody's."""
    organisation = session.get_one(Organisation, feed.organisation_id)
    if organisation.suspended_at is not None:
        return "The provider is suspended."
    if organisation.provider_id is None:
        return "The provider has no record here any more."
    memberships = session.scalars(
        select(Membership)
        .where(
            col(Membership.organisation_id) == organisation.id,
            col(Membership.removed_at).is_(None),
            col(Membership.role).in_(PROVIDERS),
        )
        .order_by(col(Membership.id))
    ).all()
    if not memberships:
        return "Nobody looks after the provider here any more."
    first = min(
        memberships, key=lambda one: (one.user_id != feed.proposed_by, one.role is not Role.PROVIDER_ADMIN)
    )
    member = Member(
        user_id=first.user_id,
        organisation_id=first.organisation_id,
        role=first.role,
        organisation_kind=organisation.kind,
        name="",
        organisation_name=organisation.name,
        is_demonstration=organisation.is_demonstration,
    )
    return Sender(member, organisation.provider_id)


def _is_theirs(feed: FeedAddress, provider: Provider | None) -> bool:
    if provider is None:
        return False
    return is_their_domain(
        domain_of_website(feed.address), website=provider.website or "", email=provider.email or ""
    )
