"""The different kinds of programme in a segment: what scoring asks of a programme that many others share with it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pathways.guidance.kind_table import joint, kind_table
from pathways.guidance.profiles import Profiles
from pathways.snapshot.segment import Segment


@dataclass(frozen=True, slots=True)
class Kinds:
    """``of_programme`` (int32) gives each programme's kind; the others have one value for each kind.

    ``main_area`` (int64) is a position among the areas, ``area_bits`` (int64) all of its areas, ``occupation`` (int64)
    a position in the table of occupations, ``tier2`` (int64) a sector subject area in tenths, ``route`` and ``level``
    (int64) positions; -1 stands for none.
    """

    of_programme: NDArray[np.int32]
    main_area: NDArray[np.int64]
    area_bits: NDArray[np.int64]
    occupation: NDArray[np.int64]
    tier2: NDArray[np.int64]
    route: NDArray[np.int64]
    level: NDArray[np.int64]

    @property
    def count(self) -> int:
        """How many kinds there are."""
        return len(self.main_area)


def kinds_of(segment: Segment, profiles: Profiles) -> Kinds:
    """The kinds of ``segment``, worked out once and kept with it."""
    return segment.keep("kinds for guidance", _find_kinds, profiles)


def _find_kinds(segment: Segment, profiles: Profiles) -> Kinds:
    table = kind_table(segment, profiles)
    _, first, of_programme = np.unique(joint(table), return_index=True, return_inverse=True)
    found = table[first]
    return Kinds(of_programme.astype(np.int32), *(np.ascontiguousarray(found[:, at]) for at in range(6)))
