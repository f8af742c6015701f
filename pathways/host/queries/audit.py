"""Reading the audit log: numbers and actions only, as it was written."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import AuditEntry
from pathways.clock import UK

PAGE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for. Days are in the United Kingdom, both included."""

    organisation: int | None = None
    action: str = ""
    first: date | None = None
    last: date | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Entries:
    """One page of the log, newest first, and how many entries there are in all."""

    rows: tuple[AuditEntry, ...]
    total: int

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return max(1, -(-self.total // PAGE))


def entries(session: Session, wanted: Wanted) -> Entries:
    """The entries that are asked for. A page past the end is empty."""
    conditions = _conditions(wanted)
    total = session.execute(select(func.count()).select_from(AuditEntry).where(*conditions)).scalar_one()
    rows = session.scalars(
        select(AuditEntry)
        .where(*conditions)
        .order_by(col(AuditEntry.id).desc())
        .offset((wanted.page - 1) * PAGE)
        .limit(PAGE)
    )
    return Entries(tuple(rows), total)


def actions(session: Session) -> list[str]:
    """Every action that stands in the log, in order of the alphabet."""
    return list(session.scalars(select(col(AuditEntry.action)).distinct().order_by(col(AuditEntry.action))))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.organisation is not None:
        conditions.append(col(AuditEntry.organisation_id) == wanted.organisation)
    if wanted.action:
        conditions.append(col(AuditEntry.action) == wanted.action)
    if wanted.first is not None:
        conditions.append(col(AuditEntry.at) >= _begins(wanted.first))
    if wanted.last is not None and wanted.last < date.max:
        conditions.append(col(AuditEntry.at) < _begins(wanted.last + timedelta(days=1)))
    return conditions


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), UK)
