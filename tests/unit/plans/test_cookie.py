"""The cookie: it holds the words, and nothing that we did not write is ever believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.plans.cookie import RememberedPlan, read_cookie, write_cookie
from tests.unit.plans.samples import KEY

CODE = "apple-anchor-zigzag-zone-yoga"
OWN = write_cookie(RememberedPlan(CODE), key=KEY)


@pytest.mark.parametrize("is_shared", [False, True])
def test_what_was_written_is_read(is_shared: bool) -> None:
    remembered = RememberedPlan(CODE, is_shared)
    assert read_cookie(write_cookie(remembered, key=KEY), key=KEY) == remembered


def test_it_fits_into_a_cookie_without_quotation_marks() -> None:
    assert set(OWN) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")


def test_under_another_key_it_is_nothing() -> None:
    assert read_cookie(OWN, key=KEY + "!") is None


@pytest.mark.parametrize(
    "value",
    [
        "",
        ".",
        "..",
        "own",
        f"own.{CODE}",
        f"own.{CODE}.",
        OWN.replace("apple", "album"),
        OWN.replace("own.", "shared."),
        OWN.replace("own.", "admin."),
        OWN[:-1],
        OWN + "0",
        f"own.{CODE}.\u00e9",
        OWN.upper(),
    ],
)
def test_what_we_did_not_write_is_no_code(value: str) -> None:
    assert read_cookie(value, key=KEY) is None


@given(st.text(max_size=200))
def test_nothing_in_a_cookie_breaks_the_reading(value: str) -> None:
    assert read_cookie(value, key=KEY) is None


@given(st.integers(0, len(OWN) - 1), st.characters(codec="ascii"))
def test_one_letter_changed_anywhere_is_noticed(at: int, letter: str) -> None:
    changed = OWN[:at] + letter + OWN[at + 1 :]
    assert changed == OWN or read_cookie(changed, key=KEY) is None
