"""One row of the access table, and its columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Seen:
    """The status that each kind of person signed in gets. Examples are about Harbour School and Moorside College.

    ``adviser``, ``colleague`` and ``lead`` are of that school, ``editor`` and ``provider_admin`` of that college, and
    the others of another school and another college. The two advisers of a school get the same where nothing else is
    said of the second.
    """

    adviser: int
    other_adviser: int
    editor: int
    other_editor: int
    lead: int
    provider_admin: int
    host: int
    colleague: int | None = None
    other_colleague: int | None = None

    def status_for(self, person: str) -> int:
        """The status for one of `PEOPLE`."""
        said = getattr(self, person)
        if said is None:
            said = self.adviser if person == "colleague" else self.other_adviser
        return int(said)


PEOPLE = (
    "adviser",
    "colleague",
    "other_adviser",
    "other_colleague",
    "editor",
    "other_editor",
    "lead",
    "provider_admin",
    "host",
)
"""The columns beside `anybody`."""


def alike(status: int, *, colleague: int | None = None) -> Seen:
    """Every kind of person signed in gets the same, other than somebody unknown; ``colleague`` where it is theirs."""
    return Seen(*(status for _ in range(7)), colleague=colleague)


@dataclass(frozen=True)
class Row:
    """One rule and method of the service, an example of it, and the status that everybody gets."""

    rule: str
    method: str
    example: str
    anybody: int
    form: dict[str, str] = field(default_factory=dict)
    json: dict[str, Any] | None = None
    seen: Seen | None = None

    def status_for(self, person: str) -> int:
        """The status for one column: `anybody` or one of `PEOPLE`."""
        return self.anybody if person == "anybody" or self.seen is None else self.seen.status_for(person)

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"
