"""Passwords: refused when they are weak, kept as argon2id hashes, and checked in the same time for everybody."""

from typing import Literal

from flask_security import hash_password
from flask_security.utils import verify_password

from pathways.accounts.models import StaffUser
from pathways.accounts.security import ARGON2, LONGEST_PASSWORD, SHORTEST_PASSWORD, StaffSecurity

Weakness = Literal["short", "long", "common"]
_NOBODYS = (
    f"$argon2id$v=19$m={ARGON2['argon2__memory_cost']},t={ARGON2['argon2__time_cost']},"
    f"p={ARGON2['argon2__parallelism']}$c29tZXNhbHRzb21lc2FsdA$" + "A" * 43
)
"""No password has this hash, and checking it takes as long as any other."""


def weakness(security: StaffSecurity, password: str, user: StaffUser) -> Weakness | None:
    """What is wrong with a new password: too short, too long, or easily guessed (common, or made of the name)."""
    with security.box.app_context():
        plain = security.tools.password_util.normalize(password)
        if len(plain) < SHORTEST_PASSWORD:
            return "short"
        if len(plain) > LONGEST_PASSWORD:
            return "long"
        about = StaffUser(email=user.email, name=user.name)
        complaints, _plain = security.tools.password_util.validate(plain, is_register=False, user=about)
    return "common" if complaints else None


def set_password(security: StaffSecurity, user: StaffUser, password: str) -> None:
    """Keep a new password, which has no weakness."""
    with security.box.app_context():
        user.password = hash_password(security.tools.password_util.normalize(password))


def password_is(security: StaffSecurity, user: StaffUser | None, password: str) -> bool:
    """Whether this is the password of somebody. For nobody it takes as long to say no."""
    with security.box.app_context():
        plain = security.tools.password_util.normalize(password[: 2 * LONGEST_PASSWORD])
        if user is None or user.password is None:
            verify_password(plain, _NOBODYS)
            return False
        return bool(user.verify_and_update_password(plain))
