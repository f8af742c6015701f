"""Taking people out, changing their role, shutting accounts and organisations: all of it at once."""

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.accounts.models import Membership, Organisation, StaffSession, StaffUser
from pathways.accounts.roles import OrganisationKind, Role
from pathways.accounts.sessions import end_sessions_of


def remove_member(session: Session, by: Member, membership: Membership) -> None:
    """End a membership and every session that acts by it. The caller commits."""
    membership.removed_at = clock.now()
    session.execute(delete(StaffSession).where(col(StaffSession.membership_id) == membership.id))
    session.flush()
    record(session, by, "member-removed", "membership", membership.id)


def change_role(session: Session, by: Member, membership: Membership, role: Role) -> None:
    """Give a member another role, from their next request on. The caller commits."""
    membership.role = role
    session.flush()
    record(session, by, "role-changed", "membership", membership.id)


def disable(session: Session, by: Member | None, user: StaffUser) -> None:
    """Shut an account and end all its sessions. The caller commits."""
    user.active = False
    end_sessions_of(session, user.id or 0)
    session.flush()
    record(session, by, "account-disabled", "staff_user", user.id)


def add_organisation(session: Session, by: Member, *, name: str, kind: OrganisationKind) -> Organisation:
    """A new organisation, without members. The caller commits."""
    made = Organisation(name=name, kind=kind)
    session.add(made)
    session.flush()
    record(session, by, "organisation-added", "organisation", made.id)
    return made


def suspend(session: Session, by: Member, organisation: Organisation, *, suspended: bool) -> None:
    """Let nobody of an organisation in from now on, or let them in again. The caller commits."""
    organisation.suspended_at = clock.now() if suspended else None
    session.flush()
    action = "organisation-suspended" if suspended else "organisation-restored"
    record(session, by, action, "organisation", organisation.id)
