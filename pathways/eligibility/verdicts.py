"""The one way from requirements and a person to verdicts: for many starts at once, and for one with its reasons."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pathways.eligibility.law import Law
from pathways.eligibility.periods import Periods, periods_for
from pathways.eligibility.person import Person, SaysOfThemselves, person_of
from pathways.eligibility.reasons import (
    REASONS,
    VERDICT_NUMBERS,
    Eligibility,
    EligibilityReason,
    Reason,
    Verdict,
)
from pathways.eligibility.rules import RULES, Case, Codes, Columns, case_of


@dataclass(frozen=True, slots=True)
class VerdictTable:
    """Verdicts (uint8) by distinct requirement and period."""

    verdicts: NDArray[np.uint8]
    periods: Periods

    def at(self, requirements: NDArray[np.integer[Any]], starts: NDArray[np.int32]) -> NDArray[np.uint8]:
        """The verdict (uint8) for each pair of a requirement's position and a start in days since 1970."""
        width = self.verdicts.shape[1]
        cells = requirements.astype(np.int64) * width + self.periods.of(starts)
        found: NDArray[np.uint8] = self.verdicts.reshape(-1).take(cells)
        return found


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody on a day, under the law: what every verdict is given for."""

    person: Person
    periods: Periods
    law: Law

    def table(self, entry: Columns) -> VerdictTable:
        """The verdict for every requirement of some columns at any start."""
        codes = self._codes(entry)
        shape = (len(entry["route"]), len(self.periods.days))
        verdicts = np.full(shape, np.uint8(Verdict.YES))
        for found in codes:
            np.minimum(verdicts, VERDICT_NUMBERS[found], out=verdicts)
        return VerdictTable(verdicts, self.periods)

    def explain(self, entry: Columns, requirement: int, start: int) -> Eligibility:
        """The verdict for the requirement at that position and a start (days since 1970), with every reason."""
        one = {name: column[requirement : requirement + 1] for name, column in entry.items()}
        period = int(self.periods.of(np.array([start], np.int32))[0])
        case = self._case(one)
        found = [
            REASONS[int(np.broadcast_to(codes, (1, len(self.periods.days)))[0, period])]
            for codes in self._codes(one)
        ]
        reasons = [
            EligibilityReason(reason, _values(reason, case, period))
            for reason in found
            if reason is not Reason.NOTHING
        ]
        reasons.sort(key=lambda reason: reason.verdict)
        return Eligibility(min((reason.verdict for reason in reasons), default=Verdict.YES), tuple(reasons))

    def _case(self, entry: Columns) -> Case:
        return case_of(entry, self.person, self.periods, self.law)

    def _codes(self, entry: Columns) -> list[Codes]:
        case = self._case(entry)
        return [rule(case) for rule in RULES]


def applicant(said: SaysOfThemselves, law: Law, today: date) -> Applicant:
    """Somebody who said this of themselves on ``today``. Raises ValueError for codes that do not exist."""
    person = person_of(said, today)
    return Applicant(person, periods_for(person, law, today), law)


def _values(reason: Reason, case: Case, period: int) -> dict[str, int]:
    """The numbers that the words for a reason name. ``case`` holds one requirement."""
    entry = {name: int(column[0, 0]) for name, column in case.entry.items()}
    if reason in (Reason.TOO_YOUNG, Reason.OLD_ENOUGH_SOON):
        return {"age": max(entry["min_age"], int(case.least_age[0, period]))}
    if reason in (Reason.TOO_OLD, Reason.PERHAPS_TOO_OLD, Reason.OLDER_BUT_EXCEPTIONS):
        stated = entry["max_age"]
        by_law = int(case.greatest_age[0, period])
        return {"age": by_law if stated < 0 else min(stated, by_law)}
    if reason is Reason.SCHOOL_ENDS_FIRST:
        return {"day": case.person.leaves_first.toordinal()}
    if reason.startswith("level-"):
        return {"level": entry["level_held"]}
    if reason.startswith("usual-level-"):
        return {"level": int(case.usual_level[0, period])}
    if reason.startswith("gcses-"):
        return {"count": entry["gcse_count"], "grade": entry["gcse_grade"], "held": case.person.gcses}
    if reason is Reason.POINTS_USUALLY_MORE:
        return {"points": entry["points_low"], "held": case.person.points}
    if reason.startswith("points-"):
        return {"points": entry["points"], "held": case.person.points}
    if reason is Reason.OTHER_NATION:
        return {"nation": entry["nation"]}
    return {}
