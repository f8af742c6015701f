"""What a state of a page is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Page

Service = Literal["ready", "building", "no-database"]
"""`building`: there is no snapshot yet. `no-database`: the snapshot is there and
old, the database is not."""


@dataclass(frozen=True)
class State:
    """One page in one state. Names in braces are filled in from the seeded catalogue.

    `cookies` are those that the visitor comes with. With `form`, `path` is posted to, from the page at `start`.
    `enhanced` brings about what only a script can.
    """

    name: str
    path: str
    status: int = 200
    form: dict[str, str] = field(default_factory=dict)
    start: str = "/"
    service: Service = "ready"
    cookies: dict[str, str] = field(default_factory=dict)
    enhanced: Callable[[Page], None] | None = None
    signed_in: bool = False
    """Visited by an adviser lead, whose forms carry their token."""
    cookie: str = ""
    """Visited with this session of `staff_people`; `{csrf}` in a form is its token."""

    def __str__(self) -> str:
        return self.name

    @property
    def is_sent(self) -> bool:
        """Whether the state comes of sending a form."""
        return bool(self.form)
