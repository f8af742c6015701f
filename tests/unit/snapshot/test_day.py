"""What a date changes: which intake comes next, what is over, and what of a day is worked out once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.snapshot.cells import START
from pathways.snapshot.contents import NATIONAL, NO_DAY, ONLINE
from pathways.snapshot.day import GONE, LATER, Day, intake_keys, next_intake_of
from tests.unit.snapshot.drawn_rows import ROWS, a_few_times
from tests.unit.snapshot.plain_rows import (
    TODAY,
    WINDOW_ENDS,
    PlainRow,
    day_of,
    laid_out,
    segment_of,
)

TOMORROW, YESTERDAY = TODAY + 1, TODAY - 1
NEXT_SEPTEMBER = TODAY + 280
DAYS = st.sampled_from((YESTERDAY, TODAY, TOMORROW, NEXT_SEPTEMBER, NO_DAY))
INTAKES = st.lists(st.tuples(DAYS, DAYS, st.booleans(), st.just("")), max_size=4)


def key_of(start: int, close: int, is_flexible: bool) -> int:
    """The key of one intake."""
    keys = intake_keys(
        np.array([start], np.int32), np.array([close], np.int32), np.array([is_flexible]), TODAY
    )
    return int(keys[0])


def is_over(start: int, close: int, is_flexible: bool) -> bool:
    """Whether an intake has the key of those that are over."""
    return key_of(start, close, is_flexible) == np.iinfo(np.int64).max


@pytest.mark.parametrize(
    ("start", "close", "is_flexible", "over"),
    [
        (TOMORROW, NO_DAY, False, False),
        (TODAY, NO_DAY, False, False),
        (YESTERDAY, NO_DAY, False, True),
        (NEXT_SEPTEMBER, TODAY, False, False),
        (NEXT_SEPTEMBER, YESTERDAY, False, True),
        (YESTERDAY, TODAY, False, False),
        (NO_DAY, NO_DAY, False, False),
        (NO_DAY, YESTERDAY, False, True),
        (NO_DAY, NO_DAY, True, False),
        (YESTERDAY, NO_DAY, True, False),
        (NO_DAY, TODAY, True, False),
        (NO_DAY, YESTERDAY, True, True),
        (NEXT_SEPTEMBER, YESTERDAY, True, True),
    ],
)
def test_an_intake_is_over_the_day_after_the_last_on_which_one_can_apply(
    start: int, close: int, is_flexible: bool, over: bool
) -> None:
    assert is_over(start, close, is_flexible) is over
    row = PlainRow(1, intakes=((start, close, is_flexible),))
    assert day_of(segment_of([row])).on_offer.tolist() == [not over]


@pytest.mark.parametrize(
    ("sooner", "later"),
    [
        ((TODAY, NO_DAY, False), (TOMORROW, NO_DAY, False)),
        ((TOMORROW, NO_DAY, False), (NO_DAY, NO_DAY, False)),
        ((NEXT_SEPTEMBER, TODAY, False), (NEXT_SEPTEMBER, TOMORROW, False)),
        ((NEXT_SEPTEMBER, TOMORROW, False), (NEXT_SEPTEMBER, NO_DAY, False)),
        ((NO_DAY, NO_DAY, True), (TOMORROW, TODAY, False)),
        ((NEXT_SEPTEMBER, NO_DAY, True), (TOMORROW, NO_DAY, False)),
        ((NO_DAY, NO_DAY, False), (YESTERDAY, NO_DAY, False)),
    ],
)
def test_what_starts_sooner_comes_first_and_then_what_closes_sooner(
    sooner: tuple[int, int, bool], later: tuple[int, int, bool]
) -> None:
    assert key_of(*sooner) < key_of(*later)
    both = [(*later, "later"), (*sooner, "sooner")]
    assert next_intake_of(both, TODAY) == 1


def test_a_flexible_start_and_one_today_that_close_alike_are_level_and_the_first_is_told() -> None:
    assert key_of(NO_DAY, TOMORROW, True) == key_of(TODAY, TOMORROW, False)
    assert next_intake_of([(NO_DAY, TOMORROW, True, ""), (TODAY, TOMORROW, False, "")], TODAY) == 0


def test_when_all_intakes_are_over_the_first_is_told_and_without_intakes_none_is() -> None:
    gone = (YESTERDAY, NO_DAY, False, "last year")
    assert next_intake_of([gone, gone], TODAY) == 0
    assert next_intake_of([], TODAY) is None


@given(INTAKES)
def test_a_card_and_the_columns_agree_on_which_intake_is_next(
    intakes: list[tuple[int, int, bool, str]],
) -> None:
    row = PlainRow(1, intakes=tuple((start, close, flexible) for start, close, flexible, _ in intakes))
    day = day_of(segment_of([row]))
    told = next_intake_of(intakes, TODAY)
    if told is None or not day.on_offer[0]:
        assert (int(day.start[0]), int(day.close[0])) == (NO_DAY, NO_DAY)
        assert told in (None, 0)
    else:
        start, close, is_flexible, _ = intakes[told]
        assert (int(day.start[0]), int(day.close[0])) == (TODAY if is_flexible else start, close)


@a_few_times
@given(ROWS)
def test_every_row_has_the_start_and_close_of_what_comes_next(rows: list[PlainRow]) -> None:
    segment = segment_of(rows)
    day = day_of(segment)
    told = list(zip(day.start.tolist(), day.close.tolist(), strict=True))
    assert told == [row.next_intake() or (NO_DAY, NO_DAY) for row in laid_out(segment, rows)]


@pytest.mark.parametrize(
    ("start", "bucket"),
    [
        (TODAY, 0),
        (WINDOW_ENDS[0], 0),
        (WINDOW_ENDS[0] + 1, 1),
        (WINDOW_ENDS[1], 1),
        (WINDOW_ENDS[1] + 1, 2),
        (WINDOW_ENDS[2] + 1, 3),
        (WINDOW_ENDS[3], 3),
        (WINDOW_ENDS[3] + 1, LATER),
        (NO_DAY, LATER),
    ],
)
def test_the_last_day_of_a_window_is_in_it_and_the_next_day_in_the_next(start: int, bucket: int) -> None:
    day = day_of(segment_of([PlainRow(1, intakes=((start, NO_DAY, False),))]))
    assert int(day.cells.values(START)[day.cell[0]]) == bucket
    assert day.totals.tolist() == [1, 0]


def test_the_same_catalogue_is_another_one_a_day_later() -> None:
    segment = segment_of(
        [
            PlainRow(1, intakes=((TODAY, NO_DAY, False),)),
            PlainRow(2, intakes=((TODAY, NO_DAY, False), (NEXT_SEPTEMBER, NO_DAY, False))),
            PlainRow(3, intakes=((NO_DAY, NO_DAY, True),)),
        ]
    )
    windows = tuple(end + 1 for end in WINDOW_ENDS)
    today = day_of(segment)
    tomorrow = Day(segment, TOMORROW, (windows[0], windows[1], windows[2], windows[3]))
    by_id = np.argsort(segment.ids)
    assert today.on_offer[by_id].tolist() == [True, True, True]
    assert tomorrow.on_offer[by_id].tolist() == [False, True, True]
    assert today.start[by_id].tolist() == [TODAY, TODAY, TODAY]
    assert tomorrow.start[by_id].tolist() == [NO_DAY, NEXT_SEPTEMBER, TOMORROW]


@a_few_times
@given(ROWS)
def test_totals_of_a_day_are_of_all_rows_and_of_those_at_each_point(rows: list[PlainRow]) -> None:
    segment = segment_of(rows)
    day = day_of(segment)
    assert int(day.totals.sum()) == len(rows)
    assert int(day.totals[day.not_over].sum()) == sum(row.bucket() is not None for row in rows)
    at_points = dict(
        zip(
            zip(segment.point_lat.tolist(), segment.point_lng.tolist(), strict=True),
            day.point_totals.tolist(),
            strict=True,
        )
    )
    assert at_points == {
        point: sum(row.point == point and row.bucket() is not None for row in rows)
        for point in {row.point for row in rows}
        if point is not None
    }


def test_a_catalogue_of_rows_that_roam_has_no_points_to_count_at() -> None:
    day = day_of(segment_of([PlainRow(1, roaming=ONLINE), PlainRow(2, roaming=NATIONAL)]))
    assert day.point_totals.tolist() == []
    assert day.totals.sum() == 2


def test_a_masked_row_is_no_more_on_offer_than_one_that_is_over() -> None:
    segment = segment_of([PlainRow(1), PlainRow(2), PlainRow(3)])
    day = day_of(segment.masking(np.array([2, 99])))
    assert sorted(segment.ids[day.on_offer].tolist()) == [1, 3]
    assert GONE not in day.cells.values(START)


def test_who_can_get_in_is_asked_once_for_each_requirement_and_start() -> None:
    soon, late = ((TOMORROW, NO_DAY, False),), ((NEXT_SEPTEMBER, NO_DAY, False),)
    rows = [
        PlainRow(1, entry=0, intakes=soon),
        PlainRow(2, entry=0, intakes=soon, route=3),
        PlainRow(3, entry=0, intakes=late),
        PlainRow(4, entry=2, intakes=late),
        PlainRow(5, entry=2),
    ]
    segment = segment_of(rows)
    pairs = day_of(segment).requirements_and_starts
    assert len(pairs.requirements) == len(pairs.starts) == 4
    told = {
        number: (int(pairs.requirements[pair]), int(pairs.starts[pair]))
        for number, pair in zip(segment.ids.tolist(), pairs.of_row.tolist(), strict=True)
    }
    assert told == {
        1: (0, TOMORROW),
        2: (0, TOMORROW),
        3: (0, NEXT_SEPTEMBER),
        4: (2, NEXT_SEPTEMBER),
        5: (2, NO_DAY),
    }


def test_what_is_kept_for_a_day_is_worked_out_once_and_the_oldest_is_let_go() -> None:
    day = day_of(segment_of([PlainRow(1)]))
    asked: list[str] = []

    def answer(name: str) -> str:
        def make(_: Day) -> str:
            asked.append(name)
            return name.upper()

        return day.keep(name, make)

    assert [answer("first"), answer("first"), answer("second")] == ["FIRST", "FIRST", "SECOND"]
    assert asked == ["first", "second"]
    for name in ("third", "fourth", "fifth", "sixth"):
        answer(name)
    answer("second")
    assert asked == ["first", "second", "third", "fourth", "fifth", "sixth"]
    answer("seventh")
    answer("second")
    assert asked[-1] == "seventh"
    assert answer("first") == "FIRST"
    assert asked[-1] == "first"


def test_a_narrowed_day_keeps_its_own_answers_and_leaves_the_whole_day_as_it_was() -> None:
    rows = [PlainRow(number, provider=number) for number in (1, 2, 3)]
    day = day_of(segment_of(rows))
    before = day.keep("rows", lambda one: int(one.on_offer.sum()))
    narrowed = day.without(day.segment.ids == 2)
    assert narrowed.keep("rows", lambda one: int(one.on_offer.sum())) == before - 1 == 2
    twice = narrowed.without(day.segment.ids == 3)
    assert day.segment.ids[twice.on_offer].tolist() == [1]
    assert int(day.on_offer.sum()) == 3
    assert (narrowed.today, narrowed.start.tolist()) == (day.today, day.start.tolist())
