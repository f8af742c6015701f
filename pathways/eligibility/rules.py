"""Every rule in order, and those that say what nobody can check."""

from collections.abc import Callable

from pathways.eligibility.ages import old_enough, out_of_school, young_enough
from pathways.eligibility.case import Case, Codes, first_of
from pathways.eligibility.grades import english, gcses, maths, points
from pathways.eligibility.levels import level_held, usual_level
from pathways.eligibility.reasons import Reason

HOME_NATION = 0
"""The nation whose school years and law these rules know: England."""


def required_subjects(case: Case) -> Codes:
    """Subjects asked for stand in words that nobody checks but the reader."""
    return first_of(
        (case.entry["has_required_subjects"], Reason.SUBJECTS_NOT_CHECKED), otherwise=Reason.NOTHING
    )


def ehcp(case: Case) -> Codes:
    """A plan that is needed is said. It is never asked about, and it never hides anything."""
    return first_of((case.entry["needs_ehcp"], Reason.NEEDS_EHCP), otherwise=Reason.NOTHING)


def nation(case: Case) -> Codes:
    """Schools and law differ across the border, so there the rest is only a first answer."""
    return first_of((case.entry["nation"] != HOME_NATION, Reason.OTHER_NATION), otherwise=Reason.NOTHING)


def own_words(case: Case) -> Codes:
    """More may be asked in the provider's own words."""
    return first_of((case.entry["has_text"], Reason.MORE_IN_WORDS), otherwise=Reason.NOTHING)


RULES: tuple[Callable[[Case], Codes], ...] = (
    old_enough,
    young_enough,
    out_of_school,
    level_held,
    usual_level,
    english,
    maths,
    gcses,
    required_subjects,
    points,
    ehcp,
    nation,
    own_words,
)
"""Every rule, in the order in which its reasons are told."""
