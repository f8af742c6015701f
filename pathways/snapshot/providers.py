"""How many rows each provider has among all of a day that pass some filters, from what is counted once a day."""

from collections.abc import Collection
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pathways.snapshot.cells import Cells
from pathways.snapshot.ragged import joined_runs, offsets_of, ranges

_GATHERING_PAYS = 6
"""How many times fewer than all the rows must be for gathering them cell by cell to beat looking at every row."""


class ProviderTotals:
    """The providers of all rows of a day. ``of_all`` (int64) is how many rows on offer each provider has."""

    def __init__(self, cells: Cells, cell: NDArray[Any], provider: NDArray[np.int32], count: int) -> None:
        """``cell`` and ``provider`` are by row; there are ``count`` providers."""
        self._cells, self._cell, self._provider, self._count = cells, cell, provider, count
        self._by_value: dict[str, tuple[NDArray[np.int64], NDArray[np.int32]]] = {}
        self.of_all = self._among(np.flatnonzero(cells.on_offer.take(cell)))

    def passing(self, names: Collection[str], passes: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many rows that pass each provider has (int64).

        ``names`` are the facets that are chosen from, ``passes`` (bool) says it of each cell.
        """
        if not names:
            return self.of_all
        if len(names) == 1:
            (name,) = names
            return self._one_facet(name, passes)
        rows, offsets = self._by_cell
        passing = np.flatnonzero(passes)
        starts, ends = joined_runs(offsets.take(passing), offsets.take(passing + 1))
        if int((ends - starts).sum()) * _GATHERING_PAYS > len(self._cell):
            return self._among(np.flatnonzero(passes.take(self._cell)))
        return self._among(rows.take(ranges(starts, ends)))

    def _one_facet(self, name: str, passes: NDArray[np.bool_]) -> NDArray[np.int64]:
        found = self._by_value.get(name)
        if found is None:
            found = self._by_value[name] = self._counted_by_value(name)
        value_of_cell, totals = found
        passing = np.zeros(len(totals), bool)
        passing[value_of_cell[passes]] = True
        counted: NDArray[np.int64] = totals[passing].sum(axis=0, dtype=np.int64)
        return counted

    def _counted_by_value(self, name: str) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Which of the different values of a facet each cell holds, and rows on offer by such a value and provider."""
        values, value_of_cell = np.unique(self._cells.values(name), return_inverse=True)
        on_offer = np.flatnonzero(self._cells.on_offer.take(self._cell))
        both = value_of_cell.take(self._cell.take(on_offer)) * self._count + self._provider.take(on_offer)
        totals = np.bincount(both, minlength=len(values) * self._count).astype(np.int32)
        return value_of_cell, totals.reshape(len(values), self._count)

    @cached_property
    def _by_cell(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The rows cell by cell, and where each cell's begin."""
        rows = np.argsort(self._cell, kind="stable").astype(np.int32)
        return rows, offsets_of(self._cell, self._cells.count)

    def _among(self, rows: NDArray[Any]) -> NDArray[np.int64]:
        return np.bincount(self._provider.take(rows), minlength=self._count)
