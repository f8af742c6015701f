"""The balanced order keeps its promises for the first screen, whatever the scores, and never loses what matters."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pathways.guidance.balance import (
    ALIKE,
    FIRST_SCREEN,
    HALF,
    LEAST_KINDS,
    STRICT,
    Class,
    balanced,
    in_page_order,
    longest_run,
)

MOST = 30
CARDS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 7), st.integers(0, 5)), min_size=1, max_size=60
).map(lambda cards: sorted(cards, key=lambda card: -card[0]))


def chosen_from(cards: list[tuple[float, int, int]]) -> tuple[list[int], list[Class]]:
    """Positions in the balanced order, and the class of each."""
    classes = [(area, route) for _, area, route in cards]
    order = balanced(np.array([score for score, _, _ in cards]), classes, MOST)
    return order, [classes[at] for at in order]


@given(CARDS)
def test_the_first_screen_keeps_its_promises_in_order_and_on_the_page(
    cards: list[tuple[float, int, int]],
) -> None:
    order, taken = chosen_from(cards)
    assert len(order) == len(set(order)) <= MOST
    assert order[0] == 0
    page = [taken[at] for at in in_page_order(taken)]
    for side in (0, 1):
        held = {(card[1], card[2])[side] for card in cards}
        for first in (taken[:FIRST_SCREEN], page[:FIRST_SCREEN]):
            counted = Counter(one[side] for one in first)
            assert len(counted) >= min(len(held), LEAST_KINDS)
            assert len(held) == 1 or max(counted.values()) <= HALF
    # Within an area and route the better card comes first.
    for one in set(taken):
        own = [at for at, found in zip(order, taken, strict=True) if found == one]
        assert own == sorted(own)
    assert chosen_from(cards) == (order, taken)


@given(CARDS)
def test_a_reach_with_variety_shows_no_three_look_alikes_in_a_row(
    cards: list[tuple[float, int, int]],
) -> None:
    classes = [(area, route) for _, area, route in cards]
    scores = np.array([score for score, _, _ in cards])
    order = balanced(scores, classes, MOST, (STRICT,))
    taken = [classes[at] for at in order]
    if len(set(classes)) > 1:
        assert longest_run(taken) <= STRICT.running
        assert longest_run([taken[at] for at in in_page_order(taken)]) <= STRICT.running


def test_one_area_by_one_route_is_shown_whole() -> None:
    order, _ = chosen_from([(0.9 - at / 100, 0, 0) for at in range(12)])
    assert order == list(range(12))


def test_two_areas_share_the_first_screen_by_halves() -> None:
    cards = [(0.9 - at / 1000, 0, at % 3) for at in range(40)] + [(0.1, 1, at % 3) for at in range(40)]
    _, taken = chosen_from(cards)
    assert Counter(area for area, _ in taken[:FIRST_SCREEN]) == {0: 5, 1: 5}


def test_a_strong_card_of_a_third_route_is_not_needed_twice() -> None:
    cards = [(0.9, 0, 0), (0.89, 0, 0), (0.88, 0, 0), (0.5, 1, 1), (0.4, 2, 2)]
    order, taken = chosen_from(cards)
    assert {route for _, route in taken} == {0, 1, 2}
    assert order[0] == 0


def test_more_like_this_keeps_to_the_scores_alone() -> None:
    classes = [(0, 0)] * 20 + [(1, 1)] * 20
    scores = np.concatenate((np.full(20, 0.9), np.full(20, 0.2)))
    order = balanced(scores, classes, 15, (ALIKE,))
    assert sum(classes[at] == (0, 0) for at in order) >= 13


def test_nothing_gives_nothing() -> None:
    assert balanced(np.empty(0), [], MOST) == []
    assert in_page_order([]) == []
    assert longest_run([]) == 0


def test_the_page_keeps_areas_together_in_the_order_they_come_up() -> None:
    classes: list[Class] = [(3, 0), (1, 0), (3, 1), (2, 0), (1, 1)]
    assert in_page_order(classes) == [0, 2, 1, 4, 3]
