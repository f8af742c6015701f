"""Rows of a comparison: every fact of every side, and which facts differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.front.compare_rows import FACTS, Cell, Cells, fact_heading, rows_of, shown_rows

pytestmark = pytest.mark.usefixtures("in_english")
SIDES = st.lists(
    st.fixed_dictionaries({fact: st.sampled_from([Cell(("a",)), Cell(("b",))]) for fact in FACTS}),
    min_size=1,
    max_size=4,
)


def side(**changes: str) -> Cells:
    return {fact: Cell((changes.get(fact, "the same"),)) for fact in FACTS}


def test_every_fact_has_a_row_of_all_sides_in_their_order() -> None:
    rows = rows_of([side(level="Level 2"), side(level="Level 3"), side()])
    assert [row.fact for row in rows] == list(FACTS)
    assert [cell.lines for cell in rows[0].cells] == [("Level 2",), ("Level 3",), ("the same",)]


def test_headings_tell_rows_apart() -> None:
    headings = [fact_heading(fact) for fact in FACTS]
    assert all(headings)
    assert len(set(headings)) == len(FACTS)


def test_only_what_differs_can_be_shown() -> None:
    rows = rows_of([side(), side(money="£9,250")])
    assert [row.fact for row in shown_rows(rows, only_differences=True)] == ["money"]
    assert shown_rows(rows, only_differences=False) == rows


@pytest.mark.parametrize(
    "other",
    [
        Cell(("a", "b")),
        Cell(("a",), verdict_code="yes", verdict="You can apply"),
        Cell(("a",), reasons=("Too young",)),
        Cell(("a",), link="https://x.example"),
    ],
)
def test_any_part_of_a_cell_makes_a_difference(other: Cell) -> None:
    first = {fact: Cell(("a",)) for fact in FACTS}
    (entry,) = (row for row in rows_of([first, {**first, "entry": other}]) if row.differs)
    assert entry.fact == "entry"


@given(SIDES)
def test_row_differs_exactly_when_two_sides_do(sides: list[Cells]) -> None:
    for row in rows_of(sides):
        assert row.differs == (len(set(row.cells)) > 1)


@given(SIDES)
def test_order_of_sides_changes_no_difference(sides: list[Cells]) -> None:
    there, back = rows_of(sides), rows_of(sides[::-1])
    assert [row.differs for row in there] == [row.differs for row in back]


def test_nothing_to_compare_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        rows_of([])
