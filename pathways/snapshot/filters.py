"""The filters of a search as small tables over the joint facet cells of a day, and the counts read off them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pathways.snapshot.day import BUCKETS, GONE, LATER, Day, HeldCells
from pathways.snapshot.reach import Centre


@dataclass(frozen=True, slots=True)
class Chosen:
    """Place and filters.

    ``codes`` and ``bits``: for each facet the codes, or the set bits, of which one must fit; empty or zero for no
    choice. ``last_bucket``: the latest start bucket wanted, None for any; rows that are over are left out anyway.
    ``radii``: the radius in miles, then the wider ones to count as well; empty for any distance.
    """

    centre: Centre | None = None
    radii: tuple[int, ...] = ()
    codes: Mapping[str, frozenset[int]] = field(default_factory=dict)
    bits: Mapping[str, int] = field(default_factory=dict)
    last_bucket: int | None = None
    provider_id: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows pass all filters; by facet and value without the facet's own; and without each filter in use.

    ``by_value`` (int64) is by code, by bit, and for "start" by start bucket.
    """

    total: int
    by_value: dict[str, NDArray[np.int64]]
    without: dict[str, int]


class Filters:
    """The filters of one choice on one day."""

    def __init__(self, day: Day, chosen: Chosen) -> None:
        self._day = day
        self._cells = day.segment.cells
        self._passing: dict[str, NDArray[np.bool_]] = {}
        for name, codes in chosen.codes.items():
            if codes:
                fitting = np.zeros(int(self._cells[name].max(initial=0)) + 1, bool)
                fitting[[code for code in codes if code < len(fitting)]] = True
                self._passing[name] = fitting[self._cells[name]]
        for name, bits in chosen.bits.items():
            if bits:
                self._passing[name] = (self._cells[name] & np.uint32(bits)) != 0
        self._last_bucket = LATER if chosen.last_bucket is None else chosen.last_bucket

    @property
    def leaves_all(self) -> bool:
        """Whether only rows that are over are left out."""
        return not self._passing and self._last_bucket == LATER

    @cached_property
    def passes(self) -> NDArray[np.bool_]:
        """For each cell of the day whether its rows pass every filter but the provider's (bool)."""
        if self.leaves_all:
            return self._day.not_over
        table = np.zeros((self._day.cell_count // BUCKETS, BUCKETS), bool)
        kept = np.ones(len(table), bool)
        for passing in self._passing.values():
            kept &= passing
        table[:, : self._last_bucket + 1] = kept[:, None]
        return table.reshape(-1)

    def counts(self, held: HeldCells, sizes: Mapping[str, int], bit_sizes: Mapping[str, int]) -> Counts:
        """Rows by value of every facet, from rows by cell of the day; each facet without its own filter.

        Exact: every row is in one cell, whatever values it has, and floating sums of whole numbers are whole.
        """
        rows = held.rows.astype(np.float64)
        cell, bucket = np.divmod(held.cells, BUCKETS)
        passing = {name: table[cell] for name, table in self._passing.items()}
        in_window = bucket <= self._last_bucket
        everything = _left(rows, passing, in_window, but=None)
        by_value: dict[str, NDArray[np.int64]] = {}
        without: dict[str, int] = {}
        for name in (*sizes, *bit_sizes):
            left = everything
            if name in passing:
                left = _left(rows, passing, in_window, but=name)
                without[name] = int(left.sum())
            if name in sizes:
                codes = self._day.segment.cell_codes[name][cell]
                by_value[name] = np.bincount(codes, left, minlength=sizes[name])[: sizes[name]].astype(
                    np.int64
                )
            else:
                of_cell, has = self._day.segment.bit_sets[name]
                by_set = np.bincount(of_cell[cell], left, minlength=len(has))
                by_value[name] = (by_set @ has)[: bit_sizes[name]].astype(np.int64)
        any_time = everything if self._last_bucket == LATER else _left(rows, passing, bucket < GONE, but=None)
        by_value["start"] = np.bincount(bucket, any_time, minlength=BUCKETS)[:GONE].astype(np.int64)
        if self._last_bucket != LATER:
            without["start"] = int(any_time.sum())
        return Counts(int(everything.sum()), by_value, without)


def _left(
    rows: NDArray[np.float64],
    passing: dict[str, NDArray[np.bool_]],
    in_window: NDArray[np.bool_],
    but: str | None,
) -> NDArray[np.float64]:
    kept = in_window
    for name, table in passing.items():
        if name != but:
            kept = kept & table
    return rows * kept
