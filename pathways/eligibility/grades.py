"""The rules about grades: English and maths, how many GCSEs, and UCAS points."""

from typing import Any

from numpy.typing import NDArray

from pathways.eligibility.case import Case, Codes, everywhere, first_of
from pathways.eligibility.reasons import Reason

NOT_NEEDED, NEEDED, ALONGSIDE, NOT_STATED = range(4)
"""Positions of the subject rules in the columns for English and maths."""

GRADE_ASKED_ABOUT = 4
"""People are asked for their GCSEs at this grade or above."""


def english(case: Case) -> Codes:
    """GCSE English at grade 4, or the law on studying it."""
    return _subject(case, case.entry["english"], case.person.english, "english")


def maths(case: Case) -> Codes:
    """GCSE maths at grade 4, or the law on studying it."""
    return _subject(case, case.entry["maths"], case.person.maths, "maths")


def _subject(case: Case, rule: NDArray[Any], answer: str, subject: str) -> Codes:
    """A pass that is needed, or study alongside: stated, or by law up to an age for those without the pass."""
    missing, expected, not_said, alongside = (
        Reason(f"{subject}-{word}") for word in ("missing", "expected", "not-said", "alongside")
    )
    has = everywhere(answer == "have")
    by_law = (rule != NEEDED) & (case.youngest <= case.study_to)
    is_without = answer == "not-yet" and not case.person.before_gcses
    return first_of(
        (has | ((rule != NEEDED) & (rule != ALONGSIDE) & ~by_law), Reason.NOTHING),
        ((rule == ALONGSIDE) | by_law, alongside if answer in ("not-yet", "unsure") else Reason.NOTHING),
        (everywhere(answer == "expect"), expected),
        (everywhere(is_without), missing),
        otherwise=not_said,
    )


def gcses(case: Case) -> Codes:
    """How many GCSEs at which grade. People say how many they have at grade 4 or above."""
    needed, grade, held = case.entry["gcse_count"], case.entry["gcse_grade"], case.person.gcses
    is_more = everywhere(held >= 0) & (held >= needed)
    return first_of(
        (needed <= 0, Reason.NOTHING),
        (everywhere(held < 0), Reason.GCSES_NOT_SAID),
        (~is_more & (grade >= 0) & (grade < GRADE_ASKED_ABOUT), Reason.GCSES_GRADE_NOT_SAID),
        (~is_more, Reason.GCSES_FEWER),
        (grade > GRADE_ASKED_ABOUT, Reason.GCSES_GRADE_NOT_SAID),
        (everywhere(case.person.before_gcses), Reason.GCSES_EXPECTED),
        otherwise=Reason.NOTHING,
    )


def points(case: Case) -> Codes:
    """UCAS points may warn and never hide: many courses take grades instead."""
    asked, low, held = case.entry["points"], case.entry["points_low"], case.person.points
    return first_of(
        ((asked > 0) & (held < 0), Reason.POINTS_NOT_SAID),
        (asked > held, Reason.POINTS_FEWER),
        ((asked <= 0) & everywhere(held >= 0) & (low > held), Reason.POINTS_USUALLY_MORE),
        otherwise=Reason.NOTHING,
    )
