"""The columns that a segment keeps by programme, and those of its table of distinct entry requirements.

Minus one stands for what is not known, and `NO_AREA` for no career area.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

NO_AREA = 255

PROGRAMME_COLUMNS: dict[str, type[np.generic]] = {
    "entry": np.int32,
    "main_area": np.uint8,
    "occupation": np.int16,
    "tier2": np.int16,
    "months": np.int16,
    "placement_hours": np.int16,
    "class_hours": np.int16,
    "work_hours": np.int16,
    "taught_at_college": np.bool_,
    "credits": np.int16,
    "earnings": np.int32,
    "support": np.bool_,
    "leads_on": np.bool_,
}
"""By programme. ``entry`` is a row of the table of entry requirements, ``main_area`` a position among the career areas,
``occupation`` a position in the segment's list of occupations; ``tier2`` the sector subject area in tenths (5.2 is 52);
``months``, hours, ``credits`` whole numbers, hours of class and work a week; ``earnings`` pounds a year; ``support``
whether it is said what help there is, ``leads_on`` whether there is a degree to top it up to."""

ENTRY_COLUMNS: dict[str, type[np.generic]] = {
    "min_age": np.int8,
    "max_age": np.int8,
    "age_exceptions": np.bool_,
    "after_school": np.bool_,
    "english": np.uint8,
    "maths": np.uint8,
    "gcse_count": np.int8,
    "gcse_grade": np.int8,
    "level_held": np.int8,
    "points": np.int16,
    "points_low": np.int16,
    "needs_ehcp": np.bool_,
    "nation": np.uint8,
    "has_required_subjects": np.bool_,
    "has_text": np.bool_,
    "route": np.int8,
    "level": np.int8,
}
"""By distinct entry requirement. Ages in years at the start; English and maths as positions among the subject rules;
``level_held`` and ``level`` positions among the levels; ``route`` and ``level`` are the programme's own: the law
asks different things of different routes."""


def as_columns(
    kinds: Mapping[str, type[np.generic]], values: Mapping[str, Sequence[int]], length: int
) -> dict[str, NDArray[Any]]:
    """``values`` as arrays of the declared kinds. Raises ValueError when a column is missing, strange or too short."""
    if kinds.keys() != values.keys():
        raise ValueError(f"Columns differ: {sorted(kinds.keys() ^ values.keys())}.")
    columns = {name: np.asarray(values[name], kind) for name, kind in kinds.items()}
    for name, column in columns.items():
        if column.shape != (length,):
            raise ValueError(f"The column {name} has {column.shape} and not {length} values.")
    return columns
