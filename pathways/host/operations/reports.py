"""Dealing with reports. The caller commits."""

from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.front.models import PageReport


def settle(session: Session, report: PageReport, *, settled: bool, member: Member) -> None:
    """Note that a report was dealt with, or that it was not after all."""
    report.settled_at = (report.settled_at or clock.now()) if settled else None
    session.flush()
    record(session, member, "report-settled" if settled else "report-opened-again", "page_report", report.id)
