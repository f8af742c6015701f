"""The parts that rest on what matters most to somebody: each of up to three has an equal share of one weight."""

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import AREAS, CODE_SIZES, LEVELS, MONEYS, ROUTES
from pathways.catalogue.vocabulary import Level, Money
from pathways.guidance.answers import Answers
from pathways.guidance.ground import By, Ground, PartValues
from pathways.guidance.kinds import Kinds
from pathways.guidance.nearness import WITHOUT_PLACE, Decay
from pathways.guidance.weights import IN_A_TEAM, KEEPS_UNIVERSITY_OPEN, WEIGHTS, Part
from pathways.snapshot.segment import Segment

UNKNOWN = 0.4
"""What a priority gives where the fact that it rests on is not known."""

SLOWEST_MONTHS = 36.0
LOW_EARNINGS, HIGH_EARNINGS = 18_000.0, 38_000.0
"""Pounds a year between which "well paid later" rises from 0 to 1."""

NO_SUPPORT_SAID = 0.2


def priority_parts(answers: Answers, ground: Ground, decay: Decay) -> list[PartValues]:
    """One part for each thing that matters. "Close to home" is left out when no home was given."""
    wanted = [code for code in answers.matters if code != "close-to-home" or answers.home is not None]
    share = WEIGHTS[Part.MATTERS] / (len(wanted) or 1)
    segment = ground.day.segment
    found: dict[str, tuple[By, NDArray[np.float64]]] = {}
    for code in wanted:
        if code == "close-to-home":
            found[code] = By.POINT, nearness_by_point(ground, decay)
        elif code == "earning-soon":
            found[code] = By.CELL, _paid_by_cell(segment)
        elif code == "university-open":
            found[code] = By.KIND, _university_by_kind(ground.kinds)
        elif code == "finish-quickly":
            found[code] = By.PROGRAMME, _quick_by_programme(segment)
        elif code == "well-paid":
            found[code] = By.PROGRAMME, _pay_by_programme(segment)
        elif code == "support":
            found[code] = By.PROGRAMME, np.where(segment.programme_columns["support"], 1.0, NO_SUPPORT_SAID)
        else:
            found[code] = By.KIND, _team_by_kind(ground.kinds)
    return [PartValues(Part.MATTERS, share, by, values, code) for code, (by, values) in found.items()]


def nearness_by_point(ground: Ground, decay: Decay) -> NDArray[np.float64]:
    """Nearness of each point of the ground, and at the end of what has no place of its own."""
    near = decay.nearness(ground.miles)
    near[-1] = WITHOUT_PLACE
    return near


def _paid_by_cell(segment: Segment) -> NDArray[np.float64]:
    values = np.zeros(CODE_SIZES["money"] + 1)
    values[MONEYS.index(Money.PAID)] = 1.0
    values[CODE_SIZES["money"]] = UNKNOWN
    return values[segment.cells["money"]]


def _university_by_kind(kinds: Kinds) -> NDArray[np.float64]:
    by_route = np.array([KEEPS_UNIVERSITY_OPEN[route] for route in ROUTES])[kinds.route]
    return np.where((kinds.level >= 0) & (kinds.level < LEVELS.index(Level.THREE)), by_route / 2.0, by_route)


def _quick_by_programme(segment: Segment) -> NDArray[np.float64]:
    months = segment.programme_columns["months"]
    return np.where(months < 0, UNKNOWN, np.clip(1.0 - months / SLOWEST_MONTHS, 0.0, 1.0))


def _pay_by_programme(segment: Segment) -> NDArray[np.float64]:
    pounds = segment.programme_columns["earnings"]
    scaled = np.clip((pounds - LOW_EARNINGS) / (HIGH_EARNINGS - LOW_EARNINGS), 0.0, 1.0)
    return np.where(pounds < 0, UNKNOWN, scaled)


def _team_by_kind(kinds: Kinds) -> NDArray[np.float64]:
    return np.array([IN_A_TEAM[area] for area in AREAS] + [UNKNOWN])[kinds.main_area]
