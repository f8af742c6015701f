"""Which parts a person's answers speak to, and their values over the ground."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pathways.guidance.answers import Answers
from pathways.guidance.ground import By, Ground, PartValues
from pathways.guidance.nearness import fitted_decay
from pathways.guidance.priorities import nearness_by_point, priority_parts
from pathways.guidance.standing import level_by_kind, standing_of
from pathways.guidance.tastes import avoid_by_kind, interest_by_kind, subjects_by_kind
from pathways.guidance.wants import want_parts
from pathways.guidance.ways import learning_by_kind, pattern_by_cell, start_by_row
from pathways.guidance.weights import NEARNESS_WHEN_MOVING, WEIGHTS, Part
from pathways.guidance.wishes import Wish, wishes_by_programme

OPEN_VALUE = 0.5
"""The value of `Part.OPEN`, the same for everything: with nothing answered, all are equal."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One person's answers with what was looked up for them once: their ideas, and what they want more of."""

    answers: Answers
    wishes: tuple[Wish, ...]
    alike: tuple[Wish, ...]
    seed_dir: Path


@dataclass(frozen=True, slots=True)
class Rule:
    """One part: whether the answers speak to it, what its values stand by, and how they are worked out.

    The values come alone, or with which of several answers gave each.
    """

    part: Part
    speaks: Callable[[Asked], object]
    by: By
    values: Callable[
        [Asked, int, Ground], NDArray[np.float64] | tuple[NDArray[np.float64], NDArray[np.int64]]
    ]


def _wished(
    wishes: tuple[Wish, ...], place: int, ground: Ground
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    return wishes_by_programme(wishes, place, ground.day.segment, ground.kinds, ground.profiles)


RULES: tuple[Rule, ...] = (
    Rule(
        Part.LIKE, lambda asked: asked.alike, By.PROGRAMME, lambda asked, at, on: _wished(asked.alike, at, on)
    ),
    Rule(
        Part.IDEAS,
        lambda asked: asked.wishes,
        By.PROGRAMME,
        lambda asked, at, on: _wished(asked.wishes, at, on),
    ),
    Rule(
        Part.INTEREST,
        lambda asked: asked.answers.activities,
        By.KIND,
        lambda asked, _, on: interest_by_kind(asked.answers, on.kinds, on.profiles),
    ),
    Rule(
        Part.SUBJECTS,
        lambda asked: asked.answers.subjects,
        By.KIND,
        lambda asked, _, on: subjects_by_kind(asked.answers, on.kinds, asked.seed_dir),
    ),
    Rule(
        Part.LEARNING,
        lambda asked: asked.answers.learning not in (None, "unsure"),
        By.KIND,
        lambda asked, _, on: learning_by_kind(asked.answers, on.kinds),
    ),
    Rule(
        Part.NEARNESS,
        lambda asked: asked.answers.home is not None,
        By.POINT,
        lambda asked, _, on: nearness_by_point(on, fitted_decay(asked.seed_dir)),
    ),
    Rule(
        Part.LEVEL,
        lambda asked: standing_of(asked.answers) is not None,
        By.KIND,
        lambda asked, _, on: level_by_kind(asked.answers, on.kinds),
    ),
    Rule(
        Part.AVOID,
        lambda asked: asked.answers.avoid,
        By.KIND,
        lambda asked, _, on: avoid_by_kind(asked.answers, on.kinds, on.profiles, asked.seed_dir),
    ),
    Rule(
        Part.PATTERN,
        lambda asked: asked.answers.patterns,
        By.CELL,
        lambda asked, _, on: pattern_by_cell(asked.answers, on.day.segment),
    ),
    Rule(
        Part.START,
        lambda asked: asked.answers.start_from is not None,
        By.ROW,
        lambda asked, _, on: start_by_row(asked.answers, on),
    ),
)
"""Every part that has one value a programme on offer; what matters (`priorities`) has one part for each thing."""


def parts_over(asked: Asked, place: int, ground: Ground) -> list[PartValues]:
    """The parts of the segment at ``place``; the same ones in the same order for every segment.

    With nothing answered there is one part, `Part.OPEN`, so that a score is always a mean of something.
    """
    found = [_part(rule, asked, place, ground) for rule in RULES if rule.speaks(asked)]
    found.extend(want_parts(asked.answers, ground.day.segment))
    found.extend(priority_parts(asked.answers, ground, fitted_decay(asked.seed_dir)))
    if not found:
        everything = np.full(ground.kinds.count, OPEN_VALUE)
        found.append(PartValues(Part.OPEN, WEIGHTS[Part.OPEN], By.KIND, everything))
    return found


def _part(rule: Rule, asked: Asked, place: int, ground: Ground) -> PartValues:
    given = rule.values(asked, place, ground)
    values, which = given if isinstance(given, tuple) else (given, None)
    return PartValues(rule.part, weight_of(rule.part, asked.answers), rule.by, values, which=which)


def weight_of(part: Part, answers: Answers) -> float:
    """What a part weighs for this person: the table's weight, but for nearness where they could move."""
    if part is Part.NEARNESS and answers.could_move:
        return NEARNESS_WHEN_MOVING
    return WEIGHTS[part]
