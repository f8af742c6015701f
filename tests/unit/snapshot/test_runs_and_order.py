"""Edges of runs, of the curve and of the order of rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.snapshot.curve import ORDER, hilbert_keys
from pathways.snapshot.ordering import contenders, first_of, order_keys
from pathways.snapshot.ragged import Texts, gather, joined_runs, offsets_of, pack_texts, ranges

EMPTY = np.empty(0, np.int64)


def test_no_ranges_give_nothing_of_the_right_kind() -> None:
    assert ranges(EMPTY, EMPTY).dtype == np.int64
    assert ranges(np.array([5, 9]), np.array([5, 9])).tolist() == []
    assert gather(np.array([1, 2], np.uint16), EMPTY, EMPTY).dtype == np.uint16
    starts, ends = joined_runs(EMPTY, EMPTY)
    assert (len(starts), len(ends)) == (0, 0)


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 9)), max_size=12))
def test_ranges_may_overlap_and_stand_in_any_order(pairs: list[tuple[int, int]]) -> None:
    starts = np.array([start for start, _ in pairs], np.int32)
    ends = starts + np.array([length for _, length in pairs], np.int32)
    plainly = [number for start, length in pairs for number in range(start, start + length)]
    assert ranges(starts, ends).tolist() == plainly
    assert gather(np.arange(100) * 3, starts.astype(np.int64), ends.astype(np.int64)).tolist() == [
        3 * number for number in plainly
    ]


def test_runs_that_touch_become_one_and_a_gap_parts_them() -> None:
    starts, ends = joined_runs(np.array([0, 4, 6, 9, 12]), np.array([4, 6, 8, 12, 13]))
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [(0, 8), (9, 13)]


def test_owners_at_the_end_that_have_nothing_have_offsets_too() -> None:
    assert offsets_of(np.array([1, 1], np.int32), 4).tolist() == [0, 0, 2, 2, 2]
    assert offsets_of(EMPTY, 2).tolist() == [0, 0, 0]


def test_a_text_past_the_end_is_an_error_and_empty_texts_are_texts() -> None:
    texts = Texts(*pack_texts([b"", "Nyrsio \u00e2".encode(), b""]))
    assert [texts[at] for at in range(3)] == [b"", b"Nyrsio \xc3\xa2", b""]
    with pytest.raises(IndexError):
        texts[3]
    assert len(Texts(*pack_texts([]))) == 0


def test_each_step_along_the_curve_goes_to_the_next_cell() -> None:
    side = np.arange(32)
    step_lat, step_lng = 12.5 / ((1 << ORDER) - 1), 11.5 / ((1 << ORDER) - 1)
    across, up = np.tile(side, 32), np.repeat(side, 32)
    along = np.argsort(hilbert_keys(49.0 + (up + 0.5) * step_lat, -9.0 + (across + 0.5) * step_lng))
    steps = np.abs(np.diff(across[along])) + np.abs(np.diff(up[along]))
    assert steps.tolist() == [1] * (32 * 32 - 1)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_point_anywhere_on_earth_has_a_place_on_the_curve(lat: float, lng: float) -> None:
    key = int(hilbert_keys(np.array([lat]), np.array([lng]))[0])
    assert 0 <= key < 1 << (2 * ORDER)
    held_in = np.array([min(max(lat, 49.0), 61.5)]), np.array([min(max(lng, -9.0), 2.5)])
    assert key == int(hilbert_keys(*held_in)[0])


def test_keys_keep_the_order_of_the_greatest_ranks_and_ids() -> None:
    most = 2**31 - 1
    pairs = [(0, 1), (0, most), (1, 1), (most - 1, most), (most, 1), (most, most)]
    keys = order_keys(np.array([rank for rank, _ in pairs]), np.array([number for _, number in pairs]))
    assert (np.diff(keys) > 0).all()
    assert keys[0] > 0


@given(st.integers(1, 90), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_among_many_level_rows_none_that_may_come_first_is_left_out(
    count: int, levels: int, seed: int
) -> None:
    ranks = np.random.default_rng(seed).integers(0, levels, 6_000).astype(np.int32)
    found = contenders(ranks, count)
    limit = np.sort(ranks)[count - 1]
    assert found.tolist() == np.flatnonzero(ranks <= limit).tolist()


@given(st.sets(st.integers(-(2**40), 2**40), max_size=60), st.integers(-1, 70))
def test_the_least_keys_come_least_first(keys: set[int], count: int) -> None:
    shuffled = np.array(sorted(keys, key=lambda key: key * 7919 % 1009), np.int64)
    assert shuffled[first_of(shuffled, count)].tolist() == sorted(keys)[: max(0, count)]
