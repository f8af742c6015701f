"""The filters of a search as small tables over the joint facet cells of a day, and the counts read off them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pathways.snapshot.cells import START
from pathways.snapshot.chosen import Chosen
from pathways.snapshot.day import GONE, LATER, Day


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows pass all filters; by facet and value without the facet's own; and without each filter in use.

    ``by_value`` (int64) is by code, by bit, and for "start" by start bucket.
    """

    total: int
    by_value: dict[str, NDArray[np.int64]]
    without: dict[str, int]


class Filters:
    """The filters of one choice on one day. ``passes`` (bool) says for each cell whether its rows pass them all."""

    def __init__(self, day: Day, chosen: Chosen) -> None:
        self._cells = cells = day.cells
        self._passing: dict[str, NDArray[np.bool_]] = {}
        for name, codes in chosen.codes.items():
            if codes:
                held = cells.values(name)
                fitting = np.zeros(int(held.max()) + 1, bool)
                fitting[[code for code in codes if code < len(fitting)]] = True
                self._passing[name] = fitting.take(held)
        for name, bits in chosen.bits.items():
            if bits:
                self._passing[name] = (cells.values(name) & bits) != 0
        if chosen.last_bucket is not None and chosen.last_bucket < LATER:
            self._passing[START] = cells.values(START) <= chosen.last_bucket
        self.passes = self._all_but(None)

    @property
    def names(self) -> tuple[str, ...]:
        """The facets that are chosen from; none when only rows that are over are left out."""
        return tuple(self._passing)

    def counts(
        self, rows: NDArray[np.int64], sizes: Mapping[str, int], bit_sizes: Mapping[str, int]
    ) -> Counts:
        """Rows by value of every facet, from ``rows`` by cell of the day; each facet without its own filter.

        Exact: every row is in one cell, whatever values it has, and floating sums of whole numbers are whole.
        """
        everything = rows * self.passes
        by_group = [group.sums(everything) for group in self._cells.groups]
        by_value: dict[str, NDArray[np.int64]] = {}
        without: dict[str, int] = {}
        for name in (*sizes, *bit_sizes, START):
            place = self._cells.place_of[name]
            group, held = self._cells.groups[place], by_group[place]
            if name in self._passing:
                left = rows * self._all_but(name)
                without[name] = int(left.sum())
                held = group.sums(left)
            if name in bit_sizes:
                by_value[name] = (held @ group.bits[name][:, : bit_sizes[name]]).astype(np.int64)
            else:
                size = GONE if name == START else sizes[name]
                counted = np.bincount(group.codes[name], held, minlength=size)[:size]
                by_value[name] = counted.astype(np.int64)
        return Counts(int(everything.sum()), by_value, without)

    def _all_but(self, name: str | None) -> NDArray[np.bool_]:
        kept = self._cells.on_offer
        for other, passing in self._passing.items():
            if other != name:
                kept = kept & passing
        return kept
