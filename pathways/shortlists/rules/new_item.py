"""What is added to a list."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class NewItem:
    """An opportunity to add, with its card as it is now and why it is suggested."""

    opportunity_id: int
    programme_id: int
    as_saved: dict[str, Any]
    route: str = ""
    facts: str = ""
    why: str = ""
    note_to_pupil: str = ""
