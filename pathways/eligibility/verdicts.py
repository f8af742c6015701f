"""The one way from requirements and a person to verdicts: for many starts at once, and for one with its reasons."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pathways.eligibility.case import Case, Codes, Columns, case_of
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
from pathways.eligibility.rules import RULES

_NUMBERS_NAMED: dict[Reason, dict[str, str]] = {
    Reason.TOO_YOUNG: {"age": "min_age"},
    Reason.OLD_ENOUGH_SOON: {"age": "min_age"},
    Reason.TOO_OLD: {"age": "max_age"},
    Reason.PERHAPS_TOO_OLD: {"age": "max_age"},
    Reason.OLDER_BUT_EXCEPTIONS: {"age": "max_age"},
    **{reason: {"level": "level_held"} for reason in Reason if reason.startswith("level-")},
    **{
        reason: {"count": "gcse_count", "grade": "gcse_grade"}
        for reason in Reason
        if reason.startswith("gcses-")
    },
    Reason.POINTS_FEWER: {"points": "points"},
    Reason.POINTS_NOT_SAID: {"points": "points"},
    Reason.POINTS_USUALLY_MORE: {"points": "points_low"},
    Reason.OTHER_NATION: {"nation": "nation"},
}
"""The columns whose numbers the words for a reason name."""


class Judged:
    """Every rule applied to n distinct requirements in every period: ``codes`` has one array (n, periods) a rule."""

    def __init__(self, case: Case) -> None:
        self._case = case
        shape = case.usual_level.shape
        self.codes: tuple[Codes, ...] = tuple(np.broadcast_to(rule(case), shape) for rule in RULES)

    @cached_property
    def verdicts(self) -> NDArray[np.uint8]:
        """The verdict (uint8) by requirement and period: the least that any rule leaves."""
        found = np.full(self._case.usual_level.shape, np.uint8(Verdict.YES))
        for codes in self.codes:
            np.minimum(found, VERDICT_NUMBERS[codes], out=found)
        return found

    def at(self, requirements: NDArray[np.integer[Any]], starts: NDArray[np.int32]) -> NDArray[np.uint8]:
        """The verdict (uint8) for each pair of a requirement's position and a start in days since 1970."""
        width = self.verdicts.shape[1]
        cells = requirements.astype(np.int64) * width + self._case.periods.of(starts)
        found: NDArray[np.uint8] = self.verdicts.reshape(-1).take(cells)
        return found

    def explain(self, requirement: int, start: int) -> Eligibility:
        """The verdict for the requirement at that position and a start (days since 1970), with every reason."""
        period = int(self._case.periods.of(np.array([start], np.int32))[0])
        found = [REASONS[codes[requirement, period]] for codes in self.codes]
        reasons = [
            EligibilityReason(reason, _values(reason, self._case, requirement, period))
            for reason in found
            if reason is not Reason.NOTHING
        ]
        reasons.sort(key=lambda reason: reason.verdict)
        return Eligibility(min((reason.verdict for reason in reasons), default=Verdict.YES), tuple(reasons))


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody on a day, under the law: whom every verdict is given for."""

    person: Person
    periods: Periods
    law: Law

    def table(self, entry: Columns) -> Judged:
        """The verdicts for every requirement of some columns at any start."""
        return Judged(case_of(entry, self.person, self.periods, self.law))

    def explain(self, entry: Columns, requirement: int, start: int) -> Eligibility:
        """The verdict and reasons for one requirement of some columns, where the rest is not wanted."""
        one = {name: column[requirement : requirement + 1] for name, column in entry.items()}
        return self.table(one).explain(0, start)


def applicant(said: SaysOfThemselves, law: Law, today: date) -> Applicant:
    """Somebody who said this of themselves on ``today``. Raises ValueError for codes that do not exist."""
    person = person_of(said, today)
    return Applicant(person, periods_for(person, law, today), law)


def _values(reason: Reason, case: Case, requirement: int, period: int) -> dict[str, int]:
    """The numbers that the words for a reason name."""
    values = {
        name: int(case.entry[column][requirement, 0])
        for name, column in _NUMBERS_NAMED.get(reason, {}).items()
    }
    if reason in (Reason.TOO_YOUNG, Reason.OLD_ENOUGH_SOON):
        values["age"] = max(values["age"], int(case.least_age[requirement, period]))
    elif reason in (Reason.TOO_OLD, Reason.PERHAPS_TOO_OLD, Reason.OLDER_BUT_EXCEPTIONS):
        by_law = int(case.greatest_age[requirement, period])
        values["age"] = by_law if values["age"] < 0 else min(values["age"], by_law)
    elif reason is Reason.SCHOOL_ENDS_FIRST:
        values = {"day": case.person.leaves_first.toordinal(), "year": case.person.school_year}
    elif reason is Reason.PERHAPS_AT_SCHOOL:
        values["year"] = case.person.school_year
    elif reason.startswith("usual-level-"):
        values["level"] = int(case.usual_level[requirement, period])
    elif reason.startswith("points-"):
        values["held"] = case.person.points
    elif reason.startswith("gcses-"):
        values["held"] = case.person.gcses
    return values
