"""How much of a set has gone by is counted by the rule that the pages use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.intakes import is_over
from pathways.catalogue.models import Intake
from pathways.database import Database
from pathways.feeds.past import past_offers
from pathways.feeds.records import IntakeRecord
from pathways.feeds.staging import Staging
from tests.unit.feeds.made_vacancies import advert, bring_in_rows, found

TODAY = date(2026, 11, 29)
DAYS = st.none() | st.integers(-3, 3).map(lambda days: TODAY + timedelta(days))
STARTS = st.lists(st.tuples(DAYS, st.booleans(), DAYS), min_size=1, max_size=3)


@given(st.lists(STARTS, max_size=5))
def test_an_offer_is_past_when_the_pages_say_that_it_is_over(
    database: Database, offers: list[list[tuple[date | None, bool, date | None]]]
) -> None:
    expected = 0
    with Staging(database.engine) as staging:
        for number, starts in enumerate(offers):
            for starts_on, is_flexible, closes_on in starts:
                staging.add_part(IntakeRecord(str(number), starts_on, "words", is_flexible, None, closes_on))
            expected += is_over(
                [Intake(opportunity_id=1, starts_on=a, is_flexible=b, closes_on=c) for a, b, c in starts],
                TODAY,
            )
        staging.finish()
        assert past_offers(staging.connection, TODAY) == expected


@pytest.mark.parametrize(("day", "past"), [(15, 0), (16, 1), (21, 2)])
def test_the_report_says_how_many_vacancies_have_closed(
    database: Database, tmp_path: Path, clock_at: Callable[[datetime], None], day: int, past: int
) -> None:
    clock_at(datetime(2026, 12, day, 12, tzinfo=UTC))
    report = bring_in_rows(database, tmp_path, advert(), found())
    assert (report.offered, report.past) == (2, past)
    assert f"{past} past" in next(report.lines())
