"""Every start of an opportunity as the snapshot has it, those that have gone by included."""

import json
from dataclasses import dataclass
from datetime import date

from pathways.catalogue.codes import day_of
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.snapshot.contents import NO_DAY

_INTAKES = 14
"""Where the starts stand in the text of a row."""


@dataclass(frozen=True, slots=True)
class StartDates:
    """One start: its days where they are known. Judged by ``catalogue.intakes``; the snapshot knows no first day."""

    starts_on: date | None
    closes_on: date | None
    is_flexible: bool = False
    start_text: str = ""
    opens_on: date | None = None


def starts_of(snapshot: CatalogueSnapshot, opportunity_id: int) -> tuple[StartDates, ...]:
    """The starts of an opportunity in the order of the catalogue; none when the snapshot does not hold it."""
    found = snapshot.find(opportunity_id)
    if found is None:
        return ()
    place, row = found
    text = snapshot.segments[place].row_texts[row]
    return tuple(
        StartDates(_day(start), _day(close), bool(is_flexible), words)
        for start, close, is_flexible, words in json.loads(text.decode())[_INTAKES]
    )


def _day(number: int) -> date | None:
    return None if number == NO_DAY else day_of(number)
