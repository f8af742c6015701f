"""The one place that knows what time it is, so that tests can move it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")


def _system_time() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system_time


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source()


def today() -> date:
    """The present day in the United Kingdom, on which closing dates and ages are judged."""
    return now().astimezone(UK).date()


def set_clock(source: Callable[[], datetime] | None) -> None:
    """Replace the clock with ``source`` (an aware-datetime function), or restore the real one with None."""
    global _source  # noqa: PLW0603  (the one thing that tests replace)
    _source = source or _system_time
