"""The published catalogue as one process sees it: its segments, and each of them on a day."""

import threading
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import day_number
from pathways.catalogue.known_words import KnownWords
from pathways.catalogue.published_sources import PublishedSource, newest_import, newest_moment, sources_in
from pathways.snapshot.day import Day
from pathways.snapshot.pointer import Pointer
from pathways.snapshot.segment import Segment
from pathways.snapshot.store import SnapshotDamaged, Stored, open_arrays

WINDOW_MONTHS = (1, 3, 6, 12)
"""Calendar months that each start window reaches: "now" is a start that is flexible or within a month."""

_DAYS_KEPT = 2
_NAMES_KEPT = 5000


def months_after(day: date, months: int) -> date:
    """The same day so many calendar months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def window_ends(today: date) -> tuple[int, int, int, int]:
    """The last days (since 1970) of the four start windows on ``today``."""
    now, three, six, twelve = (day_number(months_after(today, months)) for months in WINDOW_MONTHS)
    return now, three, six, twelve


class CatalogueSnapshot:
    """One version of the published catalogue. Immutable but for what it keeps by day."""

    def __init__(self, version: str, segments: tuple[Segment, ...]) -> None:
        self.version = version
        self.segments = segments
        self.words = KnownWords(segments)
        self._days: dict[date, tuple[Day, ...]] = {}
        self._lock = threading.Lock()
        self.provider_name = lru_cache(maxsize=_NAMES_KEPT)(self._provider_name)

    @cached_property
    def size(self) -> int:
        """How many opportunities it holds, over or not."""
        return sum(
            segment.n - (0 if segment.masked is None else int(segment.masked.sum()))
            for segment in self.segments
        )

    @cached_property
    def sources(self) -> tuple[PublishedSource, ...]:
        """The sources of its records, as they were when it was published."""
        return sources_in(self.segments[-1].stored.facts) if self.segments else ()

    @cached_property
    def newest_import(self) -> date | None:
        """The day on which a list was last read; None when none ever was."""
        return newest_import(self.sources)

    @cached_property
    def newest_import_at(self) -> datetime | None:
        """The moment of the same."""
        return newest_moment(self.sources)

    def days(self, today: date) -> tuple[Day, ...]:
        """Every segment as it stands on a day in the United Kingdom."""
        found = self._days.get(today)
        if found is None:
            with self._lock:
                found = self._days.get(today)
                if found is None:
                    number, ends = day_number(today), window_ends(today)
                    found = tuple(Day(segment, number, ends) for segment in self.segments)
                    kept = list(self._days.items())[1 - _DAYS_KEPT :]
                    self._days = {**dict(kept), today: found}
        return found

    def _provider_name(self, provider_id: int) -> str:
        """The name of a provider that some segment holds; a later segment knows better than an earlier one.

        Raises LookupError when none does.
        """
        for segment in reversed(self.segments):
            at = int(np.searchsorted(segment.provider_ids, provider_id))
            if at < len(segment.provider_ids) and segment.provider_ids[at] == provider_id:
                return segment.provider_texts[at].decode()
        raise LookupError(f"Provider {provider_id} is in no segment.")

    def find(self, opportunity_id: int) -> tuple[int, int] | None:
        """Which segment and row hold an opportunity, or None."""
        for place, segment in enumerate(self.segments):
            rows = segment.rows_of_ids(np.array([opportunity_id], np.int64))
            if len(rows) and (segment.masked is None or not segment.masked[rows[0]]):
                return place, int(rows[0])
        return None

    def rows_of_programme(self, programme_id: int) -> Iterator[tuple[int, int]]:
        """The segments and rows of a programme's opportunities, those that are over included and no withdrawn one."""
        for place, segment in enumerate(self.segments):
            for row in segment.rows_of_programme(programme_id).tolist():
                if segment.masked is None or not segment.masked[row]:
                    yield place, row


def open_snapshot(
    folder: Path, pointer: Pointer, *, large: Stored | None = None, verify: bool = False
) -> CatalogueSnapshot:
    """Open what ``pointer`` names. ``large`` is the large segment when it is open already.

    Raises SnapshotDamaged when any part is not whole.
    """
    stored = large if large is not None and large.folder.name == pointer.large else None
    first = Segment(stored or open_arrays(folder / pointer.large, verify=verify))
    if pointer.small is None:
        return CatalogueSnapshot(pointer.version, (first,))
    second = Segment(open_arrays(folder / pointer.small, verify=verify))
    if "masked_ids" not in second.arrays or second.stored.facts.get("large") != pointer.large:
        raise SnapshotDamaged(f"{pointer.small} does not belong to {pointer.large}.")
    masked: NDArray[np.int64] = second.arrays["masked_ids"]
    return CatalogueSnapshot(pointer.version, (first.masking(masked), second))
