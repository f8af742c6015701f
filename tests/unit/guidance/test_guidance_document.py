"""What docs/guidance.md tells careers advisers is what the code does: weights, journeys, nearness, the example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.interest import SCALE, interest_of, interest_sums
from pathways.guidance.nearness import WITHOUT_PLACE, fitted_decay
from pathways.guidance.parts import weight_of
from pathways.guidance.profiles import read_profiles
from pathways.guidance.reach import ENOUGH, WIDER_MILES
from pathways.guidance.suggest import suggest
from pathways.guidance.weights import NEARNESS_WHEN_MOVING, WEIGHTS, Part
from pathways.paths import resource_dir
from pathways.places.travel import PACES, miles_within
from tests.unit.guidance.test_suggest import BUILDER

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "guidance.md").read_text(encoding="utf-8")
SEED = resource_dir("seed_data")


def rows_after(heading: str) -> list[list[str]]:
    """The cells of the first table after a heading."""
    lines = TEXT.split(f"{heading}\n", 1)[1].splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("|---"))
    found = []
    for line in lines[start + 1 :]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def test_the_table_of_weights_is_the_one_in_the_code() -> None:
    assert {row[0]: float(row[1]) for row in rows_after("## Score")} == {
        part.value: weight for part, weight in WEIGHTS.items()
    }
    assert f"({NEARNESS_WHEN_MOVING:g} for somebody who could move)" in TEXT


def test_the_journeys_are_those_of_the_estimator() -> None:
    for way, speed, half, hour in rows_after("## Reach"):
        assert float(speed) == PACES[way].miles_an_hour  # type: ignore[index]
        assert half == f"{miles_within(30, way):.1f} miles"  # type: ignore[arg-type]
        assert hour == f"{miles_within(60, way):.1f} miles"  # type: ignore[arg-type]
    assert len(rows_after("## Reach")) == len(PACES)
    assert ENOUGH == 10
    assert "5, 10, 20, 40 and then 60 miles" in TEXT
    assert WIDER_MILES == (5, 10, 20, 40, 60)


def test_nearness_is_as_it_is_told() -> None:
    decay = fitted_decay(SEED)
    assert f"(1 + d / {decay.scale:g}) ^ -{decay.power:g}" in TEXT
    told = re.search(r"([\d.]+) at 1 mile, ([\d.]+) at 5, ([\d.]+) at 10, ([\d.]+) at 20", TEXT)
    assert told is not None
    assert [float(one) for one in told.groups()] == [
        round(float(decay.nearness(miles)), 2) for miles in (1, 5, 10, 20)
    ]
    assert f"online counts {WITHOUT_PLACE}" in TEXT
    assert f"/ {2 * SCALE:.2f}" in TEXT


@pytest.mark.usefixtures("in_english")
def test_the_worked_example_is_what_the_student_gets(seeded: CatalogueSnapshot) -> None:
    first = suggest(seeded, BUILDER).items[0]
    assert f"**{first.card.title}**, with a score of {first.score:.4f}" in TEXT
    assert rows_after("## A worked example") == [
        [reason.kind, f"{reason.weight:.4f}", reason.text] for reason in first.reasons
    ]


def test_the_arithmetic_of_the_example_is_right() -> None:
    answered = (
        Part.IDEAS,
        Part.INTEREST,
        Part.SUBJECTS,
        Part.MATTERS,
        Part.LEARNING,
        Part.NEARNESS,
        Part.LEVEL,
        Part.AVOID,
    )
    whole = sum(weight_of(part, BUILDER) for part in answered)
    assert f"add up to {whole:g}" in TEXT
    assert f"20 / {whole:g} = {20 / whole:.3f}" in TEXT
    sums = interest_sums(BUILDER)
    assert sums.tolist() == [2.5, 1.5, 1.5, 1.5, 1.5, 1.0]
    profiles = read_profiles(SEED)
    carpenter = profiles.occupations[profiles.position["carpenter"]]
    assert f"worth {float(interest_of(carpenter[None, :], sums)[0]):.2f} of that" in TEXT
