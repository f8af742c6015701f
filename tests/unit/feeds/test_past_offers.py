"""How many opportunities of a set have gone by: stored, counted, and not shown as open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pathways import clock
from pathways.catalogue.intakes import is_over
from pathways.catalogue.vocabulary import Nation
from pathways.database import Database
from pathways.feeds.records import IntakeRecord, VenueRecord
from tests.unit.feeds.made_feed import COLLEGE, bring_records_in, plumbing

KEY = "plumbing@campus"
CAMPUS = VenueRecord("campus", "college", "Main site", Nation.ENGLAND, town="Consett")


def start(
    days: int | None = None, closes: int | None = None, opens: int | None = None, **said: Any
) -> IntakeRecord:
    """A start so many days from today."""
    today = clock.today()
    starts_on, closes_on, opens_on = (
        None if one is None else today + timedelta(days=one) for one in (days, closes, opens)
    )
    return IntakeRecord(KEY, starts_on=starts_on, closes_on=closes_on, opens_on=opens_on, **said)


@pytest.mark.parametrize(
    ("starts", "past"),
    [
        ([], 0),
        ([start(30)], 0),
        ([start(0)], 0),
        ([start(-1)], 1),
        ([start(-400), start(-30)], 1),
        ([start(-400), start(30)], 0),
        ([start(30, closes=-1)], 1),
        ([start(30, closes=0)], 0),
        ([start(30, opens=10)], 0),
        ([start(start_text="In autumn")], 0),
        ([start(start_text="September 2025", closes=-60)], 1),
        ([start(is_flexible=True)], 0),
        ([start(is_flexible=True, closes=-1)], 1),
        ([start(-5, is_flexible=True)], 0),
    ],
)
def test_an_opportunity_is_past_when_all_its_starts_are(
    database: Database, starts: list[IntakeRecord], past: int
) -> None:
    records = plumbing()
    report = bring_records_in(database, [COLLEGE, CAMPUS, *records[:-1], *starts, records[-1]], dry_run=True)
    assert (report.offered, report.past) == (1, past)
    assert is_over(starts, clock.today()) == bool(past), "the same rule as on the page"


def test_the_report_says_how_many_are_past(database: Database) -> None:
    records = plumbing()
    report = bring_records_in(database, [COLLEGE, CAMPUS, *records[:-1], start(-3), records[-1]])
    assert next(report.lines()).endswith("without a place, 1 past.")
    told = report.as_dict()["opportunities"]
    assert isinstance(told, dict)
    assert told["past"] == 1


def test_today_is_not_past() -> None:
    today = start(0).starts_on
    assert isinstance(today, date)
    assert not is_over([start(0)], today)
