"""Every choice has a code that answers can hold, and words that an eleven-year-old can read."""

from __future__ import annotations

import pytest

from pathways.catalogue.learner_query import HIGHEST_ANSWERS, STAGES, SUBJECT_ANSWERS
from pathways.guidance.answers import ACTIVITIES, LEARNINGS, LIKINGS, MATTERS, MINUTES, PATTERNS
from pathways.guidance.choices import choices, codes_of, name_of
from pathways.guidance.ideas import idea_name, is_idea
from pathways.places.travel import TRAVEL_MODES

CODES: dict[str, tuple[str, ...]] = {
    "stage": STAGES,
    "travel": TRAVEL_MODES,
    "minutes": (*map(str, MINUTES), "move"),
    "liking": LIKINGS,
    "learning": LEARNINGS,
    "english": SUBJECT_ANSWERS,
    "maths": SUBJECT_ANSWERS,
    "highest": HIGHEST_ANSWERS,
    "pattern": PATTERNS,
    "matters": MATTERS,
    "activity": ACTIVITIES,
}


@pytest.mark.parametrize("field", CODES)
@pytest.mark.usefixtures("in_english")
def test_every_code_of_the_answers_can_be_chosen_and_has_a_name(field: str) -> None:
    assert sorted(codes_of(field)) == sorted(CODES[field])
    names = [choice.label for choice in choices(field)]
    assert len(set(names)) == len(names)
    assert all((name and name[0].isupper()) or name[0].isdigit() for name in names)


@pytest.mark.usefixtures("in_english")
def test_subjects_and_things_to_avoid_come_from_their_tables() -> None:
    assert name_of("subject", "maths") == "Maths"
    assert name_of("avoid", "blood") == "Seeing blood"
    assert name_of("avoid", "dragons") == "dragons"
    assert len(codes_of("subject")) > 20


@pytest.mark.usefixtures("in_english")
def test_activities_and_ways_to_travel_have_pictures() -> None:
    for field in ("activity", "travel", "learning", "matters"):
        assert all(choice.icon for choice in choices(field)), field


@pytest.mark.usefixtures("in_english")
def test_an_idea_is_called_by_its_name() -> None:
    assert idea_name("occupation:veterinary-nurse") == "Veterinary nurse"
    assert idea_name("area:health") == "Health"
    assert idea_name("words:anime") == "Anime"
    assert idea_name("route:t-level") == "T Level"
    assert idea_name("level:6") == "Level 6"


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("occupation:veterinary-nurse", True),
        ("occupation:dragon-tamer", False),
        ("area:health", True),
        ("area:magic", False),
        ("route:degree", True),
        ("route:shortcut", False),
        ("level:3", True),
        ("level:99", False),
        ("words:computer games", True),
        ("words:", False),
        ("words:<script>", False),
        ("words:pr1 2he", False),
        ("electrician", False),
        ("", False),
    ],
)
def test_only_what_stands_for_something_is_an_idea(code: str, known: bool) -> None:
    assert is_idea(code) is known
