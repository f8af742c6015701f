"""People who sign in, and what they sign in with."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from flask_security import AsaList, UserMixin, WebAuthnMixin
from sqlalchemy import LargeBinary, UniqueConstraint
from sqlalchemy.ext.mutable import MutableList
from sqlmodel import Field, Relationship, SQLModel

from pathways import clock
from pathways.accounts.models.organisations import LONGEST_NAME
from pathways.database import Timestamps, UtcDateTime
from pathways.mail.addresses import LONGEST_EMAIL
from pathways.tokens import HASH_LENGTH


def _unguessable() -> str:
    return uuid4().hex


class StaffUser(UserMixin, Timestamps, table=True):
    """Somebody with an account. The columns have the names that Flask-Security-Too knows them by."""

    __tablename__ = "staff_user"

    id: int | None = Field(default=None, primary_key=True)  # type: ignore[assignment]
    email: str = Field(max_length=LONGEST_EMAIL, unique=True, description="In small letters.")
    name: str = Field(default="", max_length=LONGEST_NAME, description="As colleagues and pupils see it.")
    active: bool = Field(default=True, description="Whether they may sign in at all.")
    password: str | None = Field(default=None, max_length=255, description="An argon2id hash.")
    fs_uniquifier: str = Field(default_factory=_unguessable, max_length=64, unique=True)
    fs_webauthn_user_handle: str | None = Field(  # type: ignore[assignment]
        default=None, max_length=64, unique=True, description="What passkeys call this person."
    )
    tf_primary_method: str | None = Field(default=None, max_length=20)
    tf_totp_secret: str | None = Field(
        default=None, max_length=255, description="Secret of the authenticator app, encrypted."
    )
    totp_counter: int = Field(default=0, description="Time step of the last code that was used.")

    webauthn: list["Passkey"] = Relationship(  # type: ignore[assignment]
        back_populates="user", cascade_delete=True
    )


class Passkey(WebAuthnMixin, SQLModel, table=True):
    """A passkey that somebody registered."""

    id: int | None = Field(default=None, primary_key=True)  # type: ignore[assignment]
    user_id: int = Field(foreign_key="staff_user.id", ondelete="CASCADE", index=True)
    credential_id: bytes = Field(sa_type=LargeBinary, unique=True)
    public_key: bytes = Field(sa_type=LargeBinary)
    sign_count: int = Field(default=0)
    transports: Any = Field(default=None, sa_type=MutableList.as_mutable(AsaList()))
    extensions: str = Field(default="", max_length=255)
    create_datetime: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    lastuse_datetime: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    name: str = Field(max_length=64)
    usage: str = Field(default="first", max_length=20)
    device_type: str = Field(default="", max_length=40)
    backup_state: bool = Field(default=False)

    user: StaffUser = Relationship(back_populates="webauthn")


class RecoveryCode(SQLModel, table=True):
    """A code that stands in for the authenticator app, once: the row goes when it is used."""

    __tablename__ = "recovery_code"

    user_id: int = Field(foreign_key="staff_user.id", ondelete="CASCADE", primary_key=True)
    code_hash: str = Field(max_length=HASH_LENGTH, primary_key=True, description="Keyed hash of the code.")


class OutsideIdentity(SQLModel, table=True):
    """Who somebody is to the sign-in service of their organisation (OpenID Connect)."""

    __tablename__ = "outside_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="staff_user.id", ondelete="CASCADE", index=True)
    issuer: str = Field(max_length=255)
    subject: str = Field(max_length=255, description="The person's identifier there.")
    linked_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
