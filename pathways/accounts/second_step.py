"""The second step after a password: a code of the authenticator app, or a recovery code."""

from secrets import choice

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import RecoveryCode, StaffUser
from pathways.accounts.security import StaffSecurity, datastore_on
from pathways.tokens import keyed_hash

HOW_MANY = 10
_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
"""No two of these are taken for one another."""
_LONG = 12
LONGEST_CODE = 40
WINDOW_SECONDS = 30
"""How far the clock of a phone may be off."""


def code_is(security: StaffSecurity, session: Session, user: StaffUser, typed: str, *, key: str) -> bool:
    """Whether somebody typed a code of their app, or a recovery code. Either works once. The caller commits."""
    code = "".join(letter for letter in typed[:LONGEST_CODE].lower() if letter.isascii() and letter.isalnum())
    if len(code) == _LONG:
        return _use_recovery_code(session, user, code, key)
    if user.tf_totp_secret is None or not code.isdigit():
        return False
    return security.codes.verify_totp(code, user.tf_totp_secret, user, window=WINDOW_SECONDS)


def app_code_is(security: StaffSecurity, user: StaffUser, secret: str, typed: str) -> bool:
    """Whether a code comes from the app that was just given ``secret``: so the app is set up."""
    code = "".join(letter for letter in typed[:LONGEST_CODE] if letter.isascii() and letter.isdigit())
    return bool(code) and security.codes.verify_totp(code, secret, user, window=WINDOW_SECONDS)


def keep_app(security: StaffSecurity, session: Session, user: StaffUser, secret: str) -> None:
    """From now on the codes of the app with ``secret`` are this person's."""
    with security.box.app_context():
        datastore_on(session).tf_set(user, "authenticator", totp_secret=secret)


def new_recovery_codes(session: Session, user: StaffUser, *, key: str) -> tuple[str, ...]:
    """Ten new codes, the old ones gone. They can be shown now and never again. The caller commits."""
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.user_id) == user.id))
    codes = tuple("".join(choice(_LETTERS) for _ in range(_LONG)) for _ in range(HOW_MANY))
    for code in codes:
        session.add(RecoveryCode(user_id=_id(user), code_hash=_hash_of(user, code, key)))
    session.flush()
    return tuple("-".join(code[at : at + 4] for at in range(0, _LONG, 4)) for code in codes)


def codes_left(session: Session, user: StaffUser) -> int:
    """How many recovery codes somebody has not used."""
    return session.execute(
        select(func.count()).select_from(RecoveryCode).where(col(RecoveryCode.user_id) == user.id)
    ).scalar_one()


def _use_recovery_code(session: Session, user: StaffUser, code: str, key: str) -> bool:
    used = session.execute(
        delete(RecoveryCode).where(
            col(RecoveryCode.user_id) == user.id, col(RecoveryCode.code_hash) == _hash_of(user, code, key)
        )
    )
    return bool(used.rowcount)  # type: ignore[attr-defined]


def _hash_of(user: StaffUser, code: str, key: str) -> str:
    return keyed_hash(f"{user.id}:{code}", purpose="recovery-code", key=key)


def _id(user: StaffUser) -> int:
    assert user.id is not None
    return user.id
