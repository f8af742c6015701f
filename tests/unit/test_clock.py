"""The clock: aware, in UTC, and a day that is the day in the United Kingdom."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from pathways import clock

ClockAt = Callable[[datetime], None]


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_day_is_the_day_in_the_united_kingdom(clock_at: ClockAt) -> None:
    clock_at(datetime(2027, 6, 30, 23, 30, tzinfo=UTC))
    assert clock.today() == date(2027, 7, 1), "half past midnight, British Summer Time"


def test_in_winter_the_day_ends_at_midnight_utc(clock_at: ClockAt) -> None:
    clock_at(datetime(2027, 1, 31, 23, 30, tzinfo=UTC))
    assert clock.today() == date(2027, 1, 31)


def test_the_clock_can_be_moved_and_put_back(clock_at: ClockAt) -> None:
    moment = datetime(2030, 1, 1, tzinfo=UTC)
    clock_at(moment)
    assert clock.now() == moment
    clock.set_clock(None)
    assert clock.now() < moment
