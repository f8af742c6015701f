"""Organisations, who belongs to them, and who is asked to."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.accounts.roles import OrganisationKind, Role
from pathways.database import Timestamps, UtcDateTime, enum_type
from pathways.mail.addresses import LONGEST_EMAIL
from pathways.tokens import HASH_LENGTH

LONGEST_NAME = 120
"""The longest address that mail can be sent to (RFC 5321)."""


class Organisation(Timestamps, table=True):
    """A school, college, council or charity with advisers; a provider with editors; or the host of the service."""

    id: int | None = Field(default=None, primary_key=True)
    kind: OrganisationKind = Field(sa_type=enum_type(OrganisationKind, "organisation_kind"))
    name: str = Field(max_length=LONGEST_NAME)
    is_demonstration: bool = Field(
        default=False, description="Fictional, and said to be so wherever it is named."
    )
    provider_id: int | None = Field(
        default=None,
        foreign_key="provider.id",
        ondelete="SET NULL",
        index=True,
        description="The provider whose listings its members edit.",
    )
    suspended_at: datetime | None = Field(
        default=None, sa_type=UtcDateTime, description="Since when none of its members gets in."
    )


_NOW_THERE = text("removed_at IS NULL")


class Membership(SQLModel, table=True):
    """That somebody acts for an organisation in a role, from one moment until they are removed."""

    __table_args__ = (
        Index(
            "uq_membership_now",
            "user_id",
            "organisation_id",
            unique=True,
            sqlite_where=_NOW_THERE,
            postgresql_where=_NOW_THERE,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="staff_user.id", ondelete="CASCADE", index=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", index=True)
    role: Role = Field(sa_type=enum_type(Role, "role"))
    joined_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Invitation(SQLModel, table=True):
    """That somebody was asked, by a link sent to their address, to join an organisation in a role."""

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(
        max_length=HASH_LENGTH, unique=True, description="Keyed hash of the link's token."
    )
    email: str = Field(max_length=LONGEST_EMAIL)
    role: Role = Field(sa_type=enum_type(Role, "role"))
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", index=True)
    invited_by_id: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="SET NULL")
    made_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    expires_at: datetime = Field(sa_type=UtcDateTime, nullable=False)
