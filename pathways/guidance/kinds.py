"""The different kinds of programme in a segment: what scoring asks of a programme that many others share with it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import LEVELS, ROUTES
from pathways.catalogue.vocabulary import Route
from pathways.guidance.profiles import Profiles
from pathways.snapshot.segment import Segment

_NONE = -1


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
    columns = segment.programme_columns
    entry = columns["entry"]
    # The list of occupations may have grown since the segment was built: slugs tie the two together.
    here = [profiles.position.get(slug, _NONE) for slug in segment.occupations]
    known = np.array([*here, _NONE], np.int64)
    area = columns["main_area"].astype(np.int64)
    route = segment.entry["route"][entry].astype(np.int64)
    # English, maths and everyday skills may name a job that they help towards; they are not a way into it.
    occupation = np.where(route == ROUTES.index(Route.ESSENTIAL_SKILLS), _NONE, known[columns["occupation"]])
    table = np.stack(
        (
            np.where(area == np.iinfo(np.uint8).max, _NONE, area),
            _area_bits(segment),
            occupation,
            columns["tier2"].astype(np.int64),
            route,
            segment.entry["level"][entry].astype(np.int64),
        ),
        axis=1,
    )
    joint = _joint(table)
    _, first, of_programme = np.unique(joint, return_index=True, return_inverse=True)
    found = table[first]
    return Kinds(of_programme.astype(np.int32), *(np.ascontiguousarray(found[:, at]) for at in range(6)))


def _area_bits(segment: Segment) -> NDArray[np.int64]:
    """All career areas of each programme as bits, read from any of its rows; none for a programme without rows."""
    offsets = segment.arrays["programme_rows_offsets"]
    has_row = np.flatnonzero(np.diff(offsets))
    bits = np.zeros(len(segment.programme_ids), np.int64)
    rows = segment.arrays["programme_rows"][offsets[has_row]]
    bits[has_row] = segment.cells["area"][segment.cell[rows]]
    return bits


def _joint(table: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number for each different row of ``table`` (n x columns)."""
    joint = np.zeros(len(table), np.int64)
    for column in table.T:
        _, code = np.unique(column, return_inverse=True)
        joint = joint * (int(code.max(initial=0)) + 1) + code
    return joint


def names_at(kinds: Kinds, at: int) -> tuple[str, str | None]:
    """The route and the level (None where there is none) of one kind, as codes."""
    level = int(kinds.level[at])
    return ROUTES[int(kinds.route[at])].value, None if level == _NONE else LEVELS[level].value
