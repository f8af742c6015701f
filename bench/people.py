"""The people whose suggestions are timed: the twelve of the sweep, from places drawn from venues."""

from __future__ import annotations

import random
from dataclasses import replace

from bench.queries import place_near_a_venue
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import Answers
from pathways.guidance.evaluation.young_people import TWELVE


def people(snapshot: CatalogueSnapshot, count: int, seed: int = 7) -> list[Answers]:
    """``count`` sets of answers, each of the twelve in turn, a third with an idea in mind."""
    chance = random.Random(seed)
    ideas = ("occupation:electrician", "occupation:nurse", "area:computing-digital", "words:animal care")
    found = []
    for at in range(count):
        answers = replace(list(TWELVE.values())[at % len(TWELVE)], home=place_near_a_venue(snapshot, chance))
        if chance.random() < 1 / 3:
            answers = replace(answers, ideas=(chance.choice(ideas),))
        found.append(answers)
    return found
