"""Runs, the curve and the order of things."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pathways.snapshot.building import TURN_BITS, turns
from pathways.snapshot.curve import hilbert_keys
from pathways.snapshot.ordering import contenders, first_of, order_keys
from pathways.snapshot.ragged import Texts, gather, joined_runs, offsets_of, pack_texts, ranges
from pathways.snapshot.segment import Segment
from tests.unit.snapshot.plain_rows import PlainRow, segment_of

LENGTHS = st.lists(st.integers(0, 5), max_size=30)


@given(LENGTHS)
def test_ranges_are_what_a_loop_would_give(lengths: list[int]) -> None:
    starts = np.array([3 * at for at in range(len(lengths))], np.int64)
    ends = starts + np.array(lengths, np.int64)
    assert ranges(starts, ends).tolist() == [
        number
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        for number in range(start, end)
    ]


@given(st.lists(st.integers(1, 4), max_size=20), st.data())
def test_runs_that_touch_are_joined_and_nothing_is_lost(lengths: list[int], data: st.DataObject) -> None:
    gaps = [data.draw(st.integers(0, 1)) for _ in lengths]
    starts, ends, at = [], [], 0
    for length, gap in zip(lengths, gaps, strict=True):
        at += gap
        starts.append(at)
        at += length
        ends.append(at)
    first, last = np.array(starts, np.int64), np.array(ends, np.int64)
    joined_first, joined_last = joined_runs(first, last)
    assert ranges(joined_first, joined_last).tolist() == ranges(first, last).tolist()
    assert (joined_first[1:] > joined_last[:-1]).all()
    values = np.arange(at + 1) * 7
    assert gather(values, joined_first, joined_last).tolist() == values[ranges(first, last)].tolist()


@given(st.lists(st.integers(0, 9), max_size=40))
def test_offsets_say_where_each_owner_begins(owners: list[int]) -> None:
    offsets = offsets_of(np.array(sorted(owners), np.int64), 10)
    assert [int(offsets[at + 1] - offsets[at]) for at in range(10)] == [owners.count(at) for at in range(10)]


@given(st.lists(st.binary(max_size=20), max_size=20))
def test_texts_come_back_one_by_one(texts: list[bytes]) -> None:
    packed = Texts(*pack_texts(texts))
    assert len(packed) == len(texts)
    assert [packed[at] for at in range(len(packed))] == texts


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(1, 2**31)), unique_by=lambda pair: pair[1], max_size=300
    )
)
def test_the_first_so_many_are_those_that_sorting_gives(pairs: list[tuple[int, int]]) -> None:
    ranks = np.array([rank for rank, _ in pairs], np.int32)
    ids = np.array([key for _, key in pairs], np.int64)
    for count in (0, 1, 7, len(pairs), len(pairs) + 5):
        found = contenders(ranks, count)
        first = found[first_of(order_keys(ranks[found].astype(np.int64), ids[found]), count)]
        assert [pairs[at] for at in first.tolist()] == sorted(pairs)[:count]


def test_the_first_of_very_many_are_found_through_blocks() -> None:
    ranks = np.random.default_rng(3).integers(0, 400, 50_000).astype(np.int32)
    ids = np.random.default_rng(4).permutation(50_000).astype(np.int64)
    found = contenders(ranks, 25)
    assert len(found) < len(ranks) / 50
    first = found[first_of(order_keys(ranks[found].astype(np.int64), ids[found]), 25)]
    assert first.tolist() == np.lexsort((ids, ranks))[:25].tolist()


def test_neighbours_along_the_curve_are_neighbours_on_the_ground() -> None:
    random = np.random.default_rng(1)
    lats, lngs = random.uniform(50, 58, 4000), random.uniform(-6, 1, 4000)
    order = np.argsort(hilbert_keys(lats, lngs))
    along = np.hypot(np.diff(lats[order]), np.diff(lngs[order]))
    anyhow = np.hypot(np.diff(lats), np.diff(lngs))
    assert np.median(along) * 20 < np.median(anyhow)


def test_the_curve_gives_every_cell_of_a_small_square_a_place_of_its_own() -> None:
    side = np.arange(16)
    lats = 49.0 + np.repeat(side, 16) * 12.5 / 65535
    lngs = -9.0 + np.tile(side, 16) * 11.5 / 65535
    assert sorted(hilbert_keys(lats + 1e-9, lngs + 1e-9).tolist()) == list(range(256))


def test_turns_are_fair_and_lasting() -> None:
    ids = np.arange(1, 20_001)
    found = turns(ids)
    assert (found == turns(ids)).all()
    assert int(found.max()) < 1 << TURN_BITS
    assert abs(float(found[:10_000].mean()) - float(found[10_000:].mean())) < 5


def test_a_segment_keeps_what_was_worked_out_but_not_too_much_of_it() -> None:
    segment = segment_of([PlainRow(1)])
    made: list[str] = []

    def weigh(_: Segment, name: str, megabytes: int) -> NDArray[np.uint8]:
        made.append(name)
        return np.zeros(megabytes * 1_000_000, np.uint8)

    for name in ("small", "small", "other", "small"):
        assert len(segment.keep(name, weigh, name, 1)) == 1_000_000
    assert made == ["small", "other"]
    segment.keep("large", weigh, "large", 15)
    segment.keep("small", weigh, "small", 1)
    assert made == ["small", "other", "large", "small"]
    segment.keep("large", weigh, "large", 15)
    assert made == ["small", "other", "large", "small"]
