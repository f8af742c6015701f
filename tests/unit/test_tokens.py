"""Tokens: long enough, safe in an address, and worth nothing in the form in which they are kept."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.places.postcodes import contains_full_postcode
from pathways.tokens import HASH_LENGTH, keyed_hash, may_be_token, new_token


def test_a_token_holds_256_bits_and_may_stand_in_an_address() -> None:
    made = {new_token() for _ in range(500)}
    assert len(made) == 500
    assert all(re.fullmatch(r"[A-Za-z0-9]{43}", token) for token in made)
    assert all(may_be_token(token) for token in made)


@given(st.text(max_size=50) | st.from_regex(r"[\w\-é]{42,44}\n?", fullmatch=True))
def test_nothing_else_looks_like_a_token(text: str) -> None:
    assert may_be_token(text) is bool(re.fullmatch(r"[A-Za-z0-9]{43}", text))


def test_no_token_is_taken_for_a_postcode_and_cut_in_an_address() -> None:
    # With hyphens and underscores about 27 in 10,000 were.
    made = [new_token() for _ in range(20_000)]
    assert not [token for token in made if contains_full_postcode(f"/s/{token}.ics")]


@given(st.text(), st.text(min_size=1), st.text(min_size=1))
def test_a_hash_is_always_of_one_length_and_the_same_again(secret: str, purpose: str, key: str) -> None:
    made = keyed_hash(secret, purpose=purpose, key=key.encode("utf-8", "replace").decode())
    assert re.fullmatch(rf"[0-9a-f]{{{HASH_LENGTH}}}", made)
    assert made == keyed_hash(secret, purpose=purpose, key=key.encode("utf-8", "replace").decode())


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_a_hash_made_for_one_thing_is_worth_nothing_for_another(
    secret: str, purpose: str, other_secret: str, other_purpose: str
) -> None:
    same = (secret, purpose) == (other_secret, other_purpose)
    one = keyed_hash(secret, purpose=purpose, key="k")
    other = keyed_hash(other_secret, purpose=other_purpose, key="k")
    assert (one == other) is same


def test_another_key_makes_another_hash() -> None:
    assert keyed_hash("a", purpose="plan", key="one") != keyed_hash("a", purpose="plan", key="two")


def test_nothing_is_hashed_without_a_key() -> None:
    with pytest.raises(ValueError, match="key"):
        keyed_hash("a", purpose="plan", key="")
