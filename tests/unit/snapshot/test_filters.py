"""Filters and the counts beside them: every number is what counting the rows one by one gives."""

from __future__ import annotations

from dataclasses import replace
from unittest import mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pathways.snapshot.chosen import Chosen
from pathways.snapshot.contents import NATIONAL, NO_DAY, ONLINE, VENUE_WITHOUT_POINT
from pathways.snapshot.day import GONE, LATER
from pathways.snapshot.filters import Filters
from pathways.snapshot.matching import Choice, Matched, WantedWords, match
from pathways.snapshot.reach import Centre
from pathways.snapshot.selection import select
from tests.unit.snapshot.drawn_rows import ROWS, TERMS, a_few_times
from tests.unit.snapshot.plain_rows import MODES, ROUTES, TODAY, PlainRow, day_of, laid_out, segment_of

SIZES, BIT_SIZES = {"route": ROUTES}, {"mode": MODES}
CHOSEN = st.builds(
    lambda routes, modes, last: Chosen(codes={"route": routes}, bits={"mode": modes}, last_bucket=last),
    st.frozensets(st.integers(0, ROUTES + 1), max_size=3),
    st.integers(0, 2**MODES - 1),
    st.none() | st.integers(0, LATER),
)


def passes(row: PlainRow, chosen: Chosen, *, but: str = "") -> bool:
    """Whether the row passes every filter save the facet ``but``."""
    bucket = row.bucket()
    if bucket is None:
        return False
    if but != "start" and chosen.last_bucket is not None and bucket > chosen.last_bucket:
        return False
    routes, modes = chosen.codes.get("route"), chosen.bits.get("mode", 0)
    if but != "route" and routes and row.route not in routes:
        return False
    return but == "mode" or not modes or bool(row.modes & modes)


def counted(rows: list[PlainRow], chosen: Chosen) -> dict[str, list[int]]:
    """How many rows have each value of each facet, that facet's own filter left out."""
    left = {
        facet: [row for row in rows if passes(row, chosen, but=facet)] for facet in ("route", "mode", "start")
    }
    return {
        "route": [sum(row.route == route for row in left["route"]) for route in range(ROUTES)],
        "mode": [sum(row.modes >> bit & 1 for row in left["mode"]) for bit in range(MODES)],
        "start": [sum(row.bucket() == bucket for row in left["start"]) for bucket in range(GONE)],
    }


@a_few_times
@given(ROWS, CHOSEN)
def test_each_count_is_what_choosing_that_value_would_leave(rows: list[PlainRow], chosen: Chosen) -> None:
    day = day_of(segment_of(rows))
    counts = Filters(day, chosen).counts(day.totals, SIZES, BIT_SIZES)
    assert counts.total == sum(passes(row, chosen) for row in rows)
    assert {name: values.tolist() for name, values in counts.by_value.items()} == counted(rows, chosen)
    in_use = {
        "route": bool(chosen.codes["route"]),
        "mode": bool(chosen.bits["mode"]),
        "start": chosen.last_bucket not in (None, LATER),
    }
    assert counts.without == {
        facet: sum(passes(row, chosen, but=facet) for row in rows) for facet, used in in_use.items() if used
    }


@a_few_times
@given(ROWS, CHOSEN)
def test_a_row_passes_when_its_cell_does(rows: list[PlainRow], chosen: Chosen) -> None:
    segment = segment_of(rows)
    day = day_of(segment)
    filters = Filters(day, chosen)
    plainly = [passes(row, chosen) for row in laid_out(segment, rows)]
    assert filters.passes[day.cell].tolist() == plainly
    if not filters.names:
        assert plainly == [row.bucket() is not None for row in laid_out(segment, rows)]


@a_few_times
@given(ROWS, CHOSEN, st.data())
def test_counts_of_some_rows_are_of_those_rows_alone(
    rows: list[PlainRow], chosen: Chosen, data: st.DataObject
) -> None:
    segment = segment_of(rows)
    day = day_of(segment)
    picked = sorted(data.draw(st.sets(st.integers(0, segment.n - 1))))
    counts = Filters(day, chosen).counts(day.held_by(day.cell[picked]), SIZES, BIT_SIZES)
    some = [laid_out(segment, rows)[at] for at in picked]
    assert counts.total == sum(passes(row, chosen) for row in some)
    assert {name: values.tolist() for name, values in counts.by_value.items()} == counted(some, chosen)


