"""When a presentation starts and until when to apply: temporal elements, with or without a day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pathways.feeds.plain_structure import one_line
from pathways.feeds.uk_days import FIRST_YEAR, LAST_YEAR, uk_day
from pathways.feeds.xml_nodes import XmlNode

LONGEST_START = 120
_DTF = re.compile(r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?([T ].*)?$")
_BRITISH = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_WRITTEN = re.compile(
    r"^(?:\w+day,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})$", re.IGNORECASE
)
_MONTH_YEAR = re.compile(r"^([A-Za-z]{3,9})\.?,?\s+(\d{4})$")
_MONTHS = "january february march april may june july august september october november december".split()
_FLEXIBLE = re.compile(
    r"\bflexible\b|any ?time|roll[ -]?on|rolling|continuous|\bongoing\b|throughout the year|when(ever)? you are ready"
    r"|by arrangement|self[ -]paced|year[ -]round",
    re.IGNORECASE,
)
_ONLY_FLEXIBLE = re.compile(r"^(?:flexible|flexible start|any ?time|when you are ready)\.?$", re.IGNORECASE)
_NOTED = re.compile(r"^flexible \((.+)\)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A temporal element. ``last_day`` is the last of the month or year where no day is said.

    ``wrong`` is what stands there and can be no date.
    """

    day: date | None = None
    last_day: date | None = None
    words: str = ""
    is_flexible: bool = False
    wrong: str = ""


def moment_of(node: XmlNode | None) -> Moment:
    """What a temporal element says; nothing for None. The machine's date goes before the words."""
    if node is None:
        return Moment()
    dtf, text = node.attribute("dtf"), node.text
    found = _read(dtf) if dtf else None
    said = _read(text)
    wrong = dtf if dtf and found is None else ""
    first, last = found or said or (None, None)
    if first is not None and not FIRST_YEAR <= first.year <= LAST_YEAR:
        return Moment(wrong=dtf or text)
    day = first if first is not None and first == last else None
    words = "" if said and said in (found, (first, last)) and day else text
    if first is not None and day is None and last is not None:
        words = _months_and_year(first, last) if said is not None or not text else text
        return Moment(None, last, one_line(words, LONGEST_START), wrong=wrong)
    noted = _NOTED.match(words)
    is_flexible = day is None and _FLEXIBLE.search(words) is not None
    if _ONLY_FLEXIBLE.match(words):
        words = ""
    return Moment(
        day,
        day,
        one_line(noted[1] if noted else words, LONGEST_START),
        is_flexible or noted is not None,
        wrong,
    )


def _read(text: str) -> tuple[date, date] | None:
    """The first and last day that a text names, if it is a date and nothing else."""
    text = text.strip()
    try:
        if match := _DTF.match(text):
            year, numbered, day = (int(part) if part else 0 for part in match.groups()[:3])
            if match[4] and day and (moment := _day_of(text)) is not None:
                return moment, moment
            if not numbered:
                return date(year, 1, 1), date(year, 12, 31)
            return _span(year, numbered, day or None)
        if match := _BRITISH.match(text):
            return _span(int(match[3]), int(match[2]), int(match[1]))
        if (match := _WRITTEN.match(text)) and (month := _month(match[2])):
            return _span(int(match[3]), month, int(match[1]))
        if (match := _MONTH_YEAR.match(text)) and (month := _month(match[1])):
            return _span(int(match[2]), month, None)
    except ValueError:
        return None
    return None


def _day_of(text: str) -> date | None:
    """The day of a moment with a time of day, in the United Kingdom; None where the time cannot be read."""
    try:
        return uk_day(text)
    except ValueError:
        return None


def _span(year: int, month: int, day: int | None) -> tuple[date, date]:
    if day is not None:
        return date(year, month, day), date(year, month, day)
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return first, following - timedelta(days=1)


def _month(word: str) -> int | None:
    return next(
        (
            number
            for number, name in enumerate(_MONTHS, 1)
            if name.startswith(word.casefold()[:9]) and len(word) > 2
        ),
        None,
    )


def _months_and_year(first: date, last: date) -> str:
    return (
        str(first.year)
        if first.month != last.month
        else f"{_MONTHS[first.month - 1].capitalize()} {first.year}"
    )
