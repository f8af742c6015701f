"""What people told us is wrong on a page, and how much of it is overdue."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.front.models import PageReport, ReportKind
from pathways.host.rules.due import due_on, urgent_first

MOST_SETTLED = 50


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report, the day it is due, and whether that is over."""

    report: PageReport
    due_on: date
    is_overdue: bool
    is_urgent: bool


def open_reports(session: Session, today: date) -> list[ReportLine]:
    """Those not dealt with yet: urgent ones first, then by the day they are due."""
    found = session.scalars(select(PageReport).where(col(PageReport.settled_at).is_(None)))
    return [_line(report, today) for report in sorted(found, key=urgent_first)]


def settled_reports(session: Session, today: date) -> list[ReportLine]:
    """Those dealt with last."""
    found = session.scalars(
        select(PageReport)
        .where(col(PageReport.settled_at).is_not(None))
        .order_by(col(PageReport.settled_at).desc(), col(PageReport.id).desc())
        .limit(MOST_SETTLED)
    )
    return [_line(report, today) for report in found]


def _line(report: PageReport, today: date) -> ReportLine:
    due = due_on(report)
    is_urgent = report.is_urgent or report.kind is ReportKind.UNSAFE
    return ReportLine(report, due, report.settled_at is None and due < today, is_urgent)
