"""Who did what: numbers and actions only, never changed."""

from datetime import datetime

from sqlalchemy import event
from sqlalchemy.orm import Mapper
from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.database import UtcDateTime


class AuditEntry(SQLModel, table=True):
    """One act. Numbers stand here without foreign keys, so that an entry outlives what it speaks of."""

    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False, index=True)
    actor_id: int | None = Field(default=None, index=True, description="Who acted; nobody: a command.")
    organisation_id: int | None = Field(default=None, index=True, description="For which organisation.")
    action: str = Field(max_length=60, description="What was done, such as `member-removed`.")
    object_kind: str = Field(default="", max_length=40, description="To what, such as `membership`.")
    object_id: int | None = Field(default=None)


def _refuse(_mapper: Mapper[AuditEntry], _connection: object, _entry: AuditEntry) -> None:
    raise ValueError("The audit log is only ever added to.")


event.listen(AuditEntry, "before_update", _refuse)
event.listen(AuditEntry, "before_delete", _refuse)
