"""One segment of the catalogue: rows as read-only columns, with what is needed to look things up in them."""

from collections.abc import Callable, Collection, Hashable
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from pathways.places.distance import directions
from pathways.snapshot.columns import ENTRY_COLUMNS, PROGRAMME_COLUMNS
from pathways.snapshot.ragged import Texts, joined_runs, ranges
from pathways.snapshot.store import Stored

POINTS_IN_A_BOX = 32
_KEPT = 64
_KEPT_BYTES = 16_000_000
"""What `Segment.keep` holds on to at most: so many values, and so many bytes of arrays."""

Value = TypeVar("Value")


class Segment:
    """The arrays of one folder by name. ``n`` rows; the first ``located`` lie along the curve at points, the rest roam.

    ``masked`` (bool, n, or None) marks rows that a later segment has replaced or that are withdrawn.
    ``fair_order`` (int32) lists the rows by turn, then id.
    ``cell`` (unsigned, n) is the joint facet code; ``cells[facet]`` (uint32) gives what each code holds of a facet.
    ``programme_columns`` and ``entry`` hold the columns that `columns` declares, by programme (position in
    ``programme_ids``) and by distinct entry requirement.
    """

    def __init__(self, stored: Stored, masked: NDArray[np.bool_] | None = None) -> None:
        self.stored = stored
        self.arrays = arrays = stored.arrays
        self.masked = masked
        self.ids: NDArray[np.int64] = arrays["id"]
        self.by_id: NDArray[np.int32] = arrays["by_id"]
        self.programme: NDArray[np.int32] = arrays["programme"]
        self.venue: NDArray[np.int32] = arrays["venue"]
        self.provider: NDArray[np.int32] = arrays["provider"]
        self.where: NDArray[np.int32] = arrays["where"]
        self.turn: NDArray[np.uint16] = arrays["turn"]
        self.cell: NDArray[Any] = arrays["cell"]
        self.cells: dict[str, NDArray[np.uint32]] = {
            name.removeprefix("cell_"): values for name, values in arrays.items() if name.startswith("cell_")
        }
        self.point: NDArray[np.int32] = arrays["point"]
        self.point_starts: NDArray[np.int64] = arrays["point_starts"]
        self.point_lat: NDArray[np.float64] = arrays["point_lat"]
        self.point_lng: NDArray[np.float64] = arrays["point_lng"]
        self.roaming: NDArray[np.uint8] = arrays["roaming"]
        self.nation: NDArray[np.uint8] = arrays["nation"]
        self.provider_ids: NDArray[np.int64] = arrays["provider_ids"]
        self.programme_ids: NDArray[np.int64] = arrays["programme_ids"]
        self.programme_columns = {name: arrays[f"programme_{name}"] for name in PROGRAMME_COLUMNS}
        self.entry = {name: arrays[f"entry_{name}"] for name in ENTRY_COLUMNS}
        self.terms: NDArray[np.bytes_] = arrays["terms"]
        self.term_offsets: NDArray[np.int64] = arrays["term_offsets"]
        self.forms: NDArray[np.bytes_] = arrays["forms"]
        self.fair_order: NDArray[np.int32] = arrays["fair_order"]
        self.term_heaviest: NDArray[np.uint8] = arrays["term_heaviest"]
        self._kept: dict[Hashable, object] = {}
        self._kept_bytes = 0
        self.n = len(self.ids)
        self.located = len(self.point)

    def keep(self, key: Hashable, make: Callable[..., Value], *arguments: object) -> Value:
        """What ``make(self, *arguments)`` gives, worked out once for each ``key`` and kept for a while."""
        found = self._kept.get(key)
        if found is None:
            found = make(self, *arguments)
            self._kept_bytes += getattr(found, "nbytes", 0)
            if len(self._kept) >= _KEPT or self._kept_bytes > _KEPT_BYTES:
                self._kept, self._kept_bytes = {}, getattr(found, "nbytes", 0)
            self._kept[key] = found
        return cast("Value", found)

    @cached_property
    def point_boxes(self) -> tuple[NDArray[np.float64], ...]:
        """South, north, west and east of every `POINTS_IN_A_BOX` points along the curve (degrees)."""
        starts = np.arange(0, len(self.point_lat), POINTS_IN_A_BOX)
        if not len(starts):
            return (np.empty(0), np.empty(0), np.empty(0), np.empty(0))
        return (
            np.minimum.reduceat(self.point_lat, starts),
            np.maximum.reduceat(self.point_lat, starts),
            np.minimum.reduceat(self.point_lng, starts),
            np.maximum.reduceat(self.point_lng, starts),
        )

    @cached_property
    def point_directions(self) -> tuple[NDArray[np.float64], ...]:
        """Where the points stand on a globe of radius one: x, y and z."""
        return directions(self.point_lat, self.point_lng)

    @cached_property
    def row_entry(self) -> NDArray[np.int32]:
        """The entry requirement of every row (position among the distinct ones)."""
        found: NDArray[np.int32] = self.programme_columns["entry"][self.programme]
        return found

    @cached_property
    def row_main_area(self) -> NDArray[np.uint8]:
        """The main area of the programme of every row, `columns.NO_AREA` for none."""
        found: NDArray[np.uint8] = self.programme_columns["main_area"].take(self.programme)
        return found

    @cached_property
    def occupations(self) -> tuple[str, ...]:
        """The slugs of the occupations as they were when the segment was built."""
        return tuple(slug.decode() for slug in self.arrays["occupations"].tolist())

    @cached_property
    def name_owners(self) -> NDArray[np.int64]:
        """Whose name each of the terms in `provider_name_terms` stands in (position among the providers)."""
        lengths = np.diff(self.arrays["provider_name_offsets"])
        return np.repeat(np.arange(len(lengths)), lengths)

    @cached_property
    def name_lengths(self) -> NDArray[np.int64]:
        """How many terms each provider's name has."""
        is_term = self.arrays["provider_name_terms"] >= 0
        return np.bincount(self.name_owners[is_term], minlength=len(self.provider_ids))

    def masking(self, ids: NDArray[np.int64]) -> "Segment":
        """The same segment without the rows of these opportunities."""
        masked = np.zeros(self.n, bool)
        masked[self.rows_of_ids(ids)] = True
        return Segment(self.stored, masked)

    def rows_of_ids(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of those opportunities that are here (int64), in the order of ``ids``."""
        if not self.n:
            return np.empty(0, np.int64)
        at = np.minimum(np.searchsorted(self.ids, ids, sorter=self.by_id), self.n - 1)
        rows = self.by_id[at].astype(np.int64)
        return np.asarray(rows[self.ids[rows] == ids])

    def rows_at_points(self, points: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The rows at some points (rising) as runs: where each starts and ends."""
        return joined_runs(self.point_starts.take(points), self.point_starts.take(points + 1))

    def rows_of_programme(self, programme_id: int) -> NDArray[np.int32]:
        """The rows of a programme, none when it is not here."""
        return self._inverted("programme_rows", self.programme_ids, programme_id)

    def rows_of_provider(self, provider_id: int) -> NDArray[np.int32]:
        """The rows of a provider, none when it is not here."""
        return self._inverted("provider_rows", self.provider_ids, provider_id)

    def rows_for_occupations(self, slugs: Collection[str]) -> NDArray[np.int64]:
        """The rows of programmes for any of these occupations (int64), masked ones too, in no order."""
        wanted = np.array([*(slug in slugs for slug in self.occupations), False])
        # A programme for none has -1, which is the last of them.
        programmes = np.flatnonzero(wanted.take(self.programme_columns["occupation"], mode="wrap"))
        offsets = self.arrays["programme_rows_offsets"]
        return self.arrays["programme_rows"][ranges(offsets[programmes], offsets[programmes + 1])].astype(
            np.int64
        )

    def _inverted(self, name: str, ids: NDArray[np.int64], wanted: int) -> NDArray[np.int32]:
        at = int(np.searchsorted(ids, wanted))
        if at >= len(ids) or ids[at] != wanted:
            return np.empty(0, np.int32)
        offsets = self.arrays[f"{name}_offsets"]
        rows: NDArray[np.int32] = self.arrays[name][offsets[at] : offsets[at + 1]]
        return rows if self.masked is None else rows[~self.masked[rows]]

    def number_of(self, term: bytes) -> int | None:
        """Where a term stands among the terms, None when no row holds it."""
        at = int(np.searchsorted(self.terms, term))
        return at if at < len(self.terms) and self.terms[at] == term else None

    def postings(self, term: bytes) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """The rows (sorted) that hold a term and how much it counts in each; empty when the term is not here."""
        at = self.number_of(term)
        if at is None:
            return np.empty(0, np.int32), np.empty(0, np.uint8)
        start, end = self.term_offsets[at], self.term_offsets[at + 1]
        rows, weights = self.arrays["posting_rows"][start:end], self.arrays["posting_weights"][start:end]
        if self.masked is None:
            return rows, weights
        kept = ~self.masked[rows]
        return rows[kept], weights[kept]

    def count_of(self, term: bytes) -> int:
        """How many rows hold a term; masked rows count too."""
        at = self.number_of(term)
        return 0 if at is None else int(self.term_offsets[at + 1] - self.term_offsets[at])

    def column(self, term: bytes) -> NDArray[np.uint8] | None:
        """How much one of the commonest terms counts in every row, masked or not (uint8, n); None for any other."""
        number, common = self.number_of(term), self.arrays["common_terms"]
        if number is None:
            return None
        at = int(np.searchsorted(common, number))
        if at >= len(common) or common[at] != number:
            return None
        weights: NDArray[np.uint8] = self.arrays["common_weights"][at]
        return weights

    def heaviest(self, term: bytes) -> int:
        """The most that a term can weigh in any row; zero when the term is not here. Masked rows count too."""
        at = self.number_of(term)
        return 0 if at is None else int(self.term_heaviest[at])

    def forms_between(self, first: bytes, last: bytes) -> tuple[NDArray[np.bytes_], NDArray[np.bytes_]]:
        """The known words from ``first`` up to but not including ``last``, and the term of each."""
        start, end = int(np.searchsorted(self.forms, first)), int(np.searchsorted(self.forms, last))
        return self.forms[start:end], self.terms[self.arrays["form_terms"][start:end]]

    @cached_property
    def row_texts(self) -> Texts:
        """What a card says of a row alone."""
        return self._texts("row_text")

    @cached_property
    def programme_texts(self) -> Texts:
        """What a card says of a programme and its provider."""
        return self._texts("programme_text")

    @cached_property
    def venue_texts(self) -> Texts:
        """What a card says of a venue."""
        return self._texts("venue_text")

    @cached_property
    def provider_texts(self) -> Texts:
        """The names of the providers."""
        return self._texts("provider_text")

    def _texts(self, name: str) -> Texts:
        return Texts(self.arrays[name], self.arrays[f"{name}_offsets"])
