"""How long a vacancy says that it lasts, in months."""

import re

LONGEST_MONTHS = 96
WEEKS_A_YEAR, MONTHS_A_YEAR = 52, 12
_PART = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{1,2})?)\s*(year|yr|month|week)s?\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def months_of(text: str) -> int | None:
    """Whole months of words such as "18 Months" or "1 year 6 months"; None where they say no length.

    What stands in brackets says the length again, in another unit: it counts where nothing else does.
    """
    parts = _PART.findall(_IN_BRACKETS.sub(" ", text)) or _PART.findall(text)
    total = sum(float(amount) * _MONTHS[unit.casefold()] for amount, unit in parts)
    months = round(total)
    return months if parts and 0 < months <= LONGEST_MONTHS else None


_MONTHS = {"year": MONTHS_A_YEAR, "yr": MONTHS_A_YEAR, "month": 1, "week": MONTHS_A_YEAR / WEEKS_A_YEAR}
