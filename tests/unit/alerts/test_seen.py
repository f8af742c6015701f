"""What was shown already is packed small and comes back whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.alerts.searches import MOST_FOLLOWED
from pathways.alerts.seen import packed, unpacked

IDS = st.sets(st.integers(min_value=1, max_value=2**31 - 1), max_size=60)


@given(IDS)
def test_what_is_packed_comes_back(ids: set[int]) -> None:
    assert unpacked(packed(ids)) == ids


@given(IDS)
def test_the_order_of_a_search_makes_no_difference(ids: set[int]) -> None:
    assert packed(sorted(ids, reverse=True)) == packed(ids) == packed([*ids, *ids])


@pytest.mark.parametrize(("ids", "text"), [((), ""), ((7,), "7"), ((5, 3, 4), "3 1 1")])
def test_ids_are_kept_as_steps(ids: tuple[int, ...], text: str) -> None:
    assert packed(ids) == text
    assert unpacked(text) == set(ids)


def test_the_largest_search_that_is_followed_takes_a_few_kilobytes() -> None:
    assert len(packed(range(40_000_000, 40_000_000 + 500 * MOST_FOLLOWED, 500))) < 9_000
