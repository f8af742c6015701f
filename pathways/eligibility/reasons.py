"""The three verdicts, and every reason that the rules can give for one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Literal, get_args

import numpy as np

VerdictCode = Literal["not-yet", "if", "yes"]
_VERDICT_CODES: tuple[VerdictCode, ...] = get_args(VerdictCode)


class Verdict(IntEnum):
    """Whether somebody could get in; a lower one outweighs a higher one."""

    NOT_YET = 0
    IF = 1
    YES = 2

    @property
    def code(self) -> VerdictCode:
        """The word for it in answers."""
        return _VERDICT_CODES[self]


class Reason(StrEnum):
    """What stands in the way, has to be true, or is worth knowing. The order is that in which they are told."""

    NOTHING = "nothing"
    TOO_YOUNG = "too-young"
    OLD_ENOUGH_SOON = "old-enough-soon"
    TOO_OLD = "too-old"
    PERHAPS_TOO_OLD = "perhaps-too-old"
    OLDER_BUT_EXCEPTIONS = "older-but-exceptions"
    STILL_AT_SCHOOL = "still-at-school"
    SCHOOL_ENDS_FIRST = "school-ends-first"
    PERHAPS_AT_SCHOOL = "perhaps-at-school"
    LEVEL_MISSING = "level-missing"
    LEVEL_EXPECTED = "level-expected"
    LEVEL_NOT_SAID = "level-not-said"
    USUAL_LEVEL_MISSING = "usual-level-missing"
    USUAL_LEVEL_EXPECTED = "usual-level-expected"
    USUAL_LEVEL_NOT_SAID = "usual-level-not-said"
    USUAL_LEVEL_OR_EXPERIENCE = "usual-level-or-experience"
    ENGLISH_MISSING = "english-missing"
    ENGLISH_EXPECTED = "english-expected"
    ENGLISH_NOT_SAID = "english-not-said"
    ENGLISH_ALONGSIDE = "english-alongside"
    MATHS_MISSING = "maths-missing"
    MATHS_EXPECTED = "maths-expected"
    MATHS_NOT_SAID = "maths-not-said"
    MATHS_ALONGSIDE = "maths-alongside"
    GCSES_FEWER = "gcses-fewer"
    GCSES_EXPECTED = "gcses-expected"
    GCSES_NOT_SAID = "gcses-not-said"
    GCSES_GRADE_NOT_SAID = "gcses-grade-not-said"
    SUBJECTS_NOT_CHECKED = "subjects-not-checked"
    POINTS_FEWER = "points-fewer"
    POINTS_NOT_SAID = "points-not-said"
    POINTS_USUALLY_MORE = "points-usually-more"
    NEEDS_EHCP = "needs-ehcp"
    OTHER_NATION = "other-nation"
    MORE_IN_WORDS = "more-in-words"


REASONS = tuple(Reason)
NUMBERS = {reason: np.uint8(number) for number, reason in enumerate(REASONS)}
"""Reasons as small numbers, as the rules give them for whole columns."""

_NO_OBSTACLE = {Reason.NOTHING, Reason.MORE_IN_WORDS}
_OBSTACLES = {
    Reason.TOO_YOUNG,
    Reason.TOO_OLD,
    Reason.STILL_AT_SCHOOL,
    Reason.LEVEL_MISSING,
    Reason.USUAL_LEVEL_MISSING,
    Reason.ENGLISH_MISSING,
    Reason.MATHS_MISSING,
    Reason.GCSES_FEWER,
}


def verdict_for(reason: Reason) -> Verdict:
    """The best verdict that is left where this reason holds."""
    if reason in _OBSTACLES:
        return Verdict.NOT_YET
    return Verdict.YES if reason in _NO_OBSTACLE else Verdict.IF


VERDICT_NUMBERS = np.array([verdict_for(reason) for reason in REASONS], np.uint8)
"""The verdict (uint8) that goes with each number of a reason."""


@dataclass(frozen=True, slots=True)
class EligibilityReason:
    """One reason with the numbers that its words name: ages, counts, grades, levels (positions), points, days."""

    code: Reason
    values: Mapping[str, int] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """The best verdict that is left where this reason holds."""
        return verdict_for(self.code)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A verdict with its reasons, those that weigh most first."""

    verdict: Verdict
    reasons: tuple[EligibilityReason, ...]
