"""The text of a letter: short lines, whole addresses, and nothing lost of what was to be said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.mail.text import WIDTH, letter_text

ADDRESS = "https://pathways.example/alerts/confirm?t=" + "a" * 64
WORDS = st.text(alphabet="abcdefgh", min_size=1, max_size=WIDTH)


@pytest.mark.parametrize(
    ("paragraphs", "text"),
    [
        (("Hello,", "Was it you?"), "Hello,\n\nWas it you?\n"),
        (("Hello,", "", "Bye."), "Hello,\n\nBye.\n"),
        (("Open this:\n" + ADDRESS,), f"Open this:\n{ADDRESS}\n"),
        (("1.  A list\n    · as it is",), "1.  A list\n    · as it is\n"),
    ],
)
def test_paragraphs_stand_apart_and_lines_stay(paragraphs: tuple[str, ...], text: str) -> None:
    assert letter_text(*paragraphs) == text


def test_a_long_paragraph_is_broken_between_words() -> None:
    said = "We write once a week at most, and only when this search has something new for you to see."
    lines = letter_text(said).splitlines()
    assert len(lines) == 2
    assert " ".join(lines) == said


@given(st.lists(st.lists(WORDS, min_size=1).map(" ".join), min_size=1, max_size=5))
def test_no_line_is_too_long_and_no_word_is_lost(paragraphs: list[str]) -> None:
    text = letter_text(*paragraphs)
    assert all(len(line) <= WIDTH for line in text.splitlines())
    assert text.split() == " ".join(paragraphs).split()
    assert text.endswith("\n") and not text.endswith("\n\n")


@given(st.text(alphabet="abc/?=", min_size=WIDTH + 1, max_size=3 * WIDTH))
def test_an_address_is_never_broken(address: str) -> None:
    assert letter_text(f"See:\n{address}").splitlines() == ["See:", address]
