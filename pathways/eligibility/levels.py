"""The rules about levels: the one that has to be held, and the one that a route usually builds on."""

import numpy as np

from pathways.eligibility.case import Case, Codes, everywhere, first_of
from pathways.eligibility.person import NO_LEVEL, UNKNOWN_LEVEL
from pathways.eligibility.reasons import Reason

_SIXTH_FORM_LEVEL = 3


def level_held(case: Case) -> Codes:
    """The level that has to be held already."""
    needed, person = case.entry["level_held"], case.person
    return first_of(
        ((needed <= NO_LEVEL) | (person.level >= needed), Reason.NOTHING),
        (person.expected >= needed, Reason.LEVEL_EXPECTED),
        (everywhere(person.level == UNKNOWN_LEVEL), Reason.LEVEL_NOT_SAID),
        otherwise=Reason.LEVEL_MISSING,
    )


def usual_level(case: Case) -> Codes:
    """What a route usually builds on, where the record does not say; grown-ups may bring experience instead."""
    entry, person = case.entry, case.person
    said = (entry["level_held"] > NO_LEVEL) | (
        (case.usual_level < _SIXTH_FORM_LEVEL) & (entry["gcse_count"] > 0)
    )
    needed = np.where(said, NO_LEVEL, case.usual_level)
    return first_of(
        ((needed <= NO_LEVEL) | (person.level >= needed), Reason.NOTHING),
        (person.expected >= needed, Reason.USUAL_LEVEL_EXPECTED),
        (everywhere(person.level == UNKNOWN_LEVEL), Reason.USUAL_LEVEL_NOT_SAID),
        (everywhere(person.is_adult) | (needed < _SIXTH_FORM_LEVEL), Reason.USUAL_LEVEL_OR_EXPERIENCE),
        otherwise=Reason.USUAL_LEVEL_MISSING,
    )
