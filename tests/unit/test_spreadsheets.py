"""What we write into tables is never a formula, and can be read back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.spreadsheets import BEGINS_A_FORMULA, as_it_was, harmless

FORMULAS = [
    "=1+1",
    "+44 1207",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    '=HYPERLINK("https://a.example")',
]
WRITABLE = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_written_as_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert as_it_was(f"'{text}") == text


@pytest.mark.parametrize(
    "text", ["A-level maths", "C++ for beginners", "O'Neill & Sons", "'quoted'", "1 + 1", ""]
)
def test_ordinary_text_stays_as_it_is_both_ways(text: str) -> None:
    assert harmless(text) == text
    assert as_it_was(text) == text


def test_a_formula_that_has_an_apostrophe_already_keeps_it() -> None:
    assert harmless("'=1") == "''=1"
    assert as_it_was(harmless("'=1")) == "'=1"


@given(WRITABLE | st.sampled_from(BEGINS_A_FORMULA).flatmap(lambda mark: WRITABLE.map(mark.__add__)))
def test_every_text_comes_back_out_of_a_table_and_begins_no_formula(text: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerow([harmless(text), "end"])
    cell, _ = next(csv.reader(io.StringIO(written.getvalue(), newline="")))
    assert not cell.startswith(BEGINS_A_FORMULA)
    assert as_it_was(cell) == text
