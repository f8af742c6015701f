"""The cells of a day: what each holds, and the groups that counts by facet are made from."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pathways.snapshot.cells import START, Cells
from pathways.snapshot.day import GONE
from tests.unit.snapshot.drawn_rows import ROWS, a_few_times
from tests.unit.snapshot.plain_rows import MODES, ROUTES, PlainRow, day_of, laid_out, segment_of

HELD = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 7), st.integers(0, 4)), unique=True
)


def cells_of(held: list[tuple[int, int, int, int]]) -> Cells:
    """Cells that hold a route, a level, a set of areas and a start bucket."""
    columns = np.array(held, np.int64).reshape(-1, 4).T
    return Cells(dict(zip(("route", "level", "area", START), columns, strict=True)))


@given(HELD, st.data())
def test_rows_by_group_are_those_of_its_cells_and_tell_of_the_facet(
    held: list[tuple[int, int, int, int]], data: st.DataObject
) -> None:
    cells = cells_of(held)
    rows = data.draw(st.lists(st.integers(0, 9), min_size=len(held), max_size=len(held)))
    for place, name in enumerate(("route", "level", "area", START)):
        group = cells.groups[cells.place_of[name]]
        sums = group.sums(np.array([*rows, 0], np.int64))
        for value in range(8):
            plainly = sum(count for count, cell in zip(rows, held, strict=True) if cell[place] == value)
            assert int(sums[group.codes[name] == value].sum()) == plainly
            with_bit = sum(count for count, cell in zip(rows, held, strict=True) if cell[place] >> value & 1)
            assert float(sums @ group.bits[name][:, value]) == with_bit


def test_cells_in_the_order_of_what_they_hold_need_no_laying_out() -> None:
    held = [(route, level, area, 0) for route in range(3) for level in range(2) for area in range(2)]
    assert cells_of(held).groups[0].order is None
    assert cells_of(list(reversed(held))).groups[0].order is not None
    assert len(cells_of(held).groups[1].starts) == 1 + 1


@a_few_times
@given(ROWS)
def test_every_row_on_offer_is_in_the_cell_that_holds_what_it_has(rows: list[PlainRow]) -> None:
    segment = segment_of(rows)
    day = day_of(segment)
    for row, cell in zip(laid_out(segment, rows), day.cell.tolist(), strict=True):
        bucket = row.bucket()
        assert day.not_over[cell] == (bucket is not None)
        if bucket is not None:
            told = tuple(int(day.cells.values(name)[cell]) for name in ("route", "mode", START))
            assert told == (row.route, row.modes, bucket)
    kinds = {(row.route, row.modes, row.bucket()) for row in rows if row.bucket() is not None}
    assert day.cells.count == len(kinds) + 1
    assert day.on_offer.tolist() == [row.bucket() is not None for row in laid_out(segment, rows)]


def test_rows_that_are_over_share_one_cell_that_comes_last() -> None:
    over = ((19_000, 19_000, False),)
    day = day_of(
        segment_of([PlainRow(number, route=number % ROUTES, intakes=over) for number in range(1, 9)])
    )
    assert day.cells.count == 1
    assert day.cell.tolist() == [0] * 8
    assert day.totals.tolist() == [8]
    assert not day.not_over.any()
    assert day.cell.dtype == np.uint16


def test_rows_left_out_of_a_day_join_those_that_are_over() -> None:
    rows = [PlainRow(number, route=number % 2, modes=number % 2**MODES) for number in range(1, 9)]
    day = day_of(segment_of(rows))
    narrowed = day.without(day.segment.ids % 2 == 0)
    assert narrowed.on_offer.tolist() == [number % 2 == 1 for number in day.segment.ids.tolist()]
    assert narrowed.totals.sum() == 8
    assert narrowed.totals[-1] == 4
    assert narrowed.providers.of_all.tolist() == [4]
    assert GONE not in day.cells.values(START)[:-1]
