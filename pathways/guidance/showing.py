"""The chosen rows as suggestions: the card, the journey, what stands in the way, and the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from pathways.catalogue.cards import card_at
from pathways.catalogue.codes import AREAS
from pathways.catalogue.results import Card
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.eligibility.reasons import Eligibility
from pathways.eligibility.verdicts import Judged
from pathways.guidance.answers import Answers
from pathways.guidance.ground import By, Ground, PartValues
from pathways.guidance.parts import Asked
from pathways.guidance.ranking import Ranked
from pathways.guidance.reach import mode_of
from pathways.guidance.reasons import in_order, total_of, weighed
from pathways.guidance.saying import Sight, said_by
from pathways.guidance.suggestions import Suggestion
from pathways.places.travel import about_minutes, estimate_minutes


@dataclass(frozen=True, slots=True)
class Showing:
    """What it takes to show the ranked rows of some grounds to one person.

    ``judged`` are the verdicts on each ground, none when nothing is known of the person.
    """

    snapshot: CatalogueSnapshot
    asked: Asked
    grounds: Sequence[Ground]
    parts: Sequence[Sequence[PartValues]]
    ranked: Ranked
    judged: Sequence[Judged]
    today: date

    def suggestion(self, at: int) -> Suggestion:
        """The ranked row at a position as a suggestion."""
        place, position = int(self.ranked.ground[at]), int(self.ranked.position[at])
        ground = self.grounds[place]
        row = int(ground.rows[position])
        card = card_at(self.snapshot, place, row, int(self.ranked.thousandths[at]), self.today)
        card = replace(card, eligibility=self._eligibility(place, ground, row))
        minutes = journey(self.asked.answers, card)
        kind = int(ground.at(By.KIND, np.array([position]))[0])
        main_area = int(ground.kinds.main_area[kind])
        area = "" if main_area < 0 else AREAS[main_area].value
        sight = Sight(self.asked, place, ground, position, card, minutes, kind, area)
        added = self.ranked.added[at].tolist()
        reasons = in_order(
            [
                weighed(part.part, weight, said_by(part, sight))
                for part, weight in zip(self.parts[place], added, strict=True)
            ]
        )
        return Suggestion(
            card=card,
            area=area,
            score=total_of(reasons),
            reasons=reasons,
            minutes=minutes,
        )

    def _eligibility(self, place: int, ground: Ground, row: int) -> Eligibility | None:
        if not self.judged:
            return None
        return self.judged[place].explain(int(ground.day.segment.row_entry[row]), int(ground.day.start[row]))


def journey(answers: Answers, card: Card) -> int | None:
    """About how many minutes it takes to get there; None without a distance, or when nothing was said of travel."""
    if card.distance_miles is None or (answers.travel_mode is None and answers.travel_minutes is None):
        return None
    return about_minutes(float(estimate_minutes(card.distance_miles, mode_of(answers))))
