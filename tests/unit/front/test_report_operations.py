"""What may be kept of a report, and for how long."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.front.models import LONGEST_PAGE_ADDRESS, LONGEST_REPORT, PageReport, ReportKind
from pathways.front.report_operations import KEPT_FOR, forget_old_reports, keep_report, page_path, read_report
from pathways.places.postcodes import contains_full_postcode


def test_reports_go_after_a_year(session: Session) -> None:
    old = PageReport(
        kind=ReportKind.OTHER, text="old", reported_at=clock.now() - KEPT_FOR - timedelta(minutes=1)
    )
    young = PageReport(
        kind=ReportKind.OTHER, text="young", reported_at=clock.now() - KEPT_FOR + timedelta(minutes=1)
    )
    session.add_all([old, young])
    session.flush()
    assert forget_old_reports(session, clock.now()) == 1
    assert forget_old_reports(session, clock.now()) == 0
    assert [report.text for report in session.scalars(select(PageReport))] == ["young"]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/search?q=secret", "/search"),
        ("https://site.example/areas/health#do", "/areas/health"),
        ("/places/PR1 2HE/x", "/places/PR1 2/x"),
        ("//[bad", ""),
        ("the plumbing page", "the plumbing page"),
        ("", ""),
    ],
)
def test_only_the_path_of_a_page_is_kept(address: str, path: str) -> None:
    assert page_path(address) == path


@given(
    page=st.text(max_size=500), text=st.text(max_size=2500), kind=st.sampled_from([*ReportKind, "other ", ""])
)
def test_whatever_is_typed_is_either_kept_within_bounds_or_refused_in_words(
    page: str, text: str, kind: str
) -> None:
    report, problems = read_report({"page": page, "text": text, "kind": kind})
    assert (report is None) == bool(problems)
    if report is not None:
        assert len(report.page) <= LONGEST_PAGE_ADDRESS
        assert 0 < len(report.text) <= LONGEST_REPORT
        assert not contains_full_postcode(report.text)
        assert "\x00" not in report.text + report.page


def test_a_new_report_sends_the_old_ones_away(session: Session) -> None:
    session.add(
        PageReport(kind=ReportKind.OTHER, text="old", reported_at=clock.now() - KEPT_FOR - timedelta(days=1))
    )
    session.flush()
    keep_report(session, PageReport(kind=ReportKind.UNSAFE, text="new", is_urgent=True))
    assert [report.text for report in session.scalars(select(PageReport))] == ["new"]
