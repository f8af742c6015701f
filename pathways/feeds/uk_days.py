"""Published moments as days of the United Kingdom, on which closing dates and starts are judged."""

from datetime import date, datetime, time

from pathways.clock import UK

FIRST_YEAR, LAST_YEAR = 1990, 2100
NOT_GIVEN = date.min
"""Programs write the first day of their calendar where nobody gave a day."""
_LAST_SECOND = time(23, 59, 59)


def uk_day(moment: str) -> date | None:
    """The day of a moment such as "2023-12-15T00:00:00Z" in the United Kingdom; None where none is given.

    A moment without an offset is local already. The last second of a day stands for that day, whatever its
    offset: that is how closing days are written by those who count them whole.
    Raises ValueError for what is no moment, or lies outside the years that anything is published for.
    """
    moment = moment.strip()
    if not moment:
        return None
    read = datetime.fromisoformat(moment)
    if read.date() == NOT_GIVEN:
        return None
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise ValueError(f"{moment!r} is not of these years")
    if read.tzinfo is None or read.time().replace(microsecond=0) == _LAST_SECOND:
        return read.date()
    return read.astimezone(UK).date()
