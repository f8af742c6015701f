"""The parts that rest on what own words ask for and no question does: online or in person, and free."""

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import CODE_SIZES, DELIVERIES, MONEYS
from pathways.catalogue.vocabulary import Delivery, Money
from pathways.guidance.answers import Answers
from pathways.guidance.ground import By, PartValues
from pathways.guidance.weights import WEIGHTS, Part
from pathways.snapshot.segment import Segment

NOT_SAID = 0.4
"""What something gives of which it is not known whether it is free, or where one would sit."""

MEETS: dict[str, tuple[str, dict[str, float]]] = {
    "online": ("delivery", {Delivery.ONLINE: 1.0}),
    "in-person": ("delivery", {Delivery.VENUE: 1.0, Delivery.AREA: 1.0, Delivery.NATIONAL: NOT_SAID}),
    "free": ("money", {Money.FREE: 1.0, Money.PAID: 1.0}),
}
"""For each thing asked for the facet that meets it, and what each of its codes gives; the others give nothing."""


def want_parts(answers: Answers, segment: Segment) -> list[PartValues]:
    """One part for each thing asked for; together they weigh what `WEIGHTS` says."""
    share = WEIGHTS[Part.WANTS] / (len(answers.wants) or 1)
    return [
        PartValues(Part.WANTS, share, By.CELL, _by_cell(want, segment), about=want) for want in answers.wants
    ]


def _by_cell(want: str, segment: Segment) -> NDArray[np.float64]:
    facet, gives = MEETS[want]
    codes: tuple[str, ...] = DELIVERIES if facet == "delivery" else MONEYS
    values = np.zeros(CODE_SIZES[facet] + 1)
    values[: len(codes)] = [gives.get(code, 0.0) for code in codes]
    values[CODE_SIZES[facet]] = NOT_SAID
    return np.asarray(values[segment.cells[facet]])
