"""Online, face to face or free: asked for in own words, met by a fact of each option, and said so."""

from __future__ import annotations

import pytest

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.cli.suggest import in_words
from pathways.guidance.answers import WANTS, Answers
from pathways.guidance.choices import codes_of
from pathways.guidance.suggest import suggest
from pathways.guidance.wants import MEETS
from pathways.guidance.weights import WEIGHTS, Part

ASKED = Answers(stage="19-24", ideas=("area:computing-digital",))


def share_of(found: CatalogueSnapshot, answers: Answers, delivery: str) -> float:
    items = suggest(found, answers).items[:10]
    return sum(item.card.delivery == delivery for item in items) / len(items)


def test_every_want_has_a_name_and_something_that_meets_it() -> None:
    assert codes_of("want") == WANTS == tuple(MEETS)


def test_more_comes_online_for_whoever_asks_for_it(seeded: CatalogueSnapshot) -> None:
    wanting = Answers(stage="19-24", ideas=ASKED.ideas, wants=("online",))
    assert share_of(seeded, wanting, "online") > share_of(seeded, ASKED, "online")


@pytest.mark.parametrize(
    ("want", "words"),
    [
        ("online", "You asked for something online, and this is."),
        ("in-person", "You asked to learn face to face, and here you would."),
        ("free", "You asked for something free, and you pay nothing to learn here."),
    ],
)
def test_want_that_is_met_is_a_reason_of_its_own(seeded: CatalogueSnapshot, want: str, words: str) -> None:
    answers = Answers(stage="19-24", ideas=ASKED.ideas, wants=(want,))
    said = [
        (item.card, reason)
        for item in suggest(seeded, answers).items
        for reason in item.reasons
        if reason.kind == "wants"
    ]
    met = [card for card, reason in said if reason.code == f"{want}-fits"]
    assert met
    with in_words():
        assert {reason.text for _, reason in said if reason.code == f"{want}-fits"} == {words}
    if want == "free":
        assert {card.money for card in met} <= {"free", "paid"}
    elif want == "online":
        assert {card.delivery for card in met} == {"online"}
    else:
        assert "online" not in {card.delivery for card in met}


def test_several_wants_share_one_weight(seeded: CatalogueSnapshot) -> None:
    answers = Answers(stage="19-24", wants=("free", "in-person"))
    whole = WEIGHTS[Part.WANTS] / (WEIGHTS[Part.WANTS] + WEIGHTS[Part.LEVEL])
    for item in suggest(seeded, answers).items:
        weights = [reason.weight for reason in item.reasons if reason.kind == "wants"]
        assert sum(weights) <= whole + 1e-3
        assert all(weight <= whole / 2 + 1e-3 for weight in weights)
