"""Opening, finding and ending the sessions of staff."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.member import Member
from pathways.accounts.models import Membership, Organisation, SessionStep, StaffSession, StaffUser
from pathways.accounts.session_rules import LONGEST, SEEN_EVERY, is_over
from pathways.database import Database
from pathways.tokens import keyed_hash, new_token

PURPOSE = "staff-session"


@dataclass(frozen=True, slots=True)
class FoundSession:
    """A live session, with the person it belongs to and whom they act for."""

    session: StaffSession
    user: StaffUser | None
    member: Member | None


def open_session(session: Session, *, step: SessionStep, key: str, device: str = "", **about: Any) -> str:
    """Add a session and give the token for its cookie. The caller commits.

    ``about`` are further columns, such as ``user_id``. A new step always gets a new session, never an old token.
    """
    token = new_token()
    row = StaffSession(step=step, token_hash=hash_of(token, key), device=device[:80], **about)
    session.add(row)
    session.flush()
    return token


def hash_of(token: str, key: str) -> str:
    """What is kept of a session's token."""
    return keyed_hash(token, purpose=PURPOSE, key=key)


def find_session(session: Session, token: str, *, key: str) -> FoundSession | None:
    """The live session of a cookie's token; None when there is none, it is over, or its person is disabled.

    A signed-in session whose membership was removed, or whose organisation is suspended, has no member.
    """
    found = session.execute(
        select(StaffSession, StaffUser, Membership, Organisation)
        .outerjoin(StaffUser, col(StaffUser.id) == col(StaffSession.user_id))
        .outerjoin(
            Membership,
            (col(Membership.id) == col(StaffSession.membership_id))
            & col(Membership.removed_at).is_(None)
            & (col(Membership.user_id) == col(StaffSession.user_id)),
        )
        .outerjoin(
            Organisation,
            (col(Organisation.id) == col(Membership.organisation_id))
            & col(Organisation.suspended_at).is_(None),
        )
        .where(col(StaffSession.token_hash) == hash_of(token, key))
    ).one_or_none()
    if found is None:
        return None
    row, user, membership, organisation = found
    if is_over(row, clock.now()) or (user is not None and not user.active):
        return None
    if row.step is not SessionStep.SIGNED_IN or user is None:
        return FoundSession(row, user, None)
    return FoundSession(row, user, _member(user, membership, organisation))


def _member(
    user: StaffUser, membership: Membership | None, organisation: Organisation | None
) -> Member | None:
    if membership is None or organisation is None:
        return None
    assert user.id is not None
    assert organisation.id is not None
    return Member(
        user_id=user.id,
        organisation_id=organisation.id,
        role=membership.role,
        organisation_kind=organisation.kind,
        name=user.name or user.email,
        organisation_name=organisation.name,
        is_demonstration=organisation.is_demonstration,
    )


def note_seen(database: Database, row: StaffSession, now: datetime) -> None:
    """Keep when a session was last seen, at most once a minute, in a transaction of its own."""
    if now - row.seen_at < SEEN_EVERY:
        return
    with database.unit_of_work() as own:
        own.execute(update(StaffSession).where(col(StaffSession.id) == row.id).values(seen_at=now))


def end_session(session: Session, session_id: int, *, user_id: int | None = None) -> int:
    """Delete one session, only if it belongs to ``user_id`` when that is given; say how many went (0 or 1)."""
    gone = delete(StaffSession).where(col(StaffSession.id) == session_id)
    if user_id is not None:
        gone = gone.where(col(StaffSession.user_id) == user_id)
    return int(session.execute(gone).rowcount)  # type: ignore[attr-defined]


def end_sessions_of(session: Session, user_id: int, *, but: int | None = None) -> int:
    """Delete every session of one person, but the one with the id ``but``; say how many there were."""
    gone = delete(StaffSession).where(col(StaffSession.user_id) == user_id)
    if but is not None:
        gone = gone.where(col(StaffSession.id) != but)
    return int(session.execute(gone).rowcount)  # type: ignore[attr-defined]


def forget_old_sessions(session: Session, now: datetime) -> int:
    """Delete the sessions that cannot be alive any more and say how many there were. The caller commits."""
    gone = delete(StaffSession).where(col(StaffSession.started_at) < now - LONGEST)
    return int(session.execute(gone).rowcount)  # type: ignore[attr-defined]
