"""What was typed about one item of a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from pathways.places.postcodes import cut_postcodes_to_sector
from pathways.plans.carried import LONGEST_CARRIED
from pathways.plans.models import LONGEST_NOTE, PlanStatus

LARGEST_VERSION = 2**31 - 1
LONGEST_TYPED = 5000
"""Letters of a note that is too long which are shown again, so that somebody can shorten it."""


@dataclass(frozen=True, slots=True)
class TypedItem:
    """Status and note as they were typed, postcodes cut, and the version that the form showed.

    ``was`` is what the form carries of something that is listed no more: see carried.py.
    """

    version: int
    status: PlanStatus | None
    note: str
    was: str = ""
    longest_note: ClassVar[int] = LONGEST_NOTE

    @property
    def is_too_long(self) -> bool:
        """Whether the note has more letters than one may have."""
        return len(self.note) > LONGEST_NOTE


def read_item(form: Mapping[str, str]) -> TypedItem:
    """Read the form of an item. What is no status is none; what is no version is one that nothing ever has."""
    version, status = form.get("version", ""), form.get("status", "")
    number = int(version) if version.isdecimal() and version.isascii() and len(version) < 11 else 0
    return TypedItem(
        number if number <= LARGEST_VERSION else 0,
        PlanStatus(status) if status in set(PlanStatus) else None,
        cut_postcodes_to_sector(form.get("note", "").replace("\r\n", "\n")).strip()[:LONGEST_TYPED],
        form.get("was", "")[:LONGEST_CARRIED],
    )
