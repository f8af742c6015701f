"""What is kept of an opportunity: all that its card says, and nothing of the person."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date

import pytest

from pathways.catalogue.results import Card
from pathways.catalogue.starts import StartDates
from pathways.front.gallery_samples import sample_cards
from pathways.plans.kept import Kept, keep, read_kept
from tests.unit.plans.samples import SEPTEMBER, TODAY, VACANCY, start

STARTS = (SEPTEMBER, start(is_flexible=True, start_text="Any Monday"))


@pytest.mark.parametrize("card", sample_cards(TODAY), ids=lambda card: card.title)
def test_a_card_and_its_starts_come_back_as_they_were(card: Card) -> None:
    stored = json.loads(json.dumps(keep(card, STARTS)))
    assert read_kept(stored) == Kept(replace(card, distance_miles=None, eligibility=None), STARTS)


def test_neither_a_distance_nor_a_verdict_is_kept() -> None:
    stored = keep(replace(VACANCY, distance_miles=1.2), STARTS)
    assert {"distance_miles", "eligibility"} & set(stored["card"]) == set()
    assert "1.2" not in json.dumps(stored)


@pytest.mark.parametrize("name", [field.name for field in fields(Card)])
def test_a_fact_that_an_earlier_version_did_not_store_is_not_known(name: str) -> None:
    stored = keep(VACANCY, STARTS)
    stored["card"].pop(name, None)
    value = getattr(read_kept(stored).card, name)
    assert value in (None, "", 0, ()) or value is False


def test_a_fact_that_a_later_version_stored_is_left_alone() -> None:
    stored = keep(VACANCY, STARTS)
    stored["card"]["colour"] = "blue"
    stored["starts"][0]["weather"] = "fair"
    assert read_kept(stored).starts == STARTS


def test_days_are_stored_as_everybody_writes_them() -> None:
    stored = keep(VACANCY, (StartDates(date(2027, 9, 6), None),))
    assert stored["starts"][0]["starts_on"] == "2027-09-06"
    assert stored["starts"][0]["closes_on"] is None


def test_nothing_stored_is_an_empty_card() -> None:
    empty = read_kept({})
    assert empty.starts == ()
    assert (empty.card.title, empty.card.areas, empty.card.next_start) == ("", (), None)
