"""The published samples of XCRI-CAP, as they are: the Open University's feed of 2012 and a short one of 2011."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Intake, Opportunity, Programme, ProgrammeArea, Provider
from pathways.catalogue.vocabulary import Money
from pathways.database import Database
from pathways.feeds.importing import ImportOptions, import_feed
from pathways.feeds.report import ImportReport
from pathways.feeds.rollback import roll_back
from pathways.feeds.xcri_cap import XCRI_CAP
from tests.unit.feeds.running import every_row, quiet

LONG, SHORT = "open_university_2012.xml.gz", "ou-example.xml"


@pytest.fixture(autouse=True)
def _in_november(clock_at: Callable[[datetime], None]) -> None:
    clock_at(datetime(2026, 11, 29, 12, tzinfo=UTC))


def bring_in(database: Database, *paths: Path) -> ImportReport:
    return import_feed(database, XCRI_CAP, paths, ImportOptions(), quiet)


@pytest.mark.parametrize(("name", "courses", "past"), [(LONG, 965, 540), (SHORT, 2, 1)])
def test_each_sample_comes_in_whole_and_says_how_much_of_it_is_past(
    database: Database, session: Session, shared_data: Path, name: str, courses: int, past: int
) -> None:
    report = bring_in(database, shared_data / "xcri_cap" / name)
    assert report.counts.kinds["programme"].added == courses
    assert (report.past, report.problems.total_refused) == (past, 0)
    assert session.execute(select(func.count()).select_from(Programme)).scalar_one() == courses
    assert len(session.execute(select(Provider)).scalars().all()) == 1


def test_no_text_of_the_long_one_is_empty_markup_or_a_code_of_the_old_directory(
    database: Database, session: Session, shared_data: Path
) -> None:
    bring_in(database, shared_data / "xcri_cap" / LONG)
    programmes = session.execute(select(Programme)).scalars().all()
    assert [row.title for row in programmes if not row.title or "<" in row.title] == []
    for row in programmes:
        told = f"{row.summary} {row.you_will_learn} {row.assessment} {row.duration_text}"
        assert "<div" not in told
        assert "NLD " not in told
    assert sum(bool(row.summary) for row in programmes) > 900
    fees = session.execute(select(Opportunity.fee).where(Opportunity.money == Money.FEE)).scalars().all()
    assert all(fee is not None and 0 < fee < 10_000_000 for fee in fees)
    starts = session.execute(select(Intake.starts_on).where(Intake.starts_on.is_not(None))).scalars().all()  # type: ignore[union-attr]
    assert all(date(2011, 1, 1) <= day <= date(2016, 1, 1) for day in starts if day is not None)
    placed = session.execute(select(func.count(ProgrammeArea.programme_id.distinct()))).scalar_one()  # type: ignore[attr-defined]
    assert placed > 0.9 * len(programmes)


def test_the_short_one_twice_is_once_and_goes_away_again(database: Database, shared_data: Path) -> None:
    empty = every_row(database)
    bring_in(database, shared_data / "xcri_cap" / SHORT)
    once = every_row(database)
    assert bring_in(database, shared_data / "xcri_cap" / SHORT).counts.changes == 0
    assert every_row(database) == once
    roll_back(database, None)
    assert every_row(database) in (empty, once)
