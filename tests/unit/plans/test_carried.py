"""What a form carries of something that is listed no more: read again as it was, and only what we wrote."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.plans.carried import LONGEST_CARRIED, carried, carry
from pathways.plans.kept import keep, read_kept
from pathways.plans.operations import MOST_ITEMS
from tests.unit.plans.samples import KEY, kept, start

SAVED = kept(start(date(2027, 9, 6), date(2027, 3, 3)), id=7, title="Care: “nursing” and more…")
AS_SAVED = keep(SAVED.card, SAVED.starts)


def test_it_comes_back_as_it_was() -> None:
    again = carried(carry(AS_SAVED, key=KEY), 7, key=KEY)
    assert again == json.loads(json.dumps(AS_SAVED))
    assert again is not None and read_kept(again) == read_kept(AS_SAVED)


def test_it_is_good_for_its_own_opportunity_alone() -> None:
    assert carried(carry(AS_SAVED, key=KEY), 8, key=KEY) is None


def test_another_key_did_not_write_it() -> None:
    assert carried(carry(AS_SAVED, key=KEY), 7, key=KEY + "!") is None


def test_nobody_changes_a_word_of_it() -> None:
    value = carry(AS_SAVED, key=KEY)
    assert carried(value.replace("nursing", "gambling"), 7, key=KEY) is None
    assert carried(value[:-1] + ("0" if value[-1] != "0" else "1"), 7, key=KEY) is None


@pytest.mark.parametrize("value", ["", ".", "{}", "{}.", ".{}", '{"card":{"id":7}}.é', "\x00.\ud800"])
def test_what_is_none_of_ours_is_nothing(value: str) -> None:
    assert carried(value, 7, key=KEY) is None


@given(st.text(max_size=200), st.text(alphabet="0123456789abcdef", min_size=64, max_size=64))
def test_no_guess_is_taken(said: str, seal: str) -> None:
    assert carried(f"{said}.{seal}", 7, key=KEY) is None


def test_it_fits_into_its_field_and_a_full_plan_of_them_into_a_form() -> None:
    long = keep(
        kept(*(start(date(2027, 9, day)) for day in range(1, 21)), title="x" * 250).card, SAVED.starts
    )
    assert len(carry(long, key=KEY)) < LONGEST_CARRIED / 4
    assert len(json.dumps(AS_SAVED)) * MOST_ITEMS < 500_000
