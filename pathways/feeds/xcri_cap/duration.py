"""How long a presentation takes, in months and in words."""

import re

from pathways.feeds.plain_structure import one_line
from pathways.feeds.xml_nodes import XmlNode

LONGEST_WORDS = 120
MOST_MONTHS = 96
_INTERVAL = re.compile(
    r"^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T.*)?$", re.IGNORECASE
)
_DIRECTORY_CODE = re.compile(r"[;,]?\s*NLD [A-Za-z ]{1,30}Code:?\s*\w{1,4}\s*$", re.IGNORECASE)
"""What the National Learning Directory had appended to texts: a code, and no word for anybody."""
_NUMBERS = {
    name: number for number, name in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_SPOKEN = re.compile(
    rf"(?<![\w.,])(\d{{1,3}}(?:\.\d{{1,2}})?|{'|'.join(_NUMBERS)})[ -]?(year|yr|month|mth|week|wk|day)s?\b",
    re.IGNORECASE,
)
_MONTHS_IN = {
    "year": 12.0,
    "yr": 12.0,
    "month": 1.0,
    "mth": 1.0,
    "week": 12 / 52,
    "wk": 12 / 52,
    "day": 12 / 365,
}


def without_directory_code(text: str) -> str:
    """A text without the code that a directory appended."""
    return _DIRECTORY_CODE.sub("", text).strip()


def duration_of(node: XmlNode | None) -> tuple[int | None, str]:
    """Whole months (None where they are not said, or more than eight years) and the words; empty for none."""
    if node is None:
        return None, ""
    words = one_line(without_directory_code(node.text), LONGEST_WORDS)
    interval = _INTERVAL.match(node.attribute("interval"))
    if interval and any(interval.groups()):
        years, months, weeks, days = (int(part) if part else 0 for part in interval.groups())
        return _whole(years * 12 + months + weeks * _MONTHS_IN["week"] + days * _MONTHS_IN["day"]), words
    spoken = {(number.casefold(), unit.casefold()) for number, unit in _SPOKEN.findall(words)}
    if len(spoken) != 1:
        return None, words
    ((number, unit),) = spoken
    return _whole((_NUMBERS.get(number) or float(number)) * _MONTHS_IN[unit]), words


def plain_months(months: int | None) -> str:
    """A number of months in words, as they are written where nobody chose others."""
    return "" if months is None else "1 month" if months == 1 else f"{months} months"


def _whole(months: float) -> int | None:
    whole = max(1, round(months)) if months > 0 else None
    return whole if whole is not None and whole <= MOST_MONTHS else None
