"""Two words typed as one are taken apart where both are known, and where it is the likeliest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.words.run_together import SHORTEST_HALF, split_word

COMMON = {
    "health": 800,
    "care": 820,
    "hair": 350,
    "art": 90,
    "animal": 60,
    "law": 40,
    "childcare": 88,
    "child": 70,
}


def count(word: str) -> int:
    """How many opportunities hold a word."""
    return COMMON.get(word, 0)


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("healthcare", "health", "care"),
        ("animalcare", "animal", "care"),
        ("artlaw", "art", "law"),
        ("lawlaw", "law", "law"),
        ("childcarehealth", "childcare", "health"),
    ],
)
def test_two_known_words_are_parted_where_one_ends(typed: str, first: str, second: str) -> None:
    assert split_word(typed, count) == (first, second)


@pytest.mark.parametrize(
    "typed",
    ["", "care", "careful", "healthcarelaw", "hair care", "health-care", "art3law", "itcare", "HEALTHCARE"],
)
def test_what_is_not_two_known_words_stays_one(typed: str) -> None:
    assert split_word(typed, count) is None


def test_of_several_ways_to_part_a_word_the_one_whose_rarer_half_is_commonest_is_meant() -> None:
    known = {"car": 500, "petcare": 1, "carpet": 30, "care": 3}
    assert split_word("carpetcare", lambda word: known.get(word, 0)) == ("carpet", "care")
    assert split_word("carpetcare", lambda word: (known | {"petcare": 9}).get(word, 0)) == ("car", "petcare")


@pytest.mark.parametrize(("typed", "parted"), [("abcdef", True), ("abcde", False)])
def test_each_half_has_letters_enough_to_be_a_word(typed: str, parted: bool) -> None:
    assert (split_word(typed, lambda word: 1) is not None) is parted


@given(st.sampled_from(sorted(COMMON)), st.sampled_from(sorted(COMMON)))
def test_any_two_known_words_come_apart_into_known_words(one: str, other: str) -> None:
    halves = split_word(one + other, count)
    assert halves is not None
    assert "".join(halves) == one + other
    assert min(map(count, halves)) >= min(count(one), count(other))
    assert min(map(len, halves)) >= SHORTEST_HALF
