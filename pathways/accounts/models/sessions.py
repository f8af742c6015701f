"""Sessions of staff, kept here and not in a cookie, so that ending one really ends it."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.database import UtcDateTime, enum_type
from pathways.tokens import HASH_LENGTH, new_token


class SessionStep(StrEnum):
    """How far somebody has come."""

    INVITED = "invited"
    RESETTING = "resetting"
    PASSKEY = "passkey"
    """Asked for a passkey, before anybody is known."""
    SECOND_STEP = "second-step"
    SET_UP = "set-up"
    """Known, and yet to choose how to sign in from now on."""
    ELSEWHERE = "elsewhere"
    """Gone to the organisation's own sign-in service, to come back."""
    SIGNED_IN = "signed-in"


class StaffSession(SQLModel, table=True):
    """One browser on its way in, or signed in. Its cookie holds a token of which only the hash is kept."""

    __tablename__ = "staff_session"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=HASH_LENGTH, unique=True)
    step: SessionStep = Field(sa_type=enum_type(SessionStep, "step"))
    user_id: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="CASCADE", index=True)
    membership_id: int | None = Field(
        default=None, foreign_key="membership.id", ondelete="SET NULL", description="For whom they act."
    )
    invitation_id: int | None = Field(default=None, foreign_key="invitation.id", ondelete="CASCADE")
    reset_id: int | None = Field(default=None, foreign_key="password_reset.id", ondelete="CASCADE")
    csrf_key: str = Field(
        default_factory=new_token, max_length=64, description="What its forms are signed with."
    )
    carried: str = Field(
        default="", max_length=2000, description="What the step needs to go on: a challenge, a way back."
    )
    device: str = Field(
        default="", max_length=80, description="Kind of browser, such as “Firefox on Windows”."
    )
    started_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    seen_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False, index=True)
    confirmed_at: datetime = Field(
        default_factory=clock.now,
        sa_type=UtcDateTime,
        nullable=False,
        description="When the person last showed who they are.",
    )


class PasswordReset(SQLModel, table=True):
    """That somebody asked for a link to set a new password."""

    __tablename__ = "password_reset"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(
        max_length=HASH_LENGTH, unique=True, description="Keyed hash of the link's token."
    )
    user_id: int = Field(foreign_key="staff_user.id", ondelete="CASCADE", index=True)
    expires_at: datetime = Field(sa_type=UtcDateTime, nullable=False)
