"""Columns that are declared once and filled whole or not at all."""

from __future__ import annotations

import numpy as np
import pytest

from pathways.snapshot.columns import ENTRY_COLUMNS, PROGRAMME_COLUMNS, as_columns

KINDS: dict[str, type[np.generic]] = {"months": np.int16, "support": np.bool_}


def test_columns_have_the_declared_kinds() -> None:
    found = as_columns(KINDS, {"months": [10, -1], "support": [1, 0]}, 2)
    assert found["months"].dtype == np.int16
    assert found["support"].tolist() == [True, False]


@pytest.mark.parametrize(
    "values",
    [{"months": [1]}, {"months": [1], "support": [0], "colour": [0]}, {"months": [1], "support": []}],
)
def test_a_missing_strange_or_short_column_is_refused(values: dict[str, list[int]]) -> None:
    with pytest.raises(ValueError, match=r"differ|not 1 values"):
        as_columns(KINDS, values, 1)


def test_a_number_too_large_for_its_column_is_refused() -> None:
    with pytest.raises(OverflowError):
        as_columns(KINDS, {"months": [70_000], "support": [0]}, 1)


def test_no_programme_column_hides_another_array() -> None:
    taken = {"ids", "rows", "rows_offsets", "text", "text_offsets", "run", "run_offsets"}
    assert not taken & PROGRAMME_COLUMNS.keys()
    assert not {f"programme_{name}" for name in PROGRAMME_COLUMNS} & {
        f"entry_{name}" for name in ENTRY_COLUMNS
    }
