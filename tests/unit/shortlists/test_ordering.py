"""A list is put in order by buttons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.shortlists.rules.ordering import MOVES, Move, moved

ORDERS = st.lists(st.integers(1, 50), unique=True, min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("one", "move", "order"),
    [
        (2, "up", [2, 1, 3]),
        (2, "down", [1, 3, 2]),
        (3, "first", [3, 1, 2]),
        (1, "last", [2, 3, 1]),
        (1, "up", [1, 2, 3]),
        (3, "down", [1, 2, 3]),
        (9, "up", [1, 2, 3]),
    ],
)
def test_one_goes_where_the_button_says(one: int, move: Move, order: list[int]) -> None:
    assert moved([1, 2, 3], one, move) == order


@given(ORDERS, st.sampled_from(MOVES), st.data())
def test_nothing_is_lost_and_the_others_keep_their_order(
    order: list[int], move: Move, data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from(order))
    after = moved(order, one, move)
    assert sorted(after) == sorted(order)
    assert [each for each in after if each != one] == [each for each in order if each != one]


@given(ORDERS, st.data())
def test_down_undoes_up(order: list[int], data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(order[1:] or order))
    assert moved(moved(order, one, "up"), one, "down") == order or order[0] == one
