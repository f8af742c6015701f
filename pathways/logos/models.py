"""The table of logos: one for each provider that has one, and one for the host."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.database import UtcDateTime, enum_type

_OF_THE_HOST = text("owner_kind = 'host'")


class OwnerKind(StrEnum):
    """Whose logo it is."""

    PROVIDER = "provider"
    HOST = "host"


class Logo(SQLModel, table=True):
    """A picture that we made of a file which was sent in. It goes with its provider."""

    __table_args__ = (
        Index(
            "uq_logo_of_the_host",
            "owner_kind",
            unique=True,
            sqlite_where=_OF_THE_HOST,
            postgresql_where=_OF_THE_HOST,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    owner_kind: OwnerKind = Field(sa_type=enum_type(OwnerKind, "logo_owner_kind"))
    provider_id: int | None = Field(
        default=None,
        foreign_key="provider.id",
        ondelete="CASCADE",
        unique=True,
        description="The provider whose it is; none: it is the host's.",
    )
    digest: str = Field(max_length=32, index=True, description="Of the content; its address is made of it.")
    content: bytes = Field(description="A PNG of our own making.")
    width: int = Field(description="In points, at most 400.")
    height: int = Field(description="In points, at most 160.")
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    changed_by: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="SET NULL")
