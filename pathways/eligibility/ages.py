"""The rules about age: old enough, young enough, and out of school by the start."""

import numpy as np

from pathways.eligibility.case import NO_LIMIT, Case, Codes, first_of
from pathways.eligibility.reasons import Reason


def old_enough(case: Case) -> Codes:
    """The least age, stated or by law: surely met; perhaps, or a year later where it starts again; or not."""
    least = np.maximum(case.entry["min_age"], case.least_age)
    return first_of(
        (case.youngest >= least, Reason.NOTHING),
        (case.oldest >= least, Reason.OLD_ENOUGH_SOON),
        ((case.oldest + 1 >= least) & (case.starts_once < 1), Reason.OLD_ENOUGH_SOON),
        otherwise=Reason.TOO_YOUNG,
    )


def young_enough(case: Case) -> Codes:
    """The greatest age. What a provider writes of exceptions is read by people; the law's go up to an age."""
    stated = np.where(case.entry["max_age"] < 0, NO_LIMIT, case.entry["max_age"])
    by_law = (case.oldest <= case.greatest_age, case.youngest <= case.excepted_to)
    past_law = ~by_law[0] & (case.youngest > case.greatest_age)
    past_stated = case.youngest > stated
    return first_of(
        (past_law & ~by_law[1], Reason.TOO_OLD),
        (past_stated & ~case.entry["age_exceptions"], Reason.TOO_OLD),
        (past_law | past_stated, Reason.OLDER_BUT_EXCEPTIONS),
        (by_law[0] & (case.oldest <= stated), Reason.NOTHING),
        otherwise=Reason.PERHAPS_TOO_OLD,
    )


def out_of_school(case: Case) -> Codes:
    """Most things start only after the last Friday in June of Year 11. What starts every year can wait for it."""
    periods = case.periods
    return first_of(
        (~case.entry["after_school"] | periods.left, Reason.NOTHING),
        (periods.may_have_left, Reason.PERHAPS_AT_SCHOOL),
        (periods.leaves_within_a_year & (case.starts_once < 1), Reason.SCHOOL_ENDS_FIRST),
        otherwise=Reason.STILL_AT_SCHOOL,
    )
