"""What holds for whole routes from one day to another, whatever a provider writes."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

RuleName = Literal["min-age", "max-age", "study-english-maths", "usual-level", "starts-once"]


@dataclass(frozen=True, slots=True)
class RouteRule:
    """One rule about the programmes of some routes (and levels, none for all), in one nation, between two days.

    ``value``: an age in years at the start; for ``usual-level`` the position of a level; for ``starts-once`` 1: it is a
    job and will not start again next year. ``up_to`` is the age up to which there are exceptions to a greatest age.
    """

    name: RuleName
    routes: frozenset[int]
    levels: frozenset[int]
    nation: int
    valid_from: date | None
    valid_until: date | None
    value: int
    up_to: int | None = None

    def holds_on(self, day: date) -> bool:
        """Whether a start on ``day`` falls under it; the first and the last day count in."""
        if self.valid_from is not None and day < self.valid_from:
            return False
        return self.valid_until is None or day <= self.valid_until


Law = tuple[RouteRule, ...]
