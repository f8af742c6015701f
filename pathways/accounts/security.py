"""Flask-Security-Too as a box of tools: its hashing, its codes and its records, beneath pages of our own.

It is set up on an application that never serves: on ours it would look for a user on every request, public ones too,
by a cookie, a token or a query. Why: docs/decisions/0014.
"""

from flask import Flask
from flask_security import Security, SQLAlchemySessionUserDatastore
from flask_security.totp import Totp
from passlib.exc import UsedTokenError
from passlib.totp import TOTP, TotpMatch
from sqlalchemy import update
from sqlalchemy.orm import Session, object_session
from sqlmodel import col

from pathways import clock
from pathways.accounts.models import Passkey, StaffUser
from pathways.settings import Settings

ARGON2 = {
    "argon2__type": "ID",
    "argon2__time_cost": 2,
    "argon2__memory_cost": 19456,
    "argon2__parallelism": 1,
}
"""The least that OWASP advises for argon2id: 19 MiB, two passes. Some 20 ms."""
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128


class Codes(Totp):
    """Codes of authenticator apps, by our own clock; each code works once."""

    def __init__(self, secrets: dict[int, str], issuer: str) -> None:
        super().__init__(secrets, issuer)
        self._totp = TOTP.using(issuer=issuer, secrets=secrets, now=lambda: clock.now().timestamp())

    def sealed(self, letters: str) -> str:
        """A secret that is given, as letters, in the encrypted form in which secrets are kept."""
        return str(self._totp(key=letters, format="base32").to_json(encrypt=True))

    def get_last_counter(self, user: StaffUser) -> int | None:  # type: ignore[override]
        """The time step of the last code that this person used."""
        return user.totp_counter or None

    def set_last_counter(self, user: StaffUser, tmatch: TotpMatch) -> None:  # type: ignore[override]
        """Keep the time step of a code; raises UsedTokenError when another request was quicker with it."""
        session = object_session(user)
        assert session is not None
        kept = session.execute(
            update(StaffUser)
            .where(col(StaffUser.id) == user.id, col(StaffUser.totp_counter) < tmatch.counter)
            .values(totp_counter=tmatch.counter)
            .execution_options(synchronize_session="fetch")
        )
        if not kept.rowcount:  # type: ignore[attr-defined]
            raise UsedTokenError


class StaffSecurity:
    """The tools, for one service."""

    def __init__(self, settings: Settings) -> None:
        key = settings.secret_key.get_secret_value()
        self.box = Flask("pathways.accounts.box", static_folder=None)
        self.box.config.update(
            SECRET_KEY=key,
            SECURITY_PASSWORD_HASH="argon2",  # noqa: S106  (the name of a scheme)
            SECURITY_PASSWORD_SCHEMES=["argon2"],
            SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
            SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
            SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=ARGON2,
            SECURITY_PASSWORD_LENGTH_MIN=SHORTEST_PASSWORD,
            SECURITY_PASSWORD_COMPLEXITY_CHECKER="zxcvbn",  # noqa: S106  (the name of a library)
            SECURITY_ZXCVBN_MINIMUM_SCORE=3,
            SECURITY_DATETIME_FACTORY=clock.now,
            SECURITY_CLI_USERS_NAME=None,
            SECURITY_CLI_ROLES_NAME=None,
        )
        self.tools = Security(self.box, datastore_on(None), register_blueprint=False)
        self.codes = Codes({1: key}, settings.site_name)


def datastore_on(session: Session | None) -> SQLAlchemySessionUserDatastore:
    """The library's own way to its records, on one of our sessions."""
    return SQLAlchemySessionUserDatastore(session, StaffUser, None, Passkey)  # type: ignore[arg-type]
