"""Reasons are said in words that an eleven-year-old can read, in the second person, with their facts filled in."""

from __future__ import annotations

import re

import pytest

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import MATTERS, Answers
from pathways.guidance.reason_words import SENTENCES, joined, length_words, sentence
from pathways.guidance.reasons import Said, in_order, total_of, weighed
from pathways.guidance.suggest import suggest
from pathways.guidance.weights import Part
from tests.unit.guidance.drawn_answers import PRESTON
from tests.unit.test_plain_english import grade, words_of

FACTS = {
    "activity": "r1",
    "interest": "r",
    "occupation": "carpenter",
    "area": "building-construction",
    "idea": "occupation:electrician",
    "subjects": ("art", "english"),
    "learning": "work",
    "route": "t-level",
    "mode": "bus",
    "modes": ("full-time", "part-time"),
    "avoid": "outdoors",
    "level": "3",
    "start": "2027-09-06",
    "months": 24,
    "pounds": 27500,
    "place": "Preston",
    "minutes": 20,
    "miles": 3.4,
}


def said(code: str) -> str:
    named = re.findall(r"%\((\w+)\)s", str(SENTENCES[code]))
    return sentence(code, {name: FACTS[name] for name in named})


@pytest.mark.parametrize("code", sorted(SENTENCES))
@pytest.mark.usefixtures("in_english")
def test_every_reason_can_be_said(code: str) -> None:
    text = said(code)
    assert "%(" not in text
    assert text[0].isupper()
    assert text.endswith(".")
    assert all(len(words_of(part)) <= 25 for part in re.split(r"(?<=[.:])\s", text))
    assert "should" not in text


@pytest.mark.usefixtures("in_english")
def test_all_reasons_together_read_at_the_age_of_eleven() -> None:
    assert grade([said(code) for code in SENTENCES]) <= 6.0


@pytest.mark.usefixtures("in_english")
def test_facts_stand_inside_a_sentence_as_people_write_them() -> None:
    assert said("interest-yes-job").startswith("You'd enjoy mending a bike")
    assert "art and English" in said("subjects")
    assert "T Level" in said("learning-fits")
    assert "September 2027" in said("start-fits")
    assert "£27,500" in said("pay-fits")
    assert said("nearness-minutes") == "About 20 minutes by bus from Preston."


@pytest.mark.usefixtures("in_english")
def test_lengths_and_lists_are_said_simply() -> None:
    assert [length_words(months) for months in (1, 9, 12, 18, 24, 36)] == [
        "1 month",
        "9 months",
        "1 year",
        "18 months",
        "2 years",
        "3 years",
    ]
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert joined(["a"]) == "a"
    assert joined([]) == ""


@pytest.mark.usefixtures("in_english")
def test_every_reason_that_is_given_is_about_an_answer_that_was_given(seeded: CatalogueSnapshot) -> None:
    for matter in MATTERS:
        found = suggest(seeded, Answers(home=PRESTON, matters=(matter,)))
        for item in found.items:
            assert {reason.kind for reason in item.reasons} <= {"matters", "nearness"}
            assert all(reason.text for reason in item.reasons)


def test_reasons_come_largest_first_and_what_is_against_is_kept_at_nothing() -> None:
    reasons = in_order(
        [
            weighed(Part.LEVEL, 0.1, Said("level-fits", {"level": "3"})),
            weighed(Part.SUBJECTS, 0.0, Said("subjects", {"subjects": (), "area": ""})),
            weighed(Part.AVOID, 0.0, Said("avoid-some", {"avoid": "blood"}, against=True)),
            weighed(Part.IDEAS, 0.30004, Said("ideas-near", {"idea": "area:health"})),
        ]
    )
    assert [reason.kind for reason in reasons] == ["ideas", "level", "avoid"]
    assert total_of(reasons) == 0.4
