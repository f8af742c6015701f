"""The audit log: who did what, in numbers and actions only."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.member import Member
from pathways.accounts.models import AuditEntry

KEPT_FOR = timedelta(days=2 * 365)
"""Entries are deleted after two years."""


def record(
    session: Session, member: Member | None, action: str, object_kind: str = "", object_id: int | None = None
) -> None:
    """Add to the log what ``member`` (None: a command) did to an object. The caller commits it with the act itself."""
    add_entry(
        session,
        actor_id=member.user_id if member else None,
        organisation_id=member.organisation_id if member else None,
        action=action,
        object_kind=object_kind,
        object_id=object_id,
    )


def record_each(
    session: Session, member: Member | None, action: str, object_kind: str, object_ids: Iterable[int]
) -> None:
    """Add to the log what ``member`` (None: a command) did to many objects, an entry each, in one statement."""
    one = AuditEntry(
        actor_id=member.user_id if member else None,
        organisation_id=member.organisation_id if member else None,
        action=action,
        object_kind=object_kind,
    ).model_dump(exclude={"id"})
    entries = [one | {"object_id": object_id} for object_id in object_ids]
    if entries:
        session.execute(insert(AuditEntry), entries)


def add_entry(
    session: Session,
    *,
    actor_id: int | None,
    organisation_id: int | None,
    action: str,
    object_kind: str = "",
    object_id: int | None = None,
) -> None:
    """Add to the log what somebody did who is not signed in as a member yet, or not any more."""
    session.add(
        AuditEntry(
            actor_id=actor_id,
            organisation_id=organisation_id,
            action=action,
            object_kind=object_kind,
            object_id=object_id,
        )
    )
    session.flush()


def forget_old_entries(session: Session, now: datetime) -> int:
    """Delete the entries older than ``KEPT_FOR`` and say how many there were. The caller commits."""
    gone = session.execute(delete(AuditEntry).where(col(AuditEntry.at) < now - KEPT_FOR))
    return int(gone.rowcount)  # type: ignore[attr-defined]
