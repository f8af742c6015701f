"""Asking somebody to join an organisation, by a link that works for a week and once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.audit import add_entry, record
from pathways.accounts.member import Member
from pathways.accounts.models import Invitation, Membership, Organisation, RecoveryCode, StaffUser
from pathways.accounts.queries import user_with_email
from pathways.accounts.roles import Role
from pathways.accounts.sessions import end_sessions_of
from pathways.tokens import keyed_hash, new_token

WORKS_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Joined:
    """Who accepted an invitation, and whether they have yet to choose how to sign in."""

    user: StaffUser
    membership: Membership
    has_to_set_up: bool


def invite(
    session: Session, by: Member | None, *, email: str, role: Role, organisation: Organisation, key: str
) -> str:
    """Ask somebody to join, and give the token for the link. Earlier links to the same person stop working.

    ``by`` None: a command. The caller has checked that they may, commits, and sends the letter.
    """
    session.execute(
        delete(Invitation).where(
            col(Invitation.organisation_id) == organisation.id, col(Invitation.email) == email
        )
    )
    token = new_token()
    now = clock.now()
    asked = Invitation(
        token_hash=_hash_of(token, key),
        email=email,
        role=role,
        organisation_id=organisation.id or 0,
        invited_by_id=by.user_id if by else None,
        made_at=now,
        expires_at=now + WORKS_FOR,
    )
    session.add(asked)
    session.flush()
    record(session, by, "member-invited", "invitation", asked.id)
    return token


def find_invitation(session: Session, token: str, *, key: str) -> Invitation | None:
    """The invitation of a link; None when the link is wrong, used, taken back or too old."""
    found = session.execute(
        select(Invitation)
        .join(Organisation, col(Organisation.id) == col(Invitation.organisation_id))
        .where(
            col(Invitation.token_hash) == _hash_of(token, key),
            col(Invitation.expires_at) > clock.now(),
            col(Organisation.suspended_at).is_(None),
        )
    )
    return found.scalar_one_or_none()


def accept(session: Session, invitation: Invitation, *, name: str) -> Joined | None:
    """Make the invited person a member, with an account if they have none. None: another request was quicker.

    Somebody who has an account keeps their name and ways to sign in, and is not signed in by the link.
    """
    used = session.execute(delete(Invitation).where(col(Invitation.id) == invitation.id))
    if not used.rowcount:  # type: ignore[attr-defined]
        return None
    user = user_with_email(session, invitation.email)
    if user is None:
        user = StaffUser(email=invitation.email, name=name)
        session.add(user)
        session.flush()
    membership = _membership(session, user, invitation)
    add_entry(
        session,
        actor_id=user.id,
        organisation_id=invitation.organisation_id,
        action="member-joined",
        object_kind="membership",
        object_id=membership.id,
    )
    return Joined(user, membership, has_to_set_up=not has_credentials(user))


def has_credentials(user: StaffUser) -> bool:
    """Whether somebody has a way to sign in."""
    return user.password is not None or bool(user.webauthn)


def start_afresh(session: Session, by: Member | None, user: StaffUser) -> None:
    """Forget every way in which somebody signs in, and end their sessions: they have lost them. The caller commits."""
    user.password = user.tf_totp_secret = user.tf_primary_method = None
    user.webauthn.clear()
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.user_id) == user.id))
    end_sessions_of(session, user.id or 0)
    session.flush()
    record(session, by, "ways-to-sign-in-forgotten", "staff_user", user.id)


def withdraw(session: Session, by: Member, invitation: Invitation) -> None:
    """Take an invitation back."""
    record(session, by, "invitation-withdrawn", "invitation", invitation.id)
    session.delete(invitation)
    session.flush()


def forget_old_invitations(session: Session, now: datetime) -> int:
    """Delete the invitations that are too old and say how many there were. The caller commits."""
    gone = session.execute(delete(Invitation).where(col(Invitation.expires_at) <= now))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _membership(session: Session, user: StaffUser, invitation: Invitation) -> Membership:
    known = session.execute(
        select(Membership).where(
            col(Membership.user_id) == user.id,
            col(Membership.organisation_id) == invitation.organisation_id,
            col(Membership.removed_at).is_(None),
        )
    ).scalar_one_or_none()
    membership = known or Membership(
        user_id=user.id or 0, organisation_id=invitation.organisation_id, role=invitation.role
    )
    membership.role = invitation.role
    session.add(membership)
    session.flush()
    return membership


def _hash_of(token: str, key: str) -> str:
    return keyed_hash(token, purpose="invitation", key=key)
