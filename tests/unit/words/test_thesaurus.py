"""Terms are found by their words, then by their stems; and the longest known run wins."""

from __future__ import annotations

import pytest

from pathways.words.thesaurus import Kind, Meaning, Thesaurus
from pathways.words.tokens import readable, tokens_of
from tests.unit.words.small_thesaurus import TERMS, small_thesaurus


def meant(thesaurus: Thesaurus, text: str) -> dict[int, set[tuple[str, ...]]]:
    """What the runs at the beginning of a text stand for, by their length."""
    runs = thesaurus.runs_at(tokens_of(readable(text)), 0)
    return {length: {meaning.values for meaning in meanings} for length, meanings in runs}


def test_every_length_of_run_is_known() -> None:
    assert meant(small_thesaurus(), "vet nurse course") == {1: {("vet",)}, 2: {("veterinary-nurse",)}}


@pytest.mark.parametrize("typed", ["sparky", "Sparkies", "SPARKY"])
def test_case_and_plural_make_no_difference(typed: str) -> None:
    assert meant(small_thesaurus(), typed) == {1: {("electrician",)}}


def test_the_very_word_goes_before_one_that_shares_its_stem() -> None:
    assert meant(small_thesaurus(), "hospitality") == {1: {("food-hospitality-travel",)}}
    assert meant(small_thesaurus(), "hospitals") == {1: {("health",)}}


def test_a_term_typed_in_two_words_is_found() -> None:
    assert meant(small_thesaurus(), "brick layer") == {2: {("bricklayer",)}}


def test_two_way_words_stand_for_each_other() -> None:
    assert meant(small_thesaurus(), "mathematics") == {1: {("maths",)}}
    assert meant(small_thesaurus(), "maths") == {1: {("mathematics",)}}


def test_it_alone_is_the_subject_and_inside_a_run_the_little_word() -> None:
    thesaurus = Thesaurus(
        (
            Meaning("IT", Kind.AREA, ("computing-digital",)),
            Meaning("fix it", Kind.AREA, ("engineering-making",)),
        )
    )
    assert meant(thesaurus, "it") == {1: {("computing-digital",)}}
    assert meant(thesaurus, "fix it") == {2: {("engineering-making",)}}


def test_a_whole_phrase_may_be_misspelt() -> None:
    assert small_thesaurus().phrase_like("work wiht animls") == "work with animals"
    assert small_thesaurus().phrase_like("work with animals") is None
    assert small_thesaurus().phrase_like("electrician") is None


@pytest.mark.parametrize("meaning", TERMS, ids=lambda meaning: meaning.term)
def test_without_a_meaning_the_rest_is_as_if_it_had_never_been(meaning: Meaning) -> None:
    less, never = (
        small_thesaurus().without(meaning),
        Thesaurus(other for other in small_thesaurus_meanings() if other is not meaning),
    )
    assert meant(less, meaning.term) == meant(never, meaning.term)
    assert (less.stems, less.words, less.forms, less.phrases) == (
        never.stems,
        never.words,
        never.forms,
        never.phrases,
    )
    assert meant(small_thesaurus(), meaning.term) != meant(less, meaning.term)


def small_thesaurus_meanings() -> list[Meaning]:
    """Every meaning of the small thesaurus."""
    return [
        meaning
        for entries in small_thesaurus().entries.values()
        for meaning in dict.fromkeys(entry.meaning for entry in entries)
        if meaning in TERMS or meaning.kind in (Kind.NOT, Kind.FILLER)
    ]
