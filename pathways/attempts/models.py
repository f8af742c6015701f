"""The table of counts."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from pathways.database import UtcDateTime
from pathways.tokens import HASH_LENGTH


class AttemptCount(SQLModel, table=True):
    """How often somebody tried one kind of thing in one span of time. Who it was is kept as a keyed hash."""

    __tablename__ = "attempt_count"
    __table_args__ = (CheckConstraint("tries > 0", name="tries_are_counted"),)

    kind: str = Field(primary_key=True, max_length=40, description="What was tried, such as `plan-code`.")
    who_hash: str = Field(
        primary_key=True, max_length=HASH_LENGTH, description="Keyed hash of an address, an account or all."
    )
    span_ends_at: datetime = Field(
        primary_key=True, sa_type=UtcDateTime, index=True, description="When the count begins anew."
    )
    tries: int = Field(default=1)
