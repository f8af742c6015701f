"""A provider for the made-up staff of the demonstration: a made-up college, with some of its programmes as listings."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.member import Member
from pathways.accounts.models import Membership, Organisation
from pathways.accounts.roles import OrganisationKind, Role
from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import Provider, Source
from pathways.catalogue.seed import DEMONSTRATION
from pathways.listings.looked_up import claimable
from pathways.listings.operations.claims import is_looked_after, take_over
from pathways.listings.operations.copies import copy_listing

COLLEGE = "pitbrow"
"""The key of the college among the demonstration data."""
TAKEN_OVER = 8
"""Listings to begin with; the rest is left to be taken over by whoever tries that out."""


def give_demonstration_provider(session: Session) -> Provider | None:
    """Let the made-up provider staff look after a made-up college, and give it. The caller commits.

    None when they look after one already, when the demonstration data is not there, or when others have the college.
    """
    found = session.execute(
        select(Organisation, Membership)
        .join(Membership, col(Membership.organisation_id) == col(Organisation.id))
        .where(
            col(Organisation.is_demonstration).is_(True),
            col(Organisation.kind) == OrganisationKind.PROVIDER,
            col(Organisation.provider_id).is_(None),
            col(Membership.role) == Role.PROVIDER_ADMIN,
        )
    ).first()
    provider = session.scalars(
        select(Provider)
        .join(Source, col(Source.id) == col(Provider.source_id))
        .where(col(Source.slug) == DEMONSTRATION, col(Provider.source_key) == COLLEGE)
    ).one_or_none()
    if found is None or provider is None or is_looked_after(session, provider):
        return None
    organisation, membership = found
    organisation.provider_id = provider.id
    session.flush()
    mark_edited(session, Provider, [provider.id or 0])
    _begin_listings(session, provider, _as_member(organisation, membership))
    return provider


def _begin_listings(session: Session, provider: Provider, member: Member) -> None:
    """Some of its programmes, and a draft that is a copy of the first."""
    taken = [
        take_over(session, programme.id or 0, member=member, provider=provider)
        for programme in claimable(session, provider)[:TAKEN_OVER]
    ]
    for listing in taken[:1]:
        copy_listing(session, listing, member=member)


def _as_member(organisation: Organisation, membership: Membership) -> Member:
    return Member(
        user_id=membership.user_id,
        organisation_id=organisation.id or 0,
        role=membership.role,
        organisation_kind=organisation.kind,
        name="",
        organisation_name=organisation.name,
        is_demonstration=True,
    )
