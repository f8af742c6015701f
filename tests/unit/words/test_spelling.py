"""Misspelt words are mended by the words that are known."""

from __future__ import annotations

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from pathways.words.run_together import split_word
from pathways.words.spelling import furthest, may_be_mended, nearest_word

KNOWN = {
    "engineering": 900, "engine": 40, "hairdressing": 300, "hair": 350, "dressing": 5, "plumbing": 120, "plumber": 80,
    "nursing": 400, "nursery": 90, "law": 60, "lowestoft": 3, "electrician": 200, "electrical": 210, "business": 500,
    "brick": 20, "bricklaying": 150, "laying": 15, "carpentry": 140, "mechanic": 180, "mechanics": 90, "psychology": 75,
    "accounting": 130, "beauty": 300, "beautiful": 10, "veterinary": 45, "childcare": 88, "health": 800, "care": 820,
}  # fmt: skip


def starting(letters: str) -> list[str]:
    """The known words that begin so."""
    return sorted(word for word in KNOWN if word.startswith(letters))


def count(word: str) -> int:
    """How common a word is."""
    return KNOWN.get(word, 0)


def mended(word: str) -> str | None:
    """The word meant."""
    return nearest_word(word, starting, count)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("enjinering", "engineering"),
        ("engeneering", "engineering"),
        ("enginering", "engineering"),
        ("hairdresing", "hairdressing"),
        ("plumming", "plumbing"),
        ("plubming", "plumbing"),
        ("nursng", "nursing"),
        ("electritian", "electrician"),
        ("buisness", "business"),
        ("busines", "business"),
        ("carpentary", "carpentry"),
        ("mecanic", "mechanic"),
        ("psycology", "psychology"),
        ("accountng", "accounting"),
        ("vetinary", "veterinary"),
        ("helth", "health"),
        ("bricklayng", "bricklaying"),
    ],
)
def test_common_slips_are_mended(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize("typed", ["sychology", "nealth", "lectrician", "gengineering"])
def test_a_wrong_first_letter_is_forgiven_when_the_rest_is_right(typed: str) -> None:
    assert mended(typed) in KNOWN


@pytest.mark.parametrize(
    "typed", ["lww", "car", "it", "ab", "hnc", "3d", "level3", "2026", "st12345", "看護師です"]
)
def test_short_words_and_words_with_figures_are_left(typed: str) -> None:
    assert mended(typed) is None or may_be_mended(typed)
    assert not may_be_mended(typed) or typed.isalpha()


@pytest.mark.parametrize("typed", ["xyzzyqqq", "zzzz", "qqqqqqqqqqqq"])
def test_a_word_like_no_other_is_left(typed: str) -> None:
    assert mended(typed) is None


def test_law_does_not_become_lowestoft() -> None:
    assert mended("law") is None
    assert mended("lawe") == "law"


def test_the_commoner_of_two_equally_near_words_is_meant() -> None:
    assert mended("nursang") == "nursing"
    assert mended("mechanik") == "mechanic"


def test_a_word_that_nothing_holds_any_more_is_never_offered() -> None:
    assert (
        nearest_word("plumbng", starting, lambda word: 0 if word == "plumbing" else count(word)) != "plumbing"
    )


@pytest.mark.parametrize(
    ("word", "edits"), [("abcd", 1), ("abcde", 1), ("abcdef", 2), ("abcdefgh", 2), ("abcdefghi", 3)]
)
def test_longer_words_may_be_further_off(word: str, edits: int) -> None:
    assert furthest(word) == edits


@pytest.mark.parametrize(
    ("typed", "halves"),
    [
        ("healthcare", ("health", "care")),
        ("hairbeauty", ("hair", "beauty")),
        ("bricklaying", ("brick", "laying")),
    ],
)
def test_words_run_together_are_parted(typed: str, halves: tuple[str, str]) -> None:
    assert split_word(typed, count) == halves


@pytest.mark.parametrize("typed", ["zzhealth", "healthzz", "care", "", "health2care", "carelaw1"])
def test_what_is_not_two_known_words_is_not_parted(typed: str) -> None:
    assert split_word(typed, count) is None


@given(st.sampled_from(sorted(word for word in KNOWN if len(word) > 6)), st.integers(0, 2**32 - 1))
def test_one_slip_in_a_long_word_leads_back_to_it_or_to_one_as_near(word: str, seed: int) -> None:
    chance = random.Random(seed)
    at = chance.randrange(1, len(word))
    kind = chance.choice("drs")
    letter = chance.choice(string.ascii_lowercase)
    typed = {
        "d": word[:at] + word[at + 1 :],
        "r": word[:at] + letter + word[at + 1 :],
        "s": word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
    }[kind]
    found = mended(typed)
    if typed in KNOWN:
        return
    assert found is not None
    assert OSA.distance(typed, found) <= OSA.distance(typed, word)


@given(st.text(max_size=40))
def test_any_text_can_be_tried(text: str) -> None:
    assert mended(text) is None or mended(text) in KNOWN
    parted = split_word(text, count)
    assert parted is None or "".join(parted) == text
