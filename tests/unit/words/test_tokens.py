"""What somebody typed becomes tokens that know where they stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.words.tokens import MOST_TOKENS, readable, stems_of, tokens_of


def words(text: str) -> list[str]:
    """The folded words of the tokens of a text."""
    return [token.word for token in tokens_of(readable(text))]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("A Level maths", ["alevel", "maths"]),
        ("a level 2 course", ["a", "level", "2", "course"]),
        ("3 A levels", ["3", "alevels"]),
        ("t-level", ["tlevel"]),
        ("i.t. support", ["infotech", "support"]),
        ("IT", ["infotech"]),
        ("I love it when it is sunny", ["i", "love", "it", "when", "it", "is", "sunny"]),
        ("h.g.v. driver", ["hgv", "driver"]),
        ("c++ and .NET", ["cplusplus", "and", "dotnet"]),
        ("don't", ["dont"]),
        ("don’t", ["dont"]),
        ("être infirmière", ["etre", "infirmiere"]),
        ("🚗🔧", ["🚗", "🔧"]),
        ("护士", ["护", "士"]),
        ("£££", ["£££"]),
        ("", []),
        ("!?…", []),
    ],
)
def test_words_are_cut_as_people_mean_them(typed: str, expected: list[str]) -> None:
    assert words(typed) == expected


@pytest.mark.parametrize("typed", ["শিক্ষক", "ਨਰਸ", "શિક્ષક", "ممرضة", "ஆசிரியர்", "नौकरी"])
def test_a_word_of_another_script_is_one_token(typed: str) -> None:
    assert len(words(typed)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("👩‍🍳", "👨‍🍳"),
        ("👩🏽‍🍳", "👩‍🍳"),
        ("⚖️", "⚖"),
        ("🧑‍⚕️", "👩‍⚕️"),
        ("“it”", '"it"'),
        ("nur\u00adsing", "nursing"),
    ],
)
def test_marks_that_nobody_means_make_no_difference(one: str, other: str) -> None:
    assert stems_of(one) == stems_of(other) != ()


def test_plurals_share_a_stem() -> None:
    assert stems_of("sparkies") == stems_of("sparky")
    assert stems_of("painters and decorators") == stems_of("painter and decorator")


def test_a_token_stands_where_it_says() -> None:
    text = readable("I like t levels, don't you?")
    assert [text[token.start : token.end] for token in tokens_of(text)] == [
        "I",
        "like",
        "t levels",
        "don't",
        "you",
    ]


@given(st.text(max_size=300))
def test_any_text_becomes_tokens_in_order(text: str) -> None:
    line = readable(text)
    found = tokens_of(line)
    assert len(found) <= MOST_TOKENS
    assert all(token.word and 0 <= token.start < token.end <= len(line) for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
