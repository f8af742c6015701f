"""What tells kinds of programme apart: one row of numbers for each programme of a segment."""

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import ROUTES
from pathways.catalogue.vocabulary import Route
from pathways.guidance.profiles import Profiles
from pathways.snapshot.segment import Segment

_NONE = -1


def kind_table(segment: Segment, profiles: Profiles) -> NDArray[np.int64]:
    """One row a programme (int64, n x 6): main area, bits of all areas, occupation, tier 2, route and level.

    -1 stands for none.
    """
    columns = segment.programme_columns
    entry = columns["entry"]
    # The list of occupations may have grown since the segment was built: slugs tie the two together.
    here = [profiles.position.get(slug, _NONE) for slug in segment.occupations]
    known = np.array([*here, _NONE], np.int64)
    area = columns["main_area"].astype(np.int64)
    route = segment.entry["route"][entry].astype(np.int64)
    # English, maths and everyday skills may name a job that they help towards; they are not a way into it.
    occupation = np.where(route == ROUTES.index(Route.ESSENTIAL_SKILLS), _NONE, known[columns["occupation"]])
    return np.stack(
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


def joint(table: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number for each different row of ``table`` (n x columns)."""
    found = np.zeros(len(table), np.int64)
    for column in table.T:
        _, code = np.unique(column, return_inverse=True)
        found = found * (int(code.max(initial=0)) + 1) + code
    return found


def _area_bits(segment: Segment) -> NDArray[np.int64]:
    """All career areas of each programme as bits, read from any of its rows; none for a programme without rows."""
    offsets = segment.arrays["programme_rows_offsets"]
    has_row = np.flatnonzero(np.diff(offsets))
    bits = np.zeros(len(segment.programme_ids), np.int64)
    rows = segment.arrays["programme_rows"][offsets[has_row]]
    bits[has_row] = segment.cells["area"][segment.cell[rows]]
    return bits
