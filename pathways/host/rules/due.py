"""By when a report has to be dealt with."""

from datetime import date, timedelta

from pathways.clock import UK
from pathways.front.models import PageReport, ReportKind

URGENT, ABOUT_DATA, OTHERS = timedelta(days=1), timedelta(days=28), timedelta(days=14)
"""Somebody may be at risk; a month by law for what concerns one's own data (UK GDPR, article 12(3)); all others."""


def due_on(report: PageReport) -> date:
    """The last day (UK) by which the host should have dealt with a report."""
    came_on = report.reported_at.astimezone(UK).date()
    if report.is_urgent or report.kind is ReportKind.UNSAFE:
        return came_on + URGENT
    return came_on + (ABOUT_DATA if report.kind is ReportKind.MY_DATA else OTHERS)


def urgent_first(report: PageReport) -> tuple[bool, date, int]:
    """Sorts reports: urgent ones, then by the day they are due."""
    return (not (report.is_urgent or report.kind is ReportKind.UNSAFE), due_on(report), report.id or 0)
