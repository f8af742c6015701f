"""A forgotten password: a link by mail that works for an hour and once."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.models import PasswordReset, StaffUser
from pathways.accounts.sessions import end_sessions_of
from pathways.tokens import keyed_hash, new_token

WORKS_FOR = timedelta(hours=1)


def ask_for_reset(session: Session, user: StaffUser | None, *, key: str) -> str | None:
    """The token for a link to set a new password; earlier links stop working. None when nobody is to get one.

    The work is nearly the same for nobody. The caller commits.
    """
    token = new_token()
    hashed = _hash_of(token, key)
    user_id = user.id if user is not None and user.active else None
    session.execute(delete(PasswordReset).where(col(PasswordReset.user_id) == (user_id or 0)))
    if user_id is None:
        return None
    session.add(PasswordReset(token_hash=hashed, user_id=user_id, expires_at=clock.now() + WORKS_FOR))
    session.flush()
    return token


def find_reset(session: Session, token: str, *, key: str) -> PasswordReset | None:
    """The request that a link belongs to; None when the link is wrong, used, replaced or too old."""
    found = session.execute(
        select(PasswordReset)
        .join(StaffUser, col(StaffUser.id) == col(PasswordReset.user_id))
        .where(
            col(PasswordReset.token_hash) == _hash_of(token, key),
            col(PasswordReset.expires_at) > clock.now(),
            col(StaffUser.active).is_(True),
        )
    )
    return found.scalar_one_or_none()


def use_reset(session: Session, user_id: int) -> bool:
    """Use up the link of somebody, and end every session of theirs. False: it was used before. The caller commits."""
    used = session.execute(
        delete(PasswordReset).where(
            col(PasswordReset.user_id) == user_id, col(PasswordReset.expires_at) > clock.now()
        )
    )
    if not used.rowcount:  # type: ignore[attr-defined]
        return False
    end_sessions_of(session, user_id)
    return True


def forget_old_resets(session: Session, now: datetime) -> int:
    """Delete the requests that are too old and say how many there were. The caller commits."""
    gone = session.execute(delete(PasswordReset).where(col(PasswordReset.expires_at) <= now))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _hash_of(token: str, key: str) -> str:
    return keyed_hash(token, purpose="password-reset", key=key)
