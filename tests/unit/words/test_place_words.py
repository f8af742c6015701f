"""Where a sentence may name a place, and what is left of it without."""

from __future__ import annotations

import pytest

from pathways.words.place_words import PlacePhrase, place_phrases, without_span
from pathways.words.sentences import read_sentence
from tests.unit.words.small_thesaurus import small_thesaurus

THESAURUS = small_thesaurus()


def phrases(text: str) -> list[PlacePhrase]:
    """Every phrase that may name a place."""
    return list(place_phrases(read_sentence(text, THESAURUS), THESAURUS))


def left_by(text: str, name: str) -> str:
    """What is left of a text when a name in it was the place."""
    phrase = next(phrase for phrase in phrases(text) if phrase.name == name)
    return without_span(phrase.text, phrase.start, phrase.end)


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("nursing near Preston", "Preston", "nursing"),
        ("plumber near Newcastle upon Tyne please", "Newcastle upon Tyne", "plumber please"),
        ("cars in Leeds", "Leeds", "cars"),
        ("hairdressing PR1", "PR1", "hairdressing"),
        ("hairdressing pr1 2 evening", "pr1 2", "hairdressing evening"),
        ("cars within 10 miles of Consett", "Consett", "cars"),
        ("something to do in Truro, with cars", "Truro", "something to do , with cars"),
        ("zebra keeping Truro", "Truro", "zebra keeping"),
    ],
)
def test_a_place_and_the_words_before_it_are_taken_out(text: str, name: str, left: str) -> None:
    assert left_by(text, name) == left


def test_near_is_sure_of_a_place_and_in_is_not() -> None:
    assert all(phrase.is_certain for phrase in phrases("cars near leeds"))
    assert not any(phrase.is_certain for phrase in phrases("cars in leeds"))


@pytest.mark.parametrize(
    "text", ["level 3 in hairdressing", "in maths", "plumber", "zebra keeping truro", '"near Truro"']
)
def test_what_names_a_subject_or_nothing_is_no_place(text: str) -> None:
    assert phrases(text) == []


def test_miles_are_read_with_the_place() -> None:
    found = [phrase for phrase in phrases("cars within 10 miles of Consett") if phrase.name == "Consett"]
    assert found[0].miles == 10
