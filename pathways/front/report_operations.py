"""Keeping reports: what may be stored of one, and for how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.front.models import LONGEST_PAGE_ADDRESS, LONGEST_REPORT, PageReport, ReportKind
from pathways.places.postcodes import cut_postcodes_to_sector

KEPT_FOR = timedelta(days=365)
"""Reports are deleted a year after they came."""


@dataclass(frozen=True, slots=True)
class ReportProblem:
    """What is wrong with one field of a report."""

    field: Literal["kind", "text"]
    code: Literal["missing", "too-long", "not-kept"]


def read_report(typed: Mapping[str, str]) -> tuple[PageReport | None, tuple[ReportProblem, ...]]:
    """A report from what was typed, or what is wrong with it.

    Full postcodes are cut to their sector, and the page's address loses its query: a search stays private.
    """
    problems: list[ReportProblem] = []
    kind = typed.get("kind", "")
    text = printable(typed.get("text", "")).strip()
    if kind not in set(ReportKind):
        problems.append(ReportProblem("kind", "missing"))
    if not text:
        problems.append(ReportProblem("text", "missing"))
    elif len(text) > LONGEST_REPORT:
        problems.append(ReportProblem("text", "too-long"))
    if problems:
        return None, tuple(problems)
    report = PageReport(
        page=page_path(typed.get("page", "")),
        kind=ReportKind(kind),
        text=cut_postcodes_to_sector(text)[:LONGEST_REPORT],
        is_urgent=typed.get("is_urgent") == "yes",
    )
    return report, ()


def keep_report(session: Session, report: PageReport) -> None:
    """Store a report, and delete those that have been kept for long enough. The caller commits."""
    forget_old_reports(session, clock.now())
    session.add(report)
    session.flush()


def forget_old_reports(session: Session, now: datetime) -> int:
    """Delete the reports older than ``KEPT_FOR`` and say how many there were. The caller commits."""
    gone = session.execute(delete(PageReport).where(col(PageReport.reported_at) < now - KEPT_FOR))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def page_path(address: str) -> str:
    """The path of a page's address as it may be kept: no query, no full postcode. Empty: no address."""
    try:
        path = urlsplit(printable(address).strip()).path
    except ValueError:
        return ""
    return cut_postcodes_to_sector(path)[:LONGEST_PAGE_ADDRESS]


def printable(text: str) -> str:
    """A text without control characters (NUL breaks PostgreSQL), line ends kept."""
    return "".join(letter for letter in text.replace("\r\n", "\n") if letter.isprintable() or letter == "\n")
