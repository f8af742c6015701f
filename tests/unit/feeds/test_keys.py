"""Keys that are made of what a source says: short enough to be kept, and apart where the texts are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds.keys import LONGEST_KEY, bounded_key, short_digest

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=300)


@given(WORDS)
def test_a_key_is_never_too_long_and_a_short_one_is_itself(text: str) -> None:
    assert len(bounded_key(text)) <= LONGEST_KEY
    if len(text) <= LONGEST_KEY:
        assert bounded_key(text) == text


def test_long_keys_that_begin_alike_stay_apart() -> None:
    begun = "10000533@PR12HE@" + "a very long name of a venue " * 10
    assert bounded_key(begun + "north") != bounded_key(begun + "south")
    assert bounded_key(begun) == bounded_key(begun)


def test_a_digest_is_the_same_at_every_import() -> None:
    assert short_digest("Moorside") == short_digest("Moorside")
    assert short_digest("Moorside") != short_digest("moorside")
    assert len(short_digest("")) == 12
    assert short_digest("10000533") == "1538caf39a9b"
