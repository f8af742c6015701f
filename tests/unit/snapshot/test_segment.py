"""Looking things up in a segment: by id, point, programme, provider, word and name."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.snapshot.building import segment_arrays
from pathways.snapshot.contents import AREA_WIDE, NATIONAL, ONLINE
from pathways.snapshot.segment import POINTS_IN_A_BOX, Segment
from pathways.snapshot.store import Stored
from tests.unit.snapshot.drawn_rows import PLACES, ROWS, a_few_times
from tests.unit.snapshot.plain_rows import (
    OCCUPATIONS,
    Fields,
    PlainRow,
    contents_of,
    laid_out,
    segment_of,
    words_of,
)

CONSETT, PRESTON = PLACES[0], PLACES[4]
PLUMBING: Fields = ((("plumb",), 255),)
NURSING: Fields = ((("nurs", "care"), 120),)
SIX = [
    PlainRow(60, CONSETT, provider=3, words=PLUMBING),
    PlainRow(50, PRESTON, provider=3, words=PLUMBING),
    PlainRow(40, PRESTON, provider=9, words=NURSING, where=((("preston",), 50),)),
    PlainRow(30, roaming=ONLINE, provider=9, words=NURSING, entry=2),
    PlainRow(20, roaming=NATIONAL, provider=5, words=NURSING, occupation=0),
    PlainRow(10, roaming=AREA_WIDE, provider=5, words=NURSING, occupation=0),
]


def ids(segment: Segment, rows: np.ndarray) -> set[int]:  # type: ignore[type-arg]
    """The ids of some rows."""
    return set(segment.ids[rows].tolist())


def with_names(*names: tuple[str, ...]) -> Segment:
    """A segment whose providers are called so, by terms."""
    terms = sorted({term for name in names for term in name})
    rows = [
        PlainRow(number + 1, provider=number + 1, words=((tuple(terms), 20),)) for number in range(len(names))
    ]
    contents = contents_of(rows)
    called = words_of([((name, 1),) if name else () for name in names], contents.terms)
    return Segment(Stored(Path(), segment_arrays(replace(contents, provider_names=called)), {}, 0))


def test_rows_at_places_come_first_and_those_that_roam_after_them() -> None:
    segment = segment_of(SIX)
    assert (segment.n, segment.located) == (6, 3)
    assert set(segment.ids[:3].tolist()) == {40, 50, 60}
    assert set(segment.ids[3:].tolist()) == {10, 20, 30}
    assert sorted(segment.roaming.tolist()) == [ONLINE, NATIONAL, AREA_WIDE]


@a_few_times
@given(ROWS, st.data())
def test_opportunities_are_found_by_their_ids_in_the_order_asked(
    rows: list[PlainRow], data: st.DataObject
) -> None:
    segment = segment_of(rows)
    wanted = data.draw(st.permutations([row.id for row in rows]))
    found = segment.rows_of_ids(np.array([0, *wanted, 2**40], np.int64))
    assert segment.ids[found].tolist() == wanted


def test_no_ids_and_an_empty_catalogue_give_no_rows() -> None:
    assert segment_of(SIX).rows_of_ids(np.empty(0, np.int64)).tolist() == []
    empty = segment_of([])
    assert (empty.n, empty.located) == (0, 0)
    assert empty.rows_of_ids(np.array([1, 2])).tolist() == []
    assert empty.rows_of_provider(3).tolist() == []
    assert empty.postings(b"plumb")[0].tolist() == []
    assert empty.point_boxes[0].tolist() == []


@a_few_times
@given(ROWS, st.data())
def test_rows_at_some_points_are_all_rows_there_and_no_others(
    rows: list[PlainRow], data: st.DataObject
) -> None:
    segment = segment_of(rows)
    points = sorted(data.draw(st.sets(st.integers(0, len(segment.point_lat) - 1)))) if segment.located else []
    starts, ends = segment.rows_at_points(np.array(points, np.int64))
    runs = [
        range(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True) if start < end
    ]
    places = {(float(segment.point_lat[at]), float(segment.point_lng[at])) for at in points}
    assert {int(segment.ids[row]) for run in runs for row in run} == {
        row.id for row in rows if row.point in places
    }
    assert all(one.stop < other.start for one, other in pairwise(runs))


@pytest.mark.parametrize(
    ("provider", "its_rows"),
    [(3, {50, 60}), (5, {10, 20}), (9, {30, 40}), (4, set()), (0, set()), (99, set())],
)
def test_a_provider_has_its_rows_and_one_that_is_not_here_has_none(provider: int, its_rows: set[int]) -> None:
    segment = segment_of(SIX)
    assert ids(segment, segment.rows_of_provider(provider)) == its_rows


def test_rows_of_one_programme_are_those_that_say_the_same() -> None:
    segment = segment_of(SIX)
    by_programme = [
        ids(segment, segment.rows_of_programme(number)) for number in segment.programme_ids.tolist()
    ]
    assert sorted(map(sorted, by_programme)) == [[10, 20], [30], [40], [50, 60]]
    assert segment.rows_of_programme(99).tolist() == []


def test_a_withdrawn_row_is_not_among_those_of_its_provider_or_programme() -> None:
    whole = segment_of(SIX)
    left = whole.masking(np.array([60, 20, 12345]))
    assert ids(left, left.rows_of_provider(3)) == {50}
    assert ids(left, left.rows_of_provider(5)) == {10}
    programme = int(whole.programme_ids[whole.programme[whole.rows_of_ids(np.array([60]))[0]]])
    assert ids(left, left.rows_of_programme(programme)) == {50}
    assert ids(left, left.postings(b"plumb")[0]) == {50}
    assert ids(whole, whole.rows_of_provider(3)) == {50, 60}


def test_masking_again_counts_from_the_whole_and_shares_the_arrays() -> None:
    whole = segment_of(SIX)
    first = whole.masking(np.array([60]))
    second = first.masking(np.array([50]))
    assert ids(second, second.rows_of_provider(3)) == {60}
    assert second.arrays is whole.arrays


def test_each_row_has_the_entry_requirement_of_its_programme() -> None:
    segment = segment_of(SIX)
    told = dict(zip(segment.ids.tolist(), segment.row_entry.tolist(), strict=True))
    assert told == {60: 0, 50: 0, 40: 0, 30: 2, 20: 0, 10: 0}
    assert segment.occupations == OCCUPATIONS


@a_few_times
@given(ROWS)
def test_what_a_card_says_of_a_row_is_found_at_the_row(rows: list[PlainRow]) -> None:
    segment = segment_of(rows)
    assert [int(segment.row_texts[at]) for at in range(segment.n)] == segment.ids.tolist()
    assert len(segment.row_texts) == segment.n
    assert len(segment.programme_texts) == len(segment.programme_ids)
    assert len(segment.provider_texts) == len({row.provider for row in rows})
    assert len(segment.venue_texts) == 0


def test_names_of_providers_are_known_by_their_terms() -> None:
    segment = with_names(("moorsid", "colleg"), (), ("citi", "of", "durham", "colleg"))
    assert segment.name_lengths.tolist() == [2, 0, 4]
    numbers = segment.arrays["provider_name_terms"]
    said = [
        (owner, segment.terms[number].decode())
        for owner, number in zip(segment.name_owners.tolist(), numbers.tolist(), strict=True)
        if number >= 0
    ]
    assert said == [(0, "moorsid"), (0, "colleg"), (2, "citi"), (2, "of"), (2, "durham"), (2, "colleg")]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (b"", b"\xff", ["care", "nurs", "plumb", "preston"]),
        (b"p", b"q", ["plumb", "preston"]),
        (b"care", b"care", []),
        (b"care", b"nurs", ["care"]),
        (b"x", b"z", []),
        (b"z", b"a", []),
    ],
)
def test_known_words_between_two_are_told_without_the_last(
    first: bytes, last: bytes, found: list[str]
) -> None:
    forms, terms = segment_of(SIX).forms_between(first, last)
    assert [form.decode() for form in forms] == found
    assert len(terms) == len(found)


@pytest.mark.parametrize(
    ("term", "count", "heaviest"),
    [(b"plumb", 2, 255), (b"care", 4, 120), (b"preston", 1, 50), (b"law", 0, 0)],
)
def test_a_term_is_counted_with_the_most_it_weighs(term: bytes, count: int, heaviest: int) -> None:
    segment = segment_of(SIX)
    assert (segment.count_of(term), segment.heaviest(term)) == (count, heaviest)
    assert len(segment.postings(term)[0]) == count


def test_boxes_hold_every_point_along_the_curve() -> None:
    random = np.random.default_rng(5)
    spots = random.uniform((50, -6), (58, 1), (POINTS_IN_A_BOX * 2 + 1, 2)).tolist()
    segment = segment_of([PlainRow(at + 1, (lat, lng)) for at, (lat, lng) in enumerate(spots)])
    south, north, west, east = segment.point_boxes
    assert len(south) == 3
    for at, (lat, lng) in enumerate(zip(segment.point_lat, segment.point_lng, strict=True)):
        box = at // POINTS_IN_A_BOX
        assert south[box] <= lat <= north[box]
        assert west[box] <= lng <= east[box]
    assert (south[2], west[2]) == (north[2], east[2]) == (segment.point_lat[-1], segment.point_lng[-1])


def test_directions_of_points_have_the_length_of_the_globe() -> None:
    x, y, z = segment_of(SIX).point_directions
    assert (x**2 + y**2 + z**2).tolist() == pytest.approx([1.0, 1.0])
    assert (z > 0.5).all()


@a_few_times
@given(ROWS)
def test_rows_take_turns_and_those_of_one_turn_go_by_their_ids(rows: list[PlainRow]) -> None:
    segment = segment_of(rows)
    in_turn = [(int(segment.turn[row]), int(segment.ids[row])) for row in segment.fair_order]
    assert in_turn == sorted(in_turn)
    assert len(set(in_turn)) == len(rows)


@a_few_times
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_in_which_rows_came_in_makes_no_difference(rows: list[PlainRow], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = segment_arrays(contents_of(rows)), segment_arrays(contents_of(shuffled))
    assert one.keys() == other.keys()
    assert [name for name in one if not np.array_equal(one[name], other[name])] == []


@a_few_times
@given(ROWS)
def test_a_row_keeps_what_it_had_wherever_it_is_laid(rows: list[PlainRow]) -> None:
    segment = segment_of(rows)
    for at, row in enumerate(laid_out(segment, rows)):
        assert int(segment.provider_ids[segment.provider[at]]) == row.provider
        assert {name: int(held[segment.cell[at]]) for name, held in segment.cells.items()} == {
            "route": row.route,
            "mode": row.modes,
            "area": row.areas,
        }
        first, last = segment.arrays["intake_offsets"][at : at + 2]
        assert segment.arrays["intake_start"][first:last].tolist() == [start for start, _, _ in row.intakes]
        assert segment.arrays["intake_close"][first:last].tolist() == [close for _, close, _ in row.intakes]
        assert segment.arrays["intake_flexible"][first:last].tolist() == [
            flexible for _, _, flexible in row.intakes
        ]
        if row.point is not None:
            point = segment.point[at]
            assert (float(segment.point_lat[point]), float(segment.point_lng[point])) == row.point
        else:
            assert segment.roaming[at - segment.located] == row.roaming
            assert segment.nation[at - segment.located] == row.nation


@a_few_times
@given(ROWS)
def test_each_district_lists_the_rows_that_serve_it(rows: list[PlainRow]) -> None:
    segment = segment_of(rows)
    codes = segment.arrays["district_codes"].tolist()
    offsets = segment.arrays["district_offsets"].tolist()
    assert codes == sorted({code for row in rows for code in row.districts})
    for at, code in enumerate(codes):
        listed = segment.arrays["district_rows"][offsets[at] : offsets[at + 1]]
        assert listed.tolist() == sorted(listed.tolist())
        assert ids(segment, listed) == {row.id for row in rows if code in row.districts}


def test_a_cell_is_kept_once_however_many_rows_have_it() -> None:
    rows = [PlainRow(number, route=number % 2, modes=number % 3) for number in range(1, 61)]
    segment = segment_of(rows)
    assert len(segment.cells["route"]) == 6
    assert np.bincount(segment.cell).tolist() == [10] * 6


def test_an_answer_worth_nothing_is_an_answer_and_what_is_asked_with_is_passed_on() -> None:
    segment = segment_of(SIX)
    asked: list[tuple[str, int]] = []

    def count(one: Segment, word: str, most: int) -> int:
        asked.append((word, most))
        return min(most, one.count_of(word.encode()))

    assert [segment.keep((word, 3), count, word, 3) for word in ("care", "law", "care", "law")] == [
        3,
        0,
        3,
        0,
    ]
    assert asked == [("care", 3), ("law", 3)]


def test_only_so_many_answers_are_kept() -> None:
    segment = segment_of(SIX)
    made: list[int] = []

    def note(_: Segment, number: int) -> int:
        made.append(number)
        return number

    for number in range(1, 66):
        assert segment.keep(number, note, number) == number
    segment.keep(65, note, 65)
    assert made == list(range(1, 66))
    segment.keep(1, note, 1)
    assert made[-1] == 1
