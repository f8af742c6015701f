"""Words, place and filters together: every row and every number is what looking at the rows one by one gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.places.distance import miles_between
from pathways.snapshot.chosen import Chosen
from pathways.snapshot.contents import AREA_WIDE, NATIONAL, NO_DAY, ONLINE
from pathways.snapshot.matching import Choice, Matched, WantedWords, match
from pathways.snapshot.reach import FAR, Centre
from pathways.snapshot.selection import Selection, select
from tests.unit.snapshot.drawn_rows import DISTRICTS, PLACES, ROWS, TERMS, a_few_times
from tests.unit.snapshot.plain_rows import MODES, ROUTES, TODAY, PlainRow, day_of, laid_out, segment_of

SIZES, BIT_SIZES = {"route": ROUTES}, {"mode": MODES}
CONSETT, PRESTON = PLACES[0], PLACES[4]
HOME = Centre(*CONSETT, 0, DISTRICTS[0])
GONE = ((TODAY - 1, NO_DAY, False),)
RADII = st.sets(st.sampled_from((1, 5, 10, 20, 40, 100)), max_size=4).map(lambda miles: tuple(sorted(miles)))
CHOSEN = st.builds(
    Chosen,
    centre=st.none() | st.sampled_from(PLACES).map(lambda place: Centre(*place, 0, DISTRICTS[0])),
    radii=RADII,
    codes=st.frozensets(st.integers(0, ROUTES), max_size=2).map(lambda codes: {"route": codes}),
    bits=st.integers(0, 2**MODES - 1).map(lambda bits: {"mode": bits}),
    last_bucket=st.none() | st.integers(0, 4),
    provider_id=st.none() | st.sampled_from((3, 7, 55)),
)
SEARCHED = st.none() | st.sampled_from(TERMS)


def chosen_words(rows: Sequence[PlainRow], chosen: Chosen, word: str | None = None) -> Selection:
    """What a segment of the rows answers on `TODAY`."""
    segment = segment_of(rows)
    matched = None if word is None else match(segment, WantedWords(((Choice(word.encode()),),)))
    return select(day_of(segment), chosen, matched, SIZES, BIT_SIZES)


def passes(row: PlainRow, chosen: Chosen) -> bool:
    """Whether the row passes every filter, that of the provider and the place aside."""
    bucket, routes, modes = row.bucket(), chosen.codes.get("route"), chosen.bits.get("mode", 0)
    return (
        bucket is not None
        and (chosen.last_bucket is None or bucket <= chosen.last_bucket)
        and (not routes or row.route in routes)
        and (not modes or bool(row.modes & modes))
    )


def miles_to(row: PlainRow, centre: Centre) -> float:
    """How far a row is: nothing for one that serves the place from anywhere, endless for one that cannot be placed."""
    if row.point is not None:
        return round(miles_between(centre.lat, centre.lng, *row.point), 3)
    serves = {
        ONLINE: True,
        NATIONAL: row.nation == centre.nation,
        AREA_WIDE: centre.district in row.districts,
    }
    if row.roaming not in serves:
        return float("inf")
    return 0.0 if serves[row.roaming] else float("nan")


def is_within(row: PlainRow, chosen: Chosen, miles: float) -> bool:
    """Whether a row is within so many miles of the place, or there is no place."""
    if chosen.centre is None:
        return True
    away = miles_to(row, chosen.centre)
    return away == away and away <= miles


@a_few_times
@given(ROWS, CHOSEN, SEARCHED)
def test_words_place_and_filters_leave_the_rows_that_meet_them_all(
    rows: list[PlainRow], chosen: Chosen, word: str | None
) -> None:
    segment = segment_of(rows)
    found = chosen_words(rows, chosen, word)
    nearest = chosen.radii[0] if chosen.radii else float("inf")
    in_question = [row for row in rows if word is None or word in row.weights()]
    near = [row for row in in_question if is_within(row, chosen, nearest) and passes(row, chosen)]
    own = [row for row in near if chosen.provider_id in (None, row.provider)]
    if found.rows is not None:
        assert set(segment.ids[found.rows].tolist()) == {row.id for row in own}
        assert found.rows.tolist() == sorted(found.rows.tolist())
    assert found.counts.total == len(own)
    told = dict(zip(segment.provider_ids.tolist(), found.providers.tolist(), strict=True))
    assert told == {key: sum(row.provider == key for row in near) for key in told}


@a_few_times
@given(ROWS, CHOSEN, SEARCHED, st.sampled_from((0, 16_384)))
def test_wider_circles_count_what_each_would_show(
    rows: list[PlainRow], chosen: Chosen, word: str | None, slicing_pays: int
) -> None:
    with mock.patch("pathways.snapshot.selection._SLICING_PAYS", slicing_pays):
        found = chosen_words(rows, chosen, word)
    if chosen.centre is None or not chosen.radii:
        assert found.wider.tolist() == [0]
        return
    in_question = [
        row
        for row in rows
        if (word is None or word in row.weights())
        and passes(row, chosen)
        and chosen.provider_id in (None, row.provider)
    ]
    circles = (*chosen.radii, float("inf"))
    assert found.wider.tolist() == [
        sum(is_within(row, chosen, miles) for row in in_question) for miles in circles
    ]


@a_few_times
@given(ROWS, CHOSEN)
def test_distances_are_those_of_the_rows_found(rows: list[PlainRow], chosen: Chosen) -> None:
    chosen = replace(chosen, centre=HOME)
    segment = segment_of(rows)
    found = chosen_words(rows, chosen)
    assert found.rows is not None
    positions = np.arange(len(found.rows))
    in_order = laid_out(segment, rows)
    for row, thousandths in zip(
        found.rows_at(positions).tolist(), found.distances_at(positions).tolist(), strict=True
    ):
        if in_order[row].point is None:
            assert thousandths == FAR
        else:
            assert thousandths == pytest.approx(1000 * miles_to(in_order[row], HOME), abs=1)


@a_few_times
@given(ROWS, CHOSEN, st.sampled_from(TERMS))
def test_each_row_found_weighs_what_its_word_weighs_there(
    rows: list[PlainRow], chosen: Chosen, word: str
) -> None:
    segment = segment_of(rows)
    found = chosen_words(rows, chosen, word)
    assert found.rows is not None
    assert found.weights is not None
    assert [laid_out(segment, rows)[row].weights()[word] for row in found.rows] == found.weights.tolist()


def test_without_words_place_or_provider_no_rows_are_listed_and_all_are_counted() -> None:
    rows = [PlainRow(1, CONSETT), PlainRow(2, PRESTON, provider=3), PlainRow(3, PRESTON, intakes=GONE)]
    found = chosen_words(rows, Chosen())
    assert (found.rows, found.weights, found.points, found.reach) == (None, None, None, None)
    assert found.counts.total == 2
    assert found.providers.tolist() == [1, 1]
    assert found.rows_at(np.array([2, 0])).tolist() == [2, 0]
    assert found.distances_at(np.array([2, 0])).tolist() == [FAR, FAR]


def test_a_provider_alone_lists_its_rows_and_still_tells_of_the_others() -> None:
    rows = [PlainRow(1, CONSETT, provider=3), PlainRow(2, CONSETT, provider=9), PlainRow(3, provider=9)]
    found = chosen_words(rows, Chosen(provider_id=9))
    assert found.rows is not None
    assert len(found.rows) == found.counts.total == 2
    assert found.providers.tolist() == [1, 2]


def test_a_provider_that_is_not_here_has_nothing_and_hides_nobody() -> None:
    rows = [PlainRow(1, CONSETT, provider=3), PlainRow(2, CONSETT, provider=9)]
    for chosen in (Chosen(provider_id=5), Chosen(HOME, (5, 20), provider_id=5), Chosen(HOME, provider_id=77)):
        found = chosen_words(rows, chosen)
        assert found.rows is not None
        assert found.rows.tolist() == []
        assert found.counts.total == 0
        assert found.providers.tolist() == [1, 1]
        assert found.wider.sum() == 0


def test_someone_in_consett_sees_consett_first_and_is_told_what_a_longer_journey_brings() -> None:
    rows = [
        PlainRow(1, CONSETT),
        PlainRow(2, PLACES[1]),
        PlainRow(3, PLACES[3]),
        PlainRow(4, PRESTON),
        PlainRow(5, roaming=ONLINE),
        PlainRow(6, roaming=NATIONAL, nation=1),
        PlainRow(7, roaming=AREA_WIDE, districts=(DISTRICTS[0],)),
        PlainRow(8),
    ]
    found = chosen_words(rows, Chosen(HOME, (2, 8, 15, 100)))
    segment = segment_of(rows)
    assert found.rows is not None
    assert set(segment.ids[found.rows].tolist()) == {1, 5, 7}
    assert found.wider.tolist() == [3, 4, 5, 6, 7]


def test_words_that_no_row_holds_leave_nothing_near_or_far() -> None:
    rows = [PlainRow(1, CONSETT, words=((("care",), 20),)), PlainRow(2, words=((("hair",), 20),))]
    for chosen in (Chosen(), Chosen(HOME, (5,)), Chosen(provider_id=7), Chosen(HOME, (5,), provider_id=7)):
        found = chosen_words(rows, chosen, "plumb")
        assert found.rows is not None
        assert found.rows.tolist() == []
        assert found.counts.total == 0
        assert found.counts.by_value["route"].tolist() == [0] * ROUTES
        assert found.wider.sum() == 0


def test_rows_that_were_withdrawn_count_nowhere() -> None:
    rows = [PlainRow(number, CONSETT, words=((("care",), 20),)) for number in range(1, 6)]
    whole = segment_of(rows)
    day = day_of(whole.masking(np.array([2, 4])))
    matched = match(day.segment, WantedWords(((Choice(b"care"),),)))
    for words in (None, matched):
        for chosen in (Chosen(), Chosen(HOME, (1, 9)), Chosen(provider_id=7)):
            found = select(day, chosen, words, SIZES, BIT_SIZES)
            assert found.counts.total == 3
            assert found.providers.tolist() == [3]
            if chosen.radii:
                assert found.wider.tolist() == [3, 3, 3]


@pytest.mark.parametrize("radii", [(), (5,), (5, 1000)])
def test_a_search_of_no_rows_at_all_is_answered_with_noughts(radii: tuple[int, ...]) -> None:
    day = day_of(segment_of([PlainRow(1, intakes=GONE)]))
    nothing = Matched(np.empty(0, np.int32), np.empty(0, np.uint16))
    for matched in (None, nothing):
        found = select(day, Chosen(HOME, radii), matched, SIZES, BIT_SIZES)
        assert found.counts.total == 0
        assert found.rows is not None
        assert len(found.rows) == 0
        assert found.distances_at(np.empty(0, np.int64)).tolist() == []


def test_a_filter_in_use_says_what_taking_it_off_would_leave_near_home() -> None:
    rows = [
        PlainRow(1, CONSETT, route=0, modes=1),
        PlainRow(2, CONSETT, route=1, modes=1),
        PlainRow(3, CONSETT, route=1, modes=2),
        PlainRow(4, PRESTON, route=0, modes=1),
    ]
    chosen = Chosen(HOME, (5,), {"route": frozenset({0})}, {"mode": 1})
    counts = chosen_words(rows, chosen).counts
    assert counts.total == 1
    assert counts.without == {"route": 2, "mode": 1}
    assert counts.by_value["route"].tolist() == [1, 1, 0, 0]
    assert counts.by_value["mode"].tolist() == [1, 0, 0]
