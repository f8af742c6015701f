"""Dates of the demonstration catalogue, told relative to the day of loading so that they never go stale."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIRST_DAY_OF_TERM = 4
SOONEST_START_DAYS = 14
_MONTH_START = re.compile(rf"({'|'.join(MONTHS)})([+-]\d)?")
_DAY_START = re.compile(r"([+-]\d{1,3})d")
_CLOSING = re.compile(r"close([+-])(\d{1,3})d")


@dataclass(frozen=True, slots=True)
class Start:
    """One start: a month (``years`` from the next one), days from today, words, or any time."""

    month: int | None = None
    years: int = 0
    days: int | None = None
    words: str = ""
    is_flexible: bool = False

    def on(self, today: date) -> date | None:
        """The day it begins, for somebody loading on ``today``; None when it has no day."""
        if self.days is not None:
            return working_day(today + timedelta(days=self.days))
        if self.month is None:
            return None
        soonest = today + timedelta(days=SOONEST_START_DAYS)
        year = today.year if first_monday(today.year, self.month) >= soonest else today.year + 1
        return first_monday(year + self.years, self.month)


@dataclass(frozen=True, slots=True)
class Closing:
    """The last day to apply: so many days before the start, or so many from today. Neither: there is none."""

    before_start: int | None = None
    from_today: int | None = None

    def on(self, today: date, starts_on: date | None) -> date | None:
        """The last day to apply for a start on ``starts_on``, never after it; None when there is none."""
        if self.from_today is not None:
            day = today + timedelta(days=self.from_today)
            return day if starts_on is None else min(day, starts_on)
        if self.before_start is None or starts_on is None:
            return None
        return starts_on - timedelta(days=self.before_start)


def first_monday(year: int, month: int) -> date:
    """The first Monday of a month on or after its fourth day, when most terms begin."""
    day = date(year, month, FIRST_DAY_OF_TERM)
    return day + timedelta(days=-day.weekday() % 7)


def working_day(day: date) -> date:
    """``day``, or the next one on which people start: no weekend, and nothing from 20 December to 3 January."""
    if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 3):
        day = date(day.year + (day.month == 12), 1, 4)
    return day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def read_start(word: str) -> Start | None:
    """The start that ``word`` names (``sep``, ``jan+1``, ``+45d``, ``flex``, ``when:...``), or None."""
    if word == "flex":
        return Start(is_flexible=True)
    if word.startswith("when:") and len(word) > len("when:"):
        told = word.removeprefix("when:").replace("-", " ")
        return Start(words=told[0].upper() + told[1:])
    if match := _MONTH_START.fullmatch(word):
        return Start(month=MONTHS.index(match[1]) + 1, years=int(match[2] or 0))
    if match := _DAY_START.fullmatch(word):
        return Start(days=int(match[1]))
    return None


def read_closing(word: str) -> Closing | None:
    """The closing rule that ``word`` names (``close-21d``, ``close+10d``, ``noclose``), or None."""
    if word == "noclose":
        return Closing()
    if match := _CLOSING.fullmatch(word):
        days = int(match[2])
        return Closing(from_today=days) if match[1] == "+" else Closing(before_start=days)
    return None
