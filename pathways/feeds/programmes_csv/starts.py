"""The starts of an offer as one cell: ``07/09/2027 closes 01/09/2027; flexible; (after a taster day)``.

Each start is a day, or `flexible`, or words in brackets; words may also follow a day. Then may come `opens` and
`closes` with the first and the last day to apply. Several starts have ; between.
"""

import re

from pathways.feeds.programmes_csv.cells import CellError, read_day
from pathways.feeds.records import IntakeRecord

_DAY = r"\d{1,2}/\d{1,2}/\d{4}"
_START = re.compile(
    rf"(?P<flexible>flexible)?\s*(?P<day>{_DAY})?\s*(?:\((?P<words>[^();]{{1,120}})\))?\s*"
    rf"(?:opens (?P<opens>{_DAY}))?\s*(?:closes (?P<closes>{_DAY}))?",
    re.IGNORECASE | re.ASCII,
)
FLEXIBLE = "flexible"


def read_starts(text: str, opportunity_key: str) -> list[IntakeRecord]:
    """The starts of a cell. Raises CellError for one that cannot be read, or that closes after it has begun."""
    # With single spaces: a long run of them can be shared out among the parts of a start in endless ways.
    parts = (" ".join(part.split()) for part in text.split(";"))
    found = [_read_start(part, opportunity_key) for part in parts if part]
    return list(dict.fromkeys(found))


def _read_start(text: str, key: str) -> IntakeRecord:
    match = _START.fullmatch(text)
    if match is None or not (match["flexible"] or match["day"] or match["words"]):
        raise CellError(f'a start such as "07/09/2027 closes 01/09/2027", or {FLEXIBLE}, with ; between')
    days = {name: read_day(match[name]) if match[name] else None for name in ("day", "opens", "closes")}
    if days["day"] and days["closes"] and days["closes"] > days["day"]:
        raise CellError("starts that close to applications on the day they begin, or before")
    return IntakeRecord(
        key,
        starts_on=days["day"],
        start_text=(match["words"] or "").strip(),
        is_flexible=bool(match["flexible"]),
        opens_on=days["opens"],
        closes_on=days["closes"],
    )
