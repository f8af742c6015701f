"""The cells of a day: every combination of facet values and start bucket that some row on offer has.

All rows of a cell pass the same filters, so counting rows by cell is enough to count everything else. To count by
one facet, cells that hold the same of a few facets are put together first: there are some hundreds of such groups
where there are tens of thousands of cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

START = "start"
"""The name of the start buckets among the facets."""

BITS = 32


@dataclass(frozen=True, slots=True)
class Group:
    """Cells put together by what they hold of some facets.

    ``order`` (int64) lists the cells group by group, None where they lie so already; ``starts`` (int64) is where each
    group begins in it. For each of its facets, ``codes`` (int64) is what a group holds as one number, and ``bits``
    (float64, group by bit) the same as bits, 0 or 1.
    """

    order: NDArray[np.int64] | None
    starts: NDArray[np.int64]
    codes: Mapping[str, NDArray[np.int64]]
    bits: Mapping[str, NDArray[np.float64]]

    def sums(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Rows by group from rows by cell (int64)."""
        if not len(rows):
            return rows
        summed: NDArray[np.int64] = np.add.reduceat(
            rows if self.order is None else rows.take(self.order), self.starts
        )
        return summed


class Cells:
    """What each cell holds. The last one is that of all rows that are not on offer, and holds nothing that counts."""

    def __init__(self, held: Mapping[str, NDArray[Any]]) -> None:
        """``held`` gives for each facet what each cell but the last holds: a code or a set of bits."""
        self._held = {name: np.append(values, 0).astype(np.int64) for name, values in held.items()}
        self.count = len(next(iter(self._held.values())))
        self.on_offer = np.arange(self.count) < self.count - 1

    def values(self, name: str) -> NDArray[np.int64]:
        """What each cell holds of a facet (int64)."""
        return self._held[name]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The cells put together twice: by the first facets, and by the others."""
        names = list(self._held)
        parts = (names[: self._parted], names[self._parted :])
        return tuple(self._group(part) for part in parts if part)

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Which of the groups tells of each facet."""
        return {name: int(at >= self._parted) for at, name in enumerate(self._held)}

    @property
    def _parted(self) -> int:
        # Both halves have some hundreds of combinations then: facets that come late have many values.
        return len(self._held) // 2 + 1

    def _group(self, names: Sequence[str]) -> Group:
        joint = np.zeros(self.count, np.int64)
        for name in names:
            values, code = np.unique(self._held[name], return_inverse=True)
            joint = joint * len(values) + code
        joint[-1] = (
            joint.max() + 1
        )  # the rows that are not on offer, which stand last, are a group of their own
        order = np.argsort(joint, kind="stable")
        in_order = joint[order]
        starts = np.flatnonzero(np.append(True, in_order[1:] != in_order[:-1]))
        first = order[starts]
        codes = {name: self._held[name][first] for name in names}
        lies_so = bool((order[1:] > order[:-1]).all())
        return Group(
            None if lies_so else order, starts, codes, {name: _bits_of(held) for name, held in codes.items()}
        )


def _bits_of(sets: NDArray[np.int64]) -> NDArray[np.float64]:
    return ((sets[:, None] >> np.arange(BITS)) & 1).astype(np.float64)
