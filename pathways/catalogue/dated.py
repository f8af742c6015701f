"""Facts that hold from one day to another, read from the project's own tables of them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DatedFact:
    """One thing that may be said between two days. ``is_sure`` is False for what is not yet settled."""

    heading: str
    text: str
    valid_from: date | None
    valid_until: date | None
    is_sure: bool
    source: str

    def holds_on(self, day: date) -> bool:
        """Whether it may be said on ``day``; the first and the last day count in."""
        if self.valid_from is not None and day < self.valid_from:
            return False
        return self.valid_until is None or day <= self.valid_until


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table with a header line, as written. Raises OSError when it cannot be read."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def read_fact(row: dict[str, str]) -> DatedFact:
    """The fact of a row with heading, text, from, until, sure and source. Raises ValueError for a slip."""
    if row["sure"] not in ("yes", "no"):
        raise ValueError(f"{row['heading']!r} is neither sure nor unsure: {row['sure']!r}.")
    return DatedFact(
        heading=row["heading"],
        text=row["text"],
        valid_from=_day(row["from"]),
        valid_until=_day(row["until"]),
        is_sure=row["sure"] == "yes",
        source=row["source"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
