"""When lists go: on 31 August after the school year of their last edit, with a warning before."""

from datetime import date, timedelta

LAST_MONTH, LAST_DAY = 8, 31
WARNED_FOR = timedelta(days=42)
"""How long before a list goes its adviser is told: from about the middle of July, before schools close."""


def goes_on(last_edited_on: date) -> date:
    """The 31 August on which a list last edited on that day goes. A school year runs from 1 September."""
    this_year = date(last_edited_on.year, LAST_MONTH, LAST_DAY)
    return this_year if last_edited_on <= this_year else this_year.replace(year=this_year.year + 1)


def is_going_soon(goes: date, today: date) -> bool:
    """Whether it is time to warn that a list goes on ``goes``."""
    return today >= goes - WARNED_FOR


def school_year_of(day: date) -> str:
    """The school year that a day is in, as "2026/27"."""
    last = goes_on(day).year
    return f"{last - 1}/{last % 100:02}"
