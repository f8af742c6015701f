"""How miles, dates, money and counts are written on a page."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date as babel_date

from pathways.clock import UK
from pathways.web.language import current_language, gettext, ngettext

NEAREST_TENTH_BELOW = 10


def miles(distance: float | None) -> str:
    """A distance in miles: tenths below ten, whole miles above, and no finer than a mile when it is under one.

    A person's place is known to its postcode sector, whose postcodes lie up to a mile from its middle.
    """
    if distance is None:
        return ""
    if distance < 1:
        return gettext("Under 1 mile")
    if distance < NEAREST_TENTH_BELOW:
        text = f"{distance:.1f}".removesuffix(".0")
        return ngettext("%(count)s mile", "%(count)s miles", 1 if text == "1" else 2, count=text)
    return ngettext("%(count)s mile", "%(count)s miles", 2, count=f"{distance:.0f}")


def uk_date(day: date | None) -> str:
    """A day in full: `12 March 2027`. Nothing for no day."""
    return _day(day, "d MMMM y", current_language()) if day else ""


def uk_day_and_time(moment: datetime) -> str:
    """A moment as the clock on the wall had it: `12 March 2027, 14:05`."""
    there = moment.astimezone(UK)
    return f"{uk_date(there.date())}, {there:%H:%M}"


def short_date(day: date | None) -> str:
    """A day as a card has room for: `12 Mar 2027`. Nothing for no day."""
    return _day(day, "d MMM y", current_language()) if day else ""


def day_and_month(day: date) -> str:
    """A day of a year that is told already: `12 March`."""
    return _day(day, "d MMMM", current_language())


def month_and_year(day: date) -> str:
    """The month that a day is in: `September 2027`."""
    return _day(day, "MMMM y", current_language())


def pounds(pence: int | None) -> str:
    """Whole pence as pounds: `£12,500`, `£12.71`. Nothing for no amount."""
    if pence is None:
        return ""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02d}" if rest else f"£{whole:,}"


def number(count: int) -> str:
    """A count with its thousands marked: `32,104`."""
    return f"{count:,}"


@lru_cache(maxsize=4096)
def _day(day: date, pattern: str, locale: str) -> str:
    return babel_date(day, pattern, locale=locale)
