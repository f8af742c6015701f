"""What a segment is built from: plain arrays and texts, in any order, that whoever knows the tables fills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

NO_DAY = 1 << 29
"""A day that is not known, later than every day that is."""

VENUE_WITHOUT_POINT, ONLINE, NATIONAL, AREA_WIDE = 0, 1, 2, 3
"""Why a row has no point on the ground: codes of `Contents.roaming`."""

FIELD_END = -1
"""Stands between two fields in a run of terms, so that no phrase reaches over."""


@dataclass(slots=True)
class Words:
    """Texts as runs of terms.

    ``terms[i]`` (int32) counts for ``weights[i]`` (uint8) in its text; text ``t`` is
    ``offsets[t]:offsets[t + 1]``. `FIELD_END` parts the fields.
    """

    terms: NDArray[np.int32]
    weights: NDArray[np.uint8]
    offsets: NDArray[np.int64]


@dataclass(slots=True)
class Contents:
    """The rows of one segment.

    For each row (first dimension n): ``ids`` int64; ``programme``, ``venue`` (-1 for none), ``provider`` and
    ``where`` int32 positions in the lists below; ``lats`` and ``lngs`` float64, not a number where there is no
    point; ``roaming`` uint8, one of the four codes, read only where there is no point; ``nation`` uint8;
    ``cells``: for each facet one small non-negative integer array, a code or a set of bits.
    Intakes: ``intake_row`` int64 sorted, ``intake_start`` and ``intake_close`` int32 days since 1970 or `NO_DAY`,
    ``intake_flexible`` bool. Districts: ``district_row`` int64 and ``district_code`` bytes (S9).
    ``programme_columns`` and ``entry``: the columns that `columns` declares, by programme and by distinct entry
    requirement; ``occupations`` are the slugs that the column ``occupation`` counts.
    """

    ids: NDArray[np.int64]
    programme: NDArray[np.int32]
    venue: NDArray[np.int32]
    provider: NDArray[np.int32]
    where: NDArray[np.int32]
    lats: NDArray[np.float64]
    lngs: NDArray[np.float64]
    roaming: NDArray[np.uint8]
    nation: NDArray[np.uint8]
    cells: dict[str, NDArray[Any]]
    intake_row: NDArray[np.int64]
    intake_start: NDArray[np.int32]
    intake_close: NDArray[np.int32]
    intake_flexible: NDArray[np.bool_]
    district_row: NDArray[np.int64]
    district_code: NDArray[np.bytes_]
    row_texts: list[bytes]
    programme_ids: NDArray[np.int64]
    programme_texts: list[bytes]
    programme_columns: Mapping[str, Sequence[int]]
    entry: Mapping[str, Sequence[int]]
    occupations: Sequence[str]
    venue_texts: list[bytes]
    provider_ids: NDArray[np.int64]
    provider_texts: list[bytes]
    terms: list[str]
    forms: list[str]
    form_terms: NDArray[np.int32]
    programme_words: Words
    where_words: Words
    provider_names: Words
