"""The order of results, held to the formula of fit worked out row by row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.fit import FULL_FIT, MOST_WEIGHT, leading, nearness_fit, words_fit
from pathways.catalogue.vocabulary import Sort
from pathways.places.distance import miles_between
from pathways.snapshot.chosen import Chosen
from pathways.snapshot.contents import NATIONAL, ONLINE, VENUE_WITHOUT_POINT
from pathways.snapshot.matching import Choice, WantedWords, match
from pathways.snapshot.ordering import first_of
from pathways.snapshot.reach import Centre
from pathways.snapshot.segment import Segment
from pathways.snapshot.selection import Selection, select
from tests.unit.snapshot.drawn_rows import ROWS, a_few_times
from tests.unit.snapshot.plain_rows import MODES, ROUTES, PlainRow, day_of, segment_of

CONSETT = Centre(54.853, -1.832, 0, b"E06000047")
SORTS = st.sampled_from(list(Sort))
TYPED = st.lists(st.sampled_from(("care", "nurs")), max_size=2, unique=True).map(tuple)


def selected(segment: Segment, words: tuple[str, ...], centre: Centre | None) -> Selection:
    """What these words find around a place, at any distance."""
    wanted = WantedWords(tuple((Choice(word.encode()),) for word in words))
    matched = match(segment, wanted) if words else None
    return select(day_of(segment), Chosen(centre), matched, {"route": ROUTES}, {"mode": MODES})


def in_order(
    segment: Segment,
    words: tuple[str, ...],
    centre: Centre | None,
    sort: Sort,
    count: int,
    named: int | None = None,
) -> list[int]:
    """The ids of the first ``count`` rows."""
    selection = selected(segment, words, centre)
    marked = None if named is None else segment.provider_ids == named
    positions, keys = leading(day_of(segment), selection, sort, len(words), marked, count)
    rows = selection.rows_at(positions[first_of(keys, count)])
    return [int(number) for number in segment.ids[rows]]


def thousandths(row: PlainRow, centre: Centre) -> int | None:
    return None if row.point is None else round(1000 * miles_between(centre.lat, centre.lng, *row.point))


def serves(row: PlainRow, centre: Centre) -> bool:
    """Whether a row is on offer to someone at the centre who would go any distance."""
    if row.point is not None or row.roaming in (VENUE_WITHOUT_POINT, ONLINE):
        return True
    return row.nation == centre.nation if row.roaming == NATIONAL else centre.district in row.districts


def plain_key(
    row: PlainRow, words: tuple[str, ...], centre: Centre | None, sort: Sort, named: int | None
) -> tuple[float, ...]:
    """What a row is sorted by, least first."""
    found = row.next_intake()
    assert found is not None
    away = None if centre is None else thousandths(row, centre)
    if sort is Sort.START:
        return (found[0], row.id)
    if sort is Sort.CLOSING:
        return (found[1], row.id)
    if sort is Sort.DISTANCE and centre is not None:
        return (float("inf") if away is None else away, row.id)
    fit = 0
    if words:
        part = 600_000 if centre is not None else 1_000_000
        fit += round(sum(row.weights()[word] for word in words) / (255 * len(words)) * part)
    if away is not None:
        fit += round((400_000 if words else 1_000_000) * 2 ** (-away / 10_000))
    is_named = named is not None and row.provider == named and bool(words or centre)
    return (-is_named, -fit, (row.id * 2654435761 % 2**32) >> 22, row.id)


@a_few_times
@given(ROWS, TYPED, st.sampled_from((None, CONSETT)), SORTS, st.sampled_from((None, 3, 7)))
def test_the_order_is_the_one_that_the_formula_gives_row_by_row(
    rows: list[PlainRow], words: tuple[str, ...], centre: Centre | None, sort: Sort, named: int | None
) -> None:
    segment = segment_of(rows)
    found = in_order(segment, words, centre, sort, len(rows), named)
    met = [row for row in rows if row.next_intake() and set(words) <= row.weights().keys()]
    reached = [row for row in met if centre is None or serves(row, centre)]
    expected = sorted(reached, key=lambda row: plain_key(row, words, centre, sort, named))
    assert found == [row.id for row in expected]


@a_few_times
@given(ROWS, TYPED, st.sampled_from((None, CONSETT)), SORTS)
def test_a_page_is_the_beginning_of_the_whole_list_however_short(
    rows: list[PlainRow], words: tuple[str, ...], centre: Centre | None, sort: Sort
) -> None:
    segment = segment_of(rows)
    whole = in_order(segment, words, centre, sort, len(rows) + 5)
    for count in (0, 1, 2, len(whole) // 2, len(whole)):
        assert in_order(segment, words, centre, sort, count) == whole[:count]


@given(st.integers(1, 9), st.sampled_from((0.6, 1.0)))
def test_words_give_their_whole_part_only_when_every_word_weighs_the_most(count: int, part: float) -> None:
    fit = words_fit(count, part)
    assert fit[0] == 0
    assert fit[-1] == part * FULL_FIT
    assert len(fit) == MOST_WEIGHT * count + 1
    assert (np.diff(fit) > 0).all()


@pytest.mark.parametrize(("miles", "share"), [(0, 1.0), (10, 0.5), (20, 0.25), (30, 0.125), (500, 0.0)])
def test_nearness_halves_with_every_ten_miles(miles: int, share: float) -> None:
    found = nearness_fit(np.array([1000 * miles], np.int32), 1.0)
    assert found.tolist() == [round(share * FULL_FIT)]
    assert nearness_fit(np.array([1000 * miles], np.int32), 0.4)[0] == pytest.approx(0.4 * found[0], abs=1)


def test_a_word_in_the_title_beats_one_in_the_description_at_the_same_place() -> None:
    rows = [
        PlainRow(at, (CONSETT.lat, CONSETT.lng), words=((("plumb",), weight),))
        for at, weight in ((1, 20), (2, 255), (3, 120), (4, 50))
    ]
    assert in_order(segment_of(rows), ("plumb",), CONSETT, Sort.FIT, 4) == [2, 3, 4, 1]


def test_a_course_nearby_beats_a_slightly_better_title_far_away_but_not_a_far_better_one() -> None:
    near = PlainRow(1, (CONSETT.lat, CONSETT.lng), words=((("plumb",), 200),))
    far = PlainRow(2, (50.263, -5.051), words=((("plumb",), 255),))
    assert in_order(segment_of([near, far]), ("plumb",), CONSETT, Sort.FIT, 2) == [1, 2]
    poor = replace(near, words=((("plumb",), 20),))
    assert in_order(segment_of([poor, far]), ("plumb",), CONSETT, Sort.FIT, 2) == [2, 1]


def test_what_has_no_place_comes_after_what_has_one() -> None:
    rows = [PlainRow(1, roaming=ONLINE), PlainRow(2), PlainRow(3, (53.759, -2.699))]
    segment = segment_of(rows)
    assert in_order(segment, (), CONSETT, Sort.FIT, 3)[0] == 3
    assert in_order(segment, (), CONSETT, Sort.DISTANCE, 3)[0] == 3


def test_the_provider_whose_name_was_typed_comes_first_even_from_far_away() -> None:
    rows = [
        PlainRow(1, (CONSETT.lat, CONSETT.lng), provider=3, words=((("care",), 255),)),
        PlainRow(2, (50.263, -5.051), provider=7, words=((("care",), 20),)),
    ]
    segment = segment_of(rows)
    assert in_order(segment, ("care",), CONSETT, Sort.FIT, 2) == [1, 2]
    assert in_order(segment, ("care",), CONSETT, Sort.FIT, 2, named=7) == [2, 1]
    assert in_order(segment, ("care",), CONSETT, Sort.DISTANCE, 2, named=7) == [1, 2]


def test_routes_take_turns_among_level_rows() -> None:
    rows = [PlainRow(number, route=0 if number <= 400 else 1) for number in range(1, 801)]
    first = in_order(segment_of(rows), (), None, Sort.FIT, 100)
    of_first_route = sum(number <= 400 for number in first)
    assert 35 <= of_first_route <= 65


def test_walking_along_many_rows_finds_the_few_that_are_still_on_offer() -> None:
    gone = ((19_000, 19_000, False),)
    rows = [PlainRow(number, intakes=() if number % 900 == 5 else gone) for number in range(1, 3_601)]
    segment = segment_of(rows)
    found = in_order(segment, (), None, Sort.FIT, 10)
    assert sorted(found) == [5, 905, 1805, 2705]
    assert found == sorted(found, key=lambda number: (number * 2654435761 % 2**32) >> 22)
