"""Whether somebody can still apply for a start, judged on a day in the United Kingdom."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, Protocol

IntakeState = Literal["open", "not-open-yet", "closed"]


class Start(Protocol):
    """What an intake says of its dates."""

    @property
    def starts_on(self) -> date | None:
        """The day on which it begins."""

    @property
    def is_flexible(self) -> bool:
        """Whether it begins whenever the learner is ready."""

    @property
    def opens_on(self) -> date | None:
        """The first day to apply."""

    @property
    def closes_on(self) -> date | None:
        """The last day to apply."""


def state_on(start: Start, today: date) -> IntakeState:
    """Whether applications are open on ``today``.

    The closing day counts in full. Without one, a dated start takes people until the day on which it begins.
    A start told only in words, or a flexible one without a closing day, stays open.
    """
    last_day = start.closes_on if start.closes_on is not None else start.starts_on
    if start.is_flexible and start.closes_on is None:
        last_day = None
    if last_day is not None and last_day < today:
        return "closed"
    if start.opens_on is not None and start.opens_on > today:
        return "not-open-yet"
    return "open"


def is_over(starts: Iterable[Start], today: date) -> bool:
    """Whether every start has gone by. An offer that names no start at all is not over: ask the provider."""
    states = [state_on(start, today) for start in starts]
    return bool(states) and all(state == "closed" for state in states)
