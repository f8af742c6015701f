"""The sources of what is published: kept with the snapshot, and how old the newest of them is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from pathways.catalogue.changes import record_change
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.models import Source
from pathways.catalogue.publish import publish, publish_changes
from pathways.catalogue.published_sources import (
    LISTING_MAY_BE,
    PublishedSource,
    is_overdue,
    is_stale,
    newest_import,
    sources_in,
)
from pathways.database import Database
from tests.factories import make_opportunity, make_source

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def source(moment: datetime | None) -> PublishedSource:
    return PublishedSource("A list", "", "", is_demonstration=False, last_imported_at=moment)


@pytest.mark.parametrize(
    ("moments", "newest"),
    [
        ([], None),
        ([None], None),
        ([None, datetime(2026, 11, 1, 12, tzinfo=UTC)], date(2026, 11, 1)),
        ([datetime(2026, 10, 1, 12, tzinfo=UTC), datetime(2026, 11, 1, 12, tzinfo=UTC)], date(2026, 11, 1)),
        # In summer an hour before midnight at Greenwich is the next day in Preston.
        ([datetime(2026, 7, 1, 23, 30, tzinfo=UTC)], date(2026, 7, 2)),
    ],
)
def test_the_newest_import_of_any_list_counts(moments: list[datetime | None], newest: date | None) -> None:
    assert newest_import(map(source, moments)) == newest


@given(st.integers(-5, 800))
def test_listings_are_stale_from_the_day_after_a_year(days: int) -> None:
    assert is_stale(TODAY - timedelta(days=days), TODAY) is (days > LISTING_MAY_BE.days)


@given(st.timedeltas(timedelta(days=-5), timedelta(days=800)))
def test_lists_are_overdue_when_they_are_over_fourteen_days_old(age: timedelta) -> None:
    assert is_overdue(NOW - age, NOW) is (age > timedelta(days=14))


@pytest.mark.parametrize(
    "read", [datetime(2026, 10, 20, 9, tzinfo=UTC), datetime(2027, 3, 20, 9, tzinfo=UTC)]
)
def test_fourteen_days_are_the_same_length_when_the_clocks_change(read: datetime) -> None:
    assert not is_overdue(read, read + timedelta(days=14))
    assert is_overdue(read, read + timedelta(days=14, microseconds=1))


def test_what_was_never_read_is_not_overdue() -> None:
    assert not is_overdue(None, NOW)
    assert not is_stale(None, TODAY)


def test_a_snapshot_of_before_names_no_source() -> None:
    assert sources_in({"sequence": 4}) == ()


def test_the_snapshot_tells_its_sources_with_the_database_gone(database: Database, tmp_path: Path) -> None:
    moment = datetime(2026, 11, 1, 8, tzinfo=UTC)
    with database.unit_of_work() as session:
        make_opportunity(session)
        make_source(session, slug="read", name="A read list", statement="Of them.", last_imported_at=moment)
    publish(database, tmp_path)
    live = LiveCatalogue(tmp_path, database)
    told = {one.name: one for one in live.snapshot().sources}
    assert told["A read list"].last_imported_at == moment
    assert told["A read list"].statement == "Of them."
    assert live.snapshot().newest_import == date(2026, 11, 1)


def test_an_import_of_a_few_records_is_told_by_the_small_segment(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        offered = make_opportunity(session)
    publish(database, tmp_path)
    with database.unit_of_work() as session:
        read = session.scalars(select(Source)).first()
        assert read is not None
        read.last_imported_at = datetime(2026, 11, 20, 8, tzinfo=UTC)
        record_change(session, [offered.id])
    publish_changes(database, tmp_path)
    assert LiveCatalogue(tmp_path, database).snapshot().newest_import == date(2026, 11, 20)
