"""A sentence is taken apart into what it stands for, what is refused, and the words that are left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.words.sentences import Sentence, read_sentence
from tests.unit.words.small_thesaurus import TERMS, small_thesaurus

THESAURUS = small_thesaurus()
TYPED = st.lists(
    st.sampled_from(
        [*(meaning.term for meaning in TERMS), "not", "hate", "or", "and", "but", ",", '"', "-", "zebra"]
    ),
    max_size=12,
).map(" ".join)


def read(text: str) -> Sentence:
    """A sentence by the few terms."""
    return read_sentence(text, THESAURUS)


def wanted(text: str) -> list[str]:
    """The runs that are wanted, small talk left out."""
    return [
        _words(piece.tokens) for piece in read(text).pieces if not piece.is_small_talk and not piece.refused
    ]


def refused(text: str) -> list[str]:
    """The runs that are not wanted."""
    return [_words(piece.tokens) for piece in read(text).pieces if piece.refused]


def plain(text: str) -> list[str]:
    """The words that stand for nothing known."""
    return [token.word for token in read(text).plain]


def _words(tokens: tuple) -> str:  # type: ignore[type-arg]
    return " ".join(token.word for token in tokens)


@pytest.mark.parametrize(
    ("text", "runs", "left"),
    [
        ("sparky", ["sparky"], []),
        ("idk want to do something with cars", ["cars"], []),
        ("i want to work with animals", ["work with animals"], []),
        ("vet nurse apprenticeship", ["vet nurse", "apprenticeship"], []),
        ("my daughter is a zebra keeper", [], ["zebra", "keeper"]),
        ("🐶🐶", ["🐶", "🐶"], []),
        ("level 3 maths, online", ["level 3", "maths", "online"], []),
        ("animals. cars", ["animals", "cars"], []),
        ("as soon. as possible", [], ["soon", "possible"]),
    ],
)
def test_the_longest_known_runs_are_taken(text: str, runs: list[str], left: list[str]) -> None:
    assert wanted(text) == runs
    assert plain(text) == left


@pytest.mark.parametrize(
    ("text", "no", "yes"),
    [
        ("not university", ["university"], []),
        ("I don't want to go to uni", ["uni"], []),
        ("hates maths", ["maths"], []),
        ("animals but not a vet", ["vet"], ["animals"]),
        ("hate maths and exams but love cars", ["maths"], ["exams", "cars"]),
        ("no hairdressing or cars, animals", ["hairdressing", "cars"], ["animals"]),
        ("don't want uni. apprenticeship", ["uni"], ["apprenticeship"]),
        ("not only cars", [], ["cars"]),
        ("anything but hairdressing", ["hairdressing"], []),
        ("I hate sitting around with cars", ["cars"], []),
    ],
)
def test_what_is_refused_is_told_from_what_is_wanted(text: str, no: list[str], yes: list[str]) -> None:
    assert refused(text) == no
    assert wanted(text) == yes


def test_a_wish_to_avoid_something_is_no_refusal_of_it() -> None:
    assert refused("hates exams") == []
    assert wanted("hates exams") == ["exams"]


@pytest.mark.parametrize("text", ['"apprenticeship"', "-apprenticeship", '"vet nurse" -cars'])
def test_quotes_and_minus_keep_words_as_words(text: str) -> None:
    assert wanted(text) == refused(text) == []


def test_names_stay_words() -> None:
    text = "university of cars"
    assert [piece.tokens[0].word for piece in read_sentence(text, THESAURUS, [(0, 10)]).pieces] == ["cars"]


@given(TYPED | st.text(max_size=200))
def test_every_token_is_in_one_place_and_pieces_are_in_order(text: str) -> None:
    sentence = read(text)
    in_pieces = [token for piece in sentence.pieces for token in piece.tokens]
    assert len(in_pieces) == len(set(in_pieces))
    assert not set(in_pieces) & set(sentence.plain)
    assert set(in_pieces) | set(sentence.plain) | set(sentence.refused) <= set(sentence.tokens)
    starts = [piece.start for piece in sentence.pieces]
    assert starts == sorted(starts)
    assert all(piece.end <= len(sentence.text) for piece in sentence.pieces)


@given(TYPED)
def test_reading_again_gives_the_same(text: str) -> None:
    assert read(text) == read(text)