@a_few_times
@given(ROWS, CHOSEN, st.sampled_from((None, 3, 7, 2**31, 55)), st.booleans())
def test_a_provider_is_chosen_among_rows_and_counts_but_its_own_numbers_stay(
    rows: list[PlainRow], chosen: Chosen, provider: int | None, with_words: bool
) -> None:
    segment = segment_of(rows)
    in_order = laid_out(segment, rows)
    at = np.arange(0, segment.n, 2, dtype=np.int32)
    matched = Matched(at, np.full(len(at), 9, np.uint16)) if with_words else None
    considered = {int(row) for row in at} if with_words else set(range(segment.n))
    chosen = Chosen(None, (), chosen.codes, chosen.bits, chosen.last_bucket, provider)
    found = select(day_of(segment), chosen, matched, SIZES, BIT_SIZES)
    passing = [number for number in sorted(considered) if passes(in_order[number], chosen)]
    own = [number for number in passing if provider in (None, in_order[number].provider)]
    if found.rows is None:
        assert provider is None
        assert matched is None
    else:
        assert found.rows.tolist() == own
    assert found.counts.total == len(own)
    told = dict(zip(segment.provider_ids.tolist(), found.providers.tolist(), strict=True))
    assert told == {key: sum(in_order[number].provider == key for number in passing) for key in told}


@a_few_times
@given(ROWS, CHOSEN, st.integers(1, 100))
def test_providers_of_the_whole_day_are_counted_alike_however_they_are_gathered(
    rows: list[PlainRow], chosen: Chosen, pays: int
) -> None:
    segment = segment_of(rows)
    day = day_of(segment)
    filters = Filters(day, chosen)
    passing = [row.provider for row in rows if passes(row, chosen)]
    plainly = [passing.count(provider) for provider in segment.provider_ids.tolist()]
    with mock.patch("pathways.snapshot.providers._GATHERING_PAYS", pays):
        assert day.providers.passing(filters.names, filters.passes).tolist() == plainly
        assert day.providers.passing(("route", "mode"), filters.passes).tolist() == plainly


@a_few_times
@given(ROWS, CHOSEN, st.sampled_from((None, 3, 55)), st.sampled_from(((5,), (1, 20), (1, 5, 20, 40, 100))))
def test_rows_with_words_near_a_place_are_counted_by_radius_whether_sliced_or_not(
    rows: list[PlainRow], chosen: Chosen, provider: int | None, radii: tuple[int, ...]
) -> None:
    segment = segment_of(rows)
    day = day_of(segment)
    at = np.arange(0, segment.n, 2, dtype=np.int32)
    matched = Matched(at, np.arange(len(at), dtype=np.uint16))
    near = replace(chosen, centre=Centre(54.853, -1.832, 0, b"E06000047"), radii=radii, provider_id=provider)
    whole = select(day, near, matched, SIZES, BIT_SIZES)
    with mock.patch("pathways.snapshot.selection._SLICING_PAYS", 0):
        sliced = select(day, near, matched, SIZES, BIT_SIZES)
    assert whole.rows is not None
    assert sliced.rows is not None
    assert whole.weights is not None
    assert sliced.weights is not None
    assert sliced.rows.tolist() == whole.rows.tolist()
    assert sliced.weights.tolist() == whole.weights.tolist() == [number // 2 for number in whole.rows]
    assert sliced.wider.tolist() == whole.wider.tolist()
    assert sliced.counts.total == whole.counts.total == len(whole.rows) == whole.wider[0]
    in_order = laid_out(segment, rows)
    anywhere = [
        row
        for row in (in_order[number] for number in at.tolist())
        if passes(row, chosen) and provider in (None, row.provider) and not roams_elsewhere(row)
    ]
    assert whole.wider[-1] == len(anywhere)


@a_few_times
@given(ROWS, st.sampled_from(TERMS), st.data())
def test_a_common_word_near_a_place_is_counted_everywhere_from_its_column(
    rows: list[PlainRow], term: str, data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from([row.id for row in rows])))
    day = day_of(segment_of(rows).masking(np.array(sorted(gone), np.int64)))
    matched = match(day.segment, WantedWords(((Choice(term.encode()),),)))
    near = Chosen(Centre(54.853, -1.832, 0, b"E06000047"), (5, 40))
    with mock.patch("pathways.snapshot.selection._SLICING_PAYS", 0):
        from_column = select(day, near, matched, SIZES, BIT_SIZES)
        one_by_one = select(day, near, replace(matched, column=None), SIZES, BIT_SIZES)
    assert from_column.wider.tolist() == one_by_one.wider.tolist()
    left = [row for row in rows if row.id not in gone and term in row.weights() and row.bucket() is not None]
    assert from_column.wider[-1] == sum(not roams_elsewhere(row) for row in left)


