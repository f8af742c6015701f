"""What depends on the date, worked out once a day for all rows: what is over, and how soon the next start is."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from pathways.snapshot.cells import START, Cells
from pathways.snapshot.contents import NO_DAY
from pathways.snapshot.providers import ProviderTotals
from pathways.snapshot.segment import Segment

LATER, GONE = 4, 5
"""Start buckets after those of the four windows: later or unknown, and not on offer."""

_KEY_BITS = 30
_KEPT = 6
"""Narrowed views of a day that are kept at once; each has a column of its own."""

Value = TypeVar("Value")
_OVER = int(np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True)
class NextIntakes:
    """The earliest start of each row that is not over: ``start`` and ``close`` (int32 days), ``over`` (bool)."""

    start: NDArray[np.int32]
    close: NDArray[np.int32]
    over: NDArray[np.bool_]


def intake_keys(
    starts: NDArray[np.int32], closes: NDArray[np.int32], flexible: NDArray[np.bool_], today: int
) -> NDArray[np.int64]:
    """One number for each intake, less for one that starts (then closes) sooner; the greatest for one that is over.

    An intake is over the day after it closes; without a closing day, the day after it starts. A flexible one
    starts today, and without a closing day is never over.
    """
    last_day = np.where(closes != NO_DAY, closes, np.where(flexible, NO_DAY, starts))
    begins = np.where(flexible, today, starts).astype(np.int64)
    keys = begins << _KEY_BITS | closes
    keys[last_day < today] = _OVER
    return keys


def next_intake_of(intakes: Sequence[tuple[int, int, bool, str]], today: int) -> int | None:
    """Which of one row's intakes (start, close, whether flexible, words) is next, by the rule of `intake_keys`.

    The first one when all are over; None when there are none. Days are since 1970 or `NO_DAY`.
    """
    best: tuple[int, int, int] | None = None
    for at, (start, close, is_flexible, _) in enumerate(intakes):
        last_day = close if close != NO_DAY else NO_DAY if is_flexible else start
        key = (today if is_flexible else start, close, at)
        if last_day >= today and (best is None or key < best):
            best = key
    if best is not None:
        return best[2]
    return 0 if intakes else None


def next_intakes(segment: Segment, today: int) -> NextIntakes:
    """The next start of every row on ``today`` (days since 1970)."""
    offsets = segment.arrays["intake_offsets"]
    keys = intake_keys(
        segment.arrays["intake_start"],
        segment.arrays["intake_close"],
        segment.arrays["intake_flexible"],
        today,
    )
    start = np.full(segment.n, NO_DAY, np.int32)
    close = np.full(segment.n, NO_DAY, np.int32)
    over = np.zeros(segment.n, bool)
    has_any = np.flatnonzero(np.diff(offsets))
    if len(has_any):
        soonest = np.minimum.reduceat(keys, offsets[:-1][has_any])
        gone = soonest == _OVER
        over[has_any] = gone
        start[has_any] = np.where(gone, NO_DAY, soonest >> _KEY_BITS)
        close[has_any] = np.where(gone, NO_DAY, soonest & ((1 << _KEY_BITS) - 1))
    return NextIntakes(start, close, over)


@dataclass(frozen=True, slots=True)
class RequirementsAndStarts:
    """The distinct pairs of an entry requirement (int32) and a next start (int32 days), and which pair each row has."""

    requirements: NDArray[np.int32]
    starts: NDArray[np.int32]
    of_row: NDArray[np.int32]


class Day:
    """One segment on one day. ``cell`` (unsigned, n) is the cell of each row among ``cells``."""

    def __init__(self, segment: Segment, today: int, window_ends: tuple[int, int, int, int]) -> None:
        """``window_ends`` are the last days of the four start windows, each later than the one before."""
        self.segment = segment
        self.today = today
        found = next_intakes(segment, today)
        self.start, self.close = found.start, found.close
        bucket = np.searchsorted(np.array(window_ends), found.start)
        bucket[found.over] = GONE
        if segment.masked is not None:
            bucket[segment.masked] = GONE
        self.cells, self.cell = _cells_of(segment, bucket)
        self._kept: dict[Hashable, object] = {}

    def without(self, hidden: NDArray[np.bool_]) -> "Day":
        """The same day with the rows of ``hidden`` (bool, n) left out, as those are that are over."""
        narrowed = Day.__new__(Day)
        narrowed.segment, narrowed.today = self.segment, self.today
        narrowed.start, narrowed.close, narrowed.cells = self.start, self.close, self.cells
        gone = self.cell.dtype.type(self.cells.count - 1)
        narrowed.cell = np.where(hidden, gone, self.cell)
        narrowed._kept = {}  # noqa: SLF001  (it is one of these)
        return narrowed

    def keep(self, key: Hashable, make: Callable[["Day"], Value]) -> Value:
        """What ``make`` gives for this day, worked out once for each ``key`` and kept for a while."""
        found = self._kept.get(key)
        if found is None:
            found = make(self)
            self._kept = {**dict(list(self._kept.items())[1 - _KEPT :]), key: found}
        return cast("Value", found)

    @cached_property
    def requirements_and_starts(self) -> RequirementsAndStarts:
        """What of each row decides who can get in."""
        starts, start_of_row = np.unique(self.start, return_inverse=True)
        pairs, of_row = np.unique(
            self.segment.row_entry.astype(np.int64) * max(1, len(starts)) + start_of_row, return_inverse=True
        )
        requirements, at = np.divmod(pairs, max(1, len(starts)))
        return RequirementsAndStarts(requirements.astype(np.int32), starts[at], of_row.astype(np.int32))

    @cached_property
    def totals(self) -> NDArray[np.int64]:
        """How many rows each cell of the day holds."""
        return self.held_by(self.cell)

    def held_by(self, cell: NDArray[Any]) -> NDArray[np.int64]:
        """How many of some rows, given their cells of the day, each cell holds (int64)."""
        return np.bincount(cell, minlength=self.cells.count)

    @property
    def not_over(self) -> NDArray[np.bool_]:
        """For each cell of the day whether its rows are still on offer (bool)."""
        return self.cells.on_offer

    @cached_property
    def on_offer(self) -> NDArray[np.bool_]:
        """Whether each row is still on offer (bool, n)."""
        return self.cells.on_offer.take(self.cell)

    @cached_property
    def point_totals(self) -> NDArray[np.int64]:
        """How many rows that are not over each point has."""
        here = self.on_offer[: self.segment.located]
        if not len(here):
            return np.zeros(0, np.int64)
        return np.add.reduceat(here, self.segment.point_starts[:-1], dtype=np.int64)

    @cached_property
    def providers(self) -> ProviderTotals:
        """How many rows each provider has."""
        segment = self.segment
        return ProviderTotals(self.cells, self.cell, segment.provider, len(segment.provider_ids))


def _cells_of(segment: Segment, bucket: NDArray[np.int64]) -> tuple[Cells, NDArray[Any]]:
    """The cells that occur on a day, and each row's (unsigned, n)."""
    every = len(next(iter(segment.cells.values())))
    both = np.where(bucket == GONE, every * GONE, segment.cell.astype(np.int64) * GONE + bucket)
    occurs = np.flatnonzero(np.bincount(both, minlength=every * GONE + 1)[:-1])
    joint, start = np.divmod(occurs, GONE)
    held = {name: values[joint] for name, values in segment.cells.items()}
    # Numbered in the order of what they hold, so that most cells of a group lie side by side.
    order = np.lexsort((start, *reversed(held.values())))
    number = np.full(every * GONE + 1, len(occurs), np.int64)
    number[occurs[order]] = np.arange(len(occurs))
    width = np.uint16 if len(occurs) <= np.iinfo(np.uint16).max else np.uint32
    held = {name: values[order] for name, values in held.items()}
    return Cells({**held, START: start[order]}), number[both].astype(width)
