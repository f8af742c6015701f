"""What comes next for what somebody saved: days on which something happens, and what to ask. Pure, no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pathways.catalogue.intakes import state_on
from pathways.catalogue.starts import StartDates

StepKind = Literal["opens", "closes", "starts"]
_KINDS: tuple[StepKind, ...] = ("opens", "closes", "starts")
AskKind = Literal["start", "closing"]


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved opportunity as far as its days go. ``link`` is its page, empty where there is none any more.

    Who ``has_applied`` waits for the start alone. ``apart`` tells it from another of the same name.
    """

    opportunity_id: int
    title: str
    provider: str
    place: str
    link: str
    starts: tuple[StartDates, ...]
    is_listed: bool = True
    has_applied: bool = False
    apart: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One day, in UK time, and what happens on it: applying opens, applying ends, or it starts."""

    day: date
    kind: StepKind
    saved: Saved

    @property
    def key(self) -> str:
        """What this step is known by, whatever day it moves to. Starts have their day in it, as there may be two."""
        tail = f"-{self.day:%Y%m%d}" if self.kind == "starts" else ""
        return f"{self.saved.opportunity_id}-{self.kind}{tail}"


@dataclass(frozen=True, slots=True)
class Ask:
    """What only the provider can tell: when it starts, or by when to apply."""

    kind: AskKind
    saved: Saved


@dataclass(frozen=True, slots=True)
class NextSteps:
    """Days in their order; what to ask; and what is closed or no longer listed, where nothing is left to do."""

    dated: tuple[Step, ...] = ()
    to_ask: tuple[Ask, ...] = ()
    over: tuple[Saved, ...] = ()


def next_steps(saved: Iterable[Saved], today: date) -> NextSteps:
    """The steps from ``today`` on. Of several starts of one opportunity the next counts, and its closing day."""
    dated: list[Step] = []
    to_ask: list[Ask] = []
    over: list[Saved] = []
    for one in saved:
        steps = _steps(one, today)
        dated.extend(steps)
        asks = _asks(one, steps, today)
        to_ask.extend(asks)
        if not steps and not asks:
            over.append(one)
    dated.sort(
        key=lambda step: (step.day, _KINDS.index(step.kind), step.saved.title, step.saved.opportunity_id)
    )
    return NextSteps(tuple(dated), tuple(to_ask), tuple(over))


def _steps(one: Saved, today: date) -> list[Step]:
    if not one.is_listed:
        return []
    steps = [Step(day, "starts", one) for day in _start_days(one, today)]
    if one.has_applied:
        return steps
    can_apply = _open(one.starts, today)
    opens = [start.opens_on for start in can_apply if start.opens_on is not None and start.opens_on > today]
    closes = [start.closes_on for start in can_apply if start.closes_on is not None]
    steps += [Step(day, "opens", one) for day in _first(opens)]
    return steps + [Step(day, "closes", one) for day in _first(closes)]


def _start_days(one: Saved, today: date) -> list[date]:
    """The next start that somebody can apply for, and the next at all: who has applied waits for that one."""
    ahead = [
        start.starts_on for start in one.starts if start.starts_on is not None and start.starts_on >= today
    ]
    open_ones = [start.starts_on for start in _open(one.starts, today) if start.starts_on is not None]
    return sorted({*_first(ahead), *_first([day for day in open_ones if day >= today])})


def _asks(one: Saved, steps: Sequence[Step], today: date) -> list[Ask]:
    """What is not known of something that can still be applied for."""
    if not one.is_listed or (one.starts and not _open(one.starts, today)):
        return []
    known = {step.kind for step in steps}
    if "starts" not in known:
        return [Ask("start", one)]
    return [] if one.has_applied or "closes" in known else [Ask("closing", one)]


def _open(starts: Iterable[StartDates], today: date) -> list[StartDates]:
    return [start for start in starts if state_on(start, today) != "closed"]


def _first(days: Iterable[date]) -> list[date]:
    return sorted(days)[:1]