def roams_elsewhere(row: PlainRow) -> bool:
    """Whether a row has no point and serves nobody in County Durham."""
    if row.point is not None or row.roaming in (VENUE_WITHOUT_POINT, ONLINE):
        return False
    return row.nation != 0 if row.roaming == NATIONAL else b"E06000047" not in row.districts


@a_few_times
@given(ROWS, CHOSEN, st.sampled_from((None, 3, 55)))
def test_every_row_near_a_place_is_counted_by_radius_as_those_with_words_are(
    rows: list[PlainRow], chosen: Chosen, provider: int | None
) -> None:
    segment = segment_of(rows)
    every = np.arange(segment.n, dtype=np.int32)
    matched = Matched(every, np.ones(segment.n, np.uint16))
    centre = Centre(54.853, -1.832, 0, b"E06000047")
    near = replace(chosen, centre=centre, radii=(1, 5, 20, 40, 100), provider_id=provider)
    with_words = select(day_of(segment), near, matched, SIZES, BIT_SIZES)
    without = select(day_of(segment), near, None, SIZES, BIT_SIZES)
    assert without.rows is not None
    assert with_words.rows is not None
    assert without.rows.tolist() == with_words.rows.tolist()
    assert without.wider.tolist() == with_words.wider.tolist()
    assert without.providers.tolist() == with_words.providers.tolist()


@a_few_times
@given(ROWS, st.data())
def test_a_withdrawn_row_is_counted_nowhere(rows: list[PlainRow], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from([row.id for row in rows])))
    day = day_of(segment_of(rows).masking(np.array(sorted(gone), np.int64)))
    counts = Filters(day, Chosen()).counts(day.totals, SIZES, BIT_SIZES)
    left = [row for row in rows if row.id not in gone]
    assert {name: values.tolist() for name, values in counts.by_value.items()} == counted(left, Chosen())
    assert int(day.providers.of_all.sum()) == counts.total == sum(row.bucket() is not None for row in left)


def test_a_route_that_no_row_has_leaves_nothing_and_still_counts_the_others() -> None:
    day = day_of(segment_of([PlainRow(1, route=0), PlainRow(2, route=2)]))
    counts = Filters(day, Chosen(codes={"route": frozenset({3})})).counts(day.totals, SIZES, BIT_SIZES)
    assert counts.total == 0
    assert counts.by_value["route"].tolist() == [1, 0, 1, 0]
    assert counts.without == {"route": 2}


def test_an_opportunity_is_over_the_day_after_it_closes_or_starts() -> None:
    rows = [
        PlainRow(1, intakes=((TODAY + 50, TODAY - 1, False),)),
        PlainRow(2, intakes=((TODAY + 50, TODAY, False),)),
        PlainRow(3, intakes=((TODAY - 1, NO_DAY, False),)),
        PlainRow(4, intakes=((TODAY, NO_DAY, False),)),
        PlainRow(5, intakes=((NO_DAY, TODAY - 1, True),)),
        PlainRow(6, intakes=((NO_DAY, NO_DAY, True),)),
        PlainRow(7),
    ]
    segment = segment_of(rows)
    day = day_of(segment)
    on_offer = {int(number) for number in segment.ids[Filters(day, Chosen()).passes[day.cell]]}
    assert on_offer == {2, 4, 6, 7}
    soon = Filters(day, Chosen(last_bucket=0)).passes[day.cell]
    assert {int(number) for number in segment.ids[soon]} == {4, 6}
