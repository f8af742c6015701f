"""Attempts are counted by all workers together, and forgotten."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from pathways import clock
from pathways.attempts import forget_old_attempts, seconds_to_wait
from pathways.attempts.counting import span_end
from pathways.attempts.models import AttemptCount
from pathways.database import Database

HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 29, 12, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_twenty_past_noon() -> Iterator[None]:
    clock.set_clock(lambda: NOON)
    yield
    clock.set_clock(None)


def attempt(database: Database, who: str = "192.0.2.1", kind: str = "plan-code") -> int:
    return seconds_to_wait(database, kind=kind, who=who, limit=3, per=HOUR, key="a key")


def test_three_tries_are_free_and_the_fourth_waits_for_the_next_hour(database: Database) -> None:
    assert [attempt(database) for _ in range(3)] == [0, 0, 0]
    assert attempt(database) == 40 * 60
    clock.set_clock(lambda: NOON + timedelta(minutes=39, seconds=59, milliseconds=500))
    assert attempt(database) == 1
    clock.set_clock(lambda: NOON + timedelta(minutes=40))
    assert attempt(database) == 0


def test_others_and_other_kinds_are_counted_apart(database: Database) -> None:
    for _ in range(4):
        attempt(database)
    assert attempt(database, who="192.0.2.2") == 0
    assert attempt(database, kind="sign-in") == 0


def test_who_tried_cannot_be_read_from_the_table(database: Database) -> None:
    attempt(database, who="192.0.2.1")
    attempt(database, who="192.0.2.1", kind="sign-in")
    with database.open_session() as session:
        kept = list(session.execute(select(AttemptCount)).scalars())
    assert len({row.who_hash for row in kept}) == 2
    assert all("192" not in row.who_hash for row in kept if len(row.who_hash) != 64)
    assert {len(row.who_hash) for row in kept} == {64}


def test_tries_at_the_same_moment_are_all_counted(database: Database) -> None:
    with ThreadPoolExecutor(8) as workers:
        waits = list(workers.map(lambda _: attempt(database), range(24)))
    assert sorted(waits)[:3] == [0, 0, 0]
    assert sum(wait == 0 for wait in waits) == 3


def test_counts_are_forgotten_when_their_span_is_over(database: Database) -> None:
    attempt(database)
    with database.unit_of_work() as session:
        assert forget_old_attempts(session, NOON + timedelta(minutes=39)) == 0
        assert forget_old_attempts(session, NOON + timedelta(minutes=40)) == 1
    assert attempt(database) == 0


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), st.integers(1, 864_000)
)
def test_a_span_ends_after_its_moment_and_no_later_than_its_length(now: datetime, seconds: int) -> None:
    per = timedelta(seconds=seconds)
    assert now < span_end(now, per) <= now.replace(microsecond=0) + per
    assert span_end(span_end(now, per) - timedelta(microseconds=1), per) == span_end(now, per)
