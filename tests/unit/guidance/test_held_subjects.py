"""English and maths that somebody has passed are not suggested again; those still to come are, and say why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import Answers
from pathways.guidance.held_subjects import ENGLISH, MATHS, subjects_in
from pathways.guidance.suggest import suggest
from tests.unit.guidance.drawn_answers import PRESTON

SKILLS = "essential-skills"
WITHOUT_MATHS = Answers(
    stage="19-24",
    home=PRESTON,
    travel_mode="bus",
    travel_minutes=60,
    activities=(("s1", "yes"), ("s2", "yes")),
    english="have",
    maths="not-yet",
    highest="2",
)


def taught_to(found_for: Answers, snapshot: CatalogueSnapshot) -> list[int]:
    found = suggest(snapshot, found_for, most=60)
    return [subjects_in(item.card.title) for item in found.items if item.card.route == SKILLS]


@pytest.mark.parametrize(
    ("title", "subjects"),
    [
        ("GCSE English Language", ENGLISH),
        ("GCSE Maths for Health Careers", MATHS),
        ("Functional Skills Mathematics Level 1", MATHS),
        ("English and maths for work", ENGLISH | MATHS),
        ("ESOL for Farm and Hotel Workers", ENGLISH),
        ("British Sign Language Level 1", 0),
    ],
)
def test_a_title_tells_what_is_taught(title: str, subjects: int) -> None:
    assert subjects_in(title) == subjects


def test_somebody_with_english_and_no_maths_is_shown_maths(seeded: CatalogueSnapshot) -> None:
    taught = taught_to(WITHOUT_MATHS, seeded)
    assert MATHS in taught
    assert ENGLISH not in taught


def test_somebody_with_both_is_shown_neither(seeded: CatalogueSnapshot) -> None:
    assert not {ENGLISH, MATHS} & set(taught_to(replace(WITHOUT_MATHS, maths="have"), seeded))


def test_somebody_who_has_english_in_mind_is_shown_it_all_the_same(seeded: CatalogueSnapshot) -> None:
    in_mind = replace(WITHOUT_MATHS, maths="have", ideas=("words:english",))
    assert ENGLISH in taught_to(in_mind, seeded)


@pytest.mark.usefixtures("in_english")
def test_maths_is_suggested_for_the_maths_and_not_for_a_job(seeded: CatalogueSnapshot) -> None:
    found = suggest(seeded, WITHOUT_MATHS, most=60)
    skills = [item for item in found.items if item.card.route == SKILLS]
    assert skills
    for item in skills:
        codes = {reason.code for reason in item.reasons}
        assert ("level-resit" in codes) == bool(subjects_in(item.card.title) & MATHS)
        assert not any(code.startswith("interest-yes") for code in codes)
