"""Two spellings of one sound come to the same letters."""

from __future__ import annotations

import pytest

from pathways.words.sounds import sound_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("electrishan", "electrician"),
        ("recepsionist", "receptionist"),
        ("retale", "retail"),
        ("fotografy", "photography"),
        ("nurce", "nurse"),
        ("mechannic", "mechanic"),
        ("servise", "service"),
        ("riting", "writing"),
        ("nowledge", "knowledge"),
    ],
)
def test_what_sounds_the_same_is_the_same(typed: str, meant: str) -> None:
    assert sound_of(typed) == sound_of(meant)


@pytest.mark.parametrize(
    ("one", "other"), [("retake", "retail"), ("baker", "barber"), ("art", "earth"), ("it", "at")]
)
def test_what_sounds_otherwise_differs(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)
