"""Reading people, their memberships and organisations."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import Invitation, Membership, Organisation, StaffUser
from pathways.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Colleague:
    """One member of an organisation, as its page shows them."""

    membership_id: int
    user_id: int
    name: str
    email: str
    role: Role
    joined_at: datetime
    active: bool


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """One organisation in the host's list."""

    organisation: Organisation
    members: int


def user_with_email(session: Session, email: str) -> StaffUser | None:
    """The person with this address, in small letters."""
    return session.execute(select(StaffUser).where(col(StaffUser.email) == email)).scalar_one_or_none()


def memberships_of(session: Session, user_id: int) -> list[tuple[Membership, Organisation]]:
    """For whom somebody may act now, the newest first."""
    rows = session.execute(
        select(Membership, Organisation)
        .join(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .where(
            col(Membership.user_id) == user_id,
            col(Membership.removed_at).is_(None),
            col(Organisation.suspended_at).is_(None),
        )
        .order_by(col(Membership.joined_at).desc(), col(Membership.id).desc())
    )
    return [(membership, organisation) for membership, organisation in rows]


def colleagues_in(session: Session, organisation_id: int) -> list[Colleague]:
    """Who belongs to an organisation now, by name."""
    rows = session.execute(
        select(Membership, StaffUser)
        .join(StaffUser, col(StaffUser.id) == col(Membership.user_id))
        .where(col(Membership.organisation_id) == organisation_id, col(Membership.removed_at).is_(None))
        .order_by(func.lower(StaffUser.name), col(StaffUser.email))
    )
    return [
        Colleague(
            membership_id=membership.id or 0,
            user_id=user.id or 0,
            name=user.name or user.email,
            email=user.email,
            role=membership.role,
            joined_at=membership.joined_at,
            active=user.active,
        )
        for membership, user in rows
    ]


def open_invitations(session: Session, organisation_id: int, now: datetime) -> list[Invitation]:
    """Who was asked to join an organisation and may still, the newest first."""
    rows = session.execute(
        select(Invitation)
        .where(col(Invitation.organisation_id) == organisation_id, col(Invitation.expires_at) > now)
        .order_by(col(Invitation.made_at).desc(), col(Invitation.id).desc())
    )
    return list(rows.scalars())


def every_organisation(session: Session) -> list[OrganisationLine]:
    """Every organisation with the number of its members, by name."""
    rows = session.execute(
        select(Organisation, func.count(col(Membership.id)))
        .outerjoin(
            Membership,
            (col(Membership.organisation_id) == col(Organisation.id)) & col(Membership.removed_at).is_(None),
        )
        .group_by(col(Organisation.id))
        .order_by(func.lower(Organisation.name), col(Organisation.id))
    )
    return [OrganisationLine(organisation, members) for organisation, members in rows]
