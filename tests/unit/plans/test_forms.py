"""What was typed of an item, read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.plans.forms import LONGEST_TYPED, TypedItem, read_item
from pathways.plans.models import LONGEST_NOTE, PlanStatus


def test_a_form_as_it_is_meant() -> None:
    typed = read_item({"version": "3", "status": "applied", "note": " Ask about the bus "})
    assert typed == TypedItem(3, PlanStatus.APPLIED, "Ask about the bus")


@pytest.mark.parametrize("version", ["", "x", "-1", "1.5", "99999999999", "4294967296", "٣", "1" * 400])
def test_what_is_no_version_is_one_that_nothing_has(version: str) -> None:
    assert read_item({"version": version}).version == 0


@pytest.mark.parametrize("status", ["", "love", "KEEN", "keen ", "0"])
def test_what_is_no_status_is_none(status: str) -> None:
    assert read_item({"status": status}).status is None


@pytest.mark.parametrize("status", list(PlanStatus))
def test_every_status_is_read(status: PlanStatus) -> None:
    assert read_item({"status": status.value}).status is status


def test_a_full_postcode_is_cut_before_anybody_sees_the_note() -> None:
    assert read_item({"note": "Near Nan's, PR1 2HE"}).note == "Near Nan's, PR1 2"


@given(st.text(max_size=200) | st.just("PR1 2HE, by bus"))
def test_what_was_cut_once_stays_as_it_is_when_it_is_sent_again(typed: str) -> None:
    once = read_item({"note": typed}).note
    assert read_item({"note": once}).note == once


def test_a_note_that_is_too_long_is_kept_to_be_shown_again() -> None:
    assert not read_item({"note": "x" * LONGEST_NOTE}).is_too_long
    long = read_item({"note": "x" * (LONGEST_NOTE + 1)})
    assert long.is_too_long
    assert len(long.note) == LONGEST_NOTE + 1
    assert len(read_item({"note": "x" * 60000}).note) == LONGEST_TYPED


def test_a_line_end_counts_as_one_letter_whatever_the_browser_sends() -> None:
    assert read_item({"note": "a\r\nb"}).note == "a\nb"


@given(st.dictionaries(st.sampled_from(["version", "status", "note"]), st.text(max_size=700)))
def test_nothing_that_is_typed_breaks_the_reading(form: dict[str, str]) -> None:
    typed = read_item(form)
    assert 0 <= typed.version < 2**31
    assert len(typed.note) <= LONGEST_TYPED
