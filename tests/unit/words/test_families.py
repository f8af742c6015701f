"""A doer is found under the doing, and the other way round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.words.analysis import term_of
from pathways.words.families import relatives


@pytest.mark.parametrize(
    ("doer", "doing"),
    [
        ("plumber", "plumbing"),
        ("plumbers", "plumbing"),
        ("welder", "welding"),
        ("carer", "caring"),
        ("driver", "driving"),
        ("baker", "baking"),
        ("teacher", "teaching"),
        ("instructor", "instructing"),
    ],
)
def test_a_doer_is_related_to_the_doing(doer: str, doing: str) -> None:
    assert term_of(doing) in relatives(doer)


@pytest.mark.parametrize(
    ("doing", "doer"), [("plumbing", "plumber"), ("welding", "welder"), ("decking", "decker")]
)
def test_a_doing_is_related_to_the_doer(doing: str, doer: str) -> None:
    assert term_of(doer) in relatives(doing)


@pytest.mark.parametrize("word", ["care", "her", "ring", "law", "4x4er", "", "health"])
def test_other_words_have_no_such_relatives(word: str) -> None:
    assert relatives(word) == ()


@given(st.text(max_size=30))
def test_a_word_is_not_its_own_relative(word: str) -> None:
    assert term_of(word) not in relatives(word)
