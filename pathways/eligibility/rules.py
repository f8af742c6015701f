"""The rules, each written once: from columns of entry requirements and a person to one reason for each start.

A rule is given columns of shape (requirements, 1) and a person's periods of shape (1, periods), and gives numbers of
reasons (uint8) that broadcast to (requirements, periods).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pathways.eligibility.law import Law
from pathways.eligibility.periods import Periods
from pathways.eligibility.person import NO_LEVEL, UNKNOWN_LEVEL, Person
from pathways.eligibility.reasons import NUMBERS, Reason

NOT_NEEDED, NEEDED, ALONGSIDE, NOT_STATED = range(4)
"""Positions of the subject rules in the columns for English and maths."""

HOME_NATION = 0
"""The nation whose school years and law these rules know: England."""

GRADE_ASKED_ABOUT = 4
"""People are asked for their GCSEs at this grade or above."""

NO_LIMIT = 999
_SIXTH_FORM_LEVEL = 3

Columns = Mapping[str, NDArray[Any]]
Codes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Case:
    """Requirements beside a person, with the law for each requirement and period (int16).

    ``least_age``, ``greatest_age`` and ``excepted_to`` are years, ``study_to`` is the age up to which English and
    maths go with it, ``usual_level`` the position of a level, ``starts_once`` 1 where waiting a year is no way in.
    """

    entry: Columns
    person: Person
    youngest: NDArray[np.int16]
    oldest: NDArray[np.int16]
    periods: Periods
    least_age: NDArray[np.int16]
    greatest_age: NDArray[np.int16]
    excepted_to: NDArray[np.int16]
    study_to: NDArray[np.int16]
    usual_level: NDArray[np.int16]
    starts_once: NDArray[np.int16]


def case_of(entry: Columns, person: Person, periods: Periods, law: Law) -> Case:
    """The columns (each of n requirements) laid out beside a person's periods, with the law that holds for each."""
    tall = {
        name: (column if column.dtype == np.bool_ else column.astype(np.int16))[:, None]
        for name, column in entry.items()
    }
    shape = (len(entry["route"]), len(periods.days))
    kept = {
        name: np.full(shape, -1, np.int16)
        for name in ("min-age", "study-english-maths", "usual-level", "starts-once")
    }
    greatest, excepted = np.full(shape, NO_LIMIT, np.int16), np.full(shape, -1, np.int16)
    for rule in law:
        about = np.isin(tall["route"], list(rule.routes)) & (tall["nation"] == rule.nation)
        if rule.levels:
            about &= np.isin(tall["level"], list(rule.levels))
        here = about & np.array([rule.holds_on(day) for day in periods.days])
        if rule.name == "max-age":
            greatest[here] = np.minimum(greatest[here], rule.value)
            excepted[here] = rule.value if rule.up_to is None else rule.up_to
        else:
            kept[rule.name][here] = np.maximum(kept[rule.name][here], rule.value)
    return Case(
        entry=tall,
        person=person,
        youngest=periods.youngest,
        oldest=periods.oldest,
        periods=periods,
        least_age=kept["min-age"],
        greatest_age=greatest,
        excepted_to=excepted,
        study_to=kept["study-english-maths"],
        usual_level=kept["usual-level"],
        starts_once=kept["starts-once"],
    )


def old_enough(case: Case) -> Codes:
    """The least age, stated or by law: surely met; perhaps, or a year later where it starts again; or not."""
    least = np.maximum(case.entry["min_age"], case.least_age)
    return _first_of(
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
    return _first_of(
        (past_law & ~by_law[1], Reason.TOO_OLD),
        (past_stated & ~case.entry["age_exceptions"], Reason.TOO_OLD),
        (past_law | past_stated, Reason.OLDER_BUT_EXCEPTIONS),
        (by_law[0] & (case.oldest <= stated), Reason.NOTHING),
        otherwise=Reason.PERHAPS_TOO_OLD,
    )


def out_of_school(case: Case) -> Codes:
    """Most things start only after the last Friday in June of Year 11. What starts every year can wait for it."""
    periods = case.periods
    return _first_of(
        (~case.entry["after_school"] | periods.left, Reason.NOTHING),
        (periods.may_have_left, Reason.PERHAPS_AT_SCHOOL),
        (periods.leaves_within_a_year & (case.starts_once < 1), Reason.SCHOOL_ENDS_FIRST),
        otherwise=Reason.STILL_AT_SCHOOL,
    )


def level_held(case: Case) -> Codes:
    """The level that has to be held already."""
    needed, person = case.entry["level_held"], case.person
    return _first_of(
        ((needed <= NO_LEVEL) | (person.level >= needed), Reason.NOTHING),
        (person.expected >= needed, Reason.LEVEL_EXPECTED),
        (_everywhere(person.level == UNKNOWN_LEVEL), Reason.LEVEL_NOT_SAID),
        otherwise=Reason.LEVEL_MISSING,
    )


def usual_level(case: Case) -> Codes:
    """What a route usually builds on, where the record does not say; grown-ups may bring experience instead."""
    entry, person = case.entry, case.person
    said = (entry["level_held"] > NO_LEVEL) | (
        (case.usual_level < _SIXTH_FORM_LEVEL) & (entry["gcse_count"] > 0)
    )
    needed = np.where(said, NO_LEVEL, case.usual_level)
    return _first_of(
        ((needed <= NO_LEVEL) | (person.level >= needed), Reason.NOTHING),
        (person.expected >= needed, Reason.USUAL_LEVEL_EXPECTED),
        (_everywhere(person.level == UNKNOWN_LEVEL), Reason.USUAL_LEVEL_NOT_SAID),
        (_everywhere(person.is_adult) | (needed < _SIXTH_FORM_LEVEL), Reason.USUAL_LEVEL_OR_EXPERIENCE),
        otherwise=Reason.USUAL_LEVEL_MISSING,
    )


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
    has = _everywhere(answer == "have")
    by_law = (rule != NEEDED) & (case.youngest <= case.study_to)
    is_without = answer == "not-yet" and not case.person.before_gcses
    return _first_of(
        (has | ((rule != NEEDED) & (rule != ALONGSIDE) & ~by_law), Reason.NOTHING),
        ((rule == ALONGSIDE) | by_law, alongside if answer in ("not-yet", "unsure") else Reason.NOTHING),
        (_everywhere(answer == "expect"), expected),
        (_everywhere(is_without), missing),
        otherwise=not_said,
    )


def gcses(case: Case) -> Codes:
    """How many GCSEs at which grade. People say how many they have at grade 4 or above."""
    needed, grade, held = case.entry["gcse_count"], case.entry["gcse_grade"], case.person.gcses
    is_more = _everywhere(held >= 0) & (held >= needed)
    return _first_of(
        (needed <= 0, Reason.NOTHING),
        (_everywhere(held < 0), Reason.GCSES_NOT_SAID),
        (~is_more & (grade >= 0) & (grade < GRADE_ASKED_ABOUT), Reason.GCSES_GRADE_NOT_SAID),
        (~is_more, Reason.GCSES_FEWER),
        (grade > GRADE_ASKED_ABOUT, Reason.GCSES_GRADE_NOT_SAID),
        (_everywhere(case.person.before_gcses), Reason.GCSES_EXPECTED),
        otherwise=Reason.NOTHING,
    )


def required_subjects(case: Case) -> Codes:
    """Subjects asked for stand in words that nobody checks but the reader."""
    return _first_of(
        (case.entry["has_required_subjects"], Reason.SUBJECTS_NOT_CHECKED), otherwise=Reason.NOTHING
    )


def points(case: Case) -> Codes:
    """UCAS points may warn and never hide: many courses take grades instead."""
    asked, low, held = case.entry["points"], case.entry["points_low"], case.person.points
    return _first_of(
        ((asked > 0) & (held < 0), Reason.POINTS_NOT_SAID),
        (asked > held, Reason.POINTS_FEWER),
        ((asked <= 0) & _everywhere(held >= 0) & (low > held), Reason.POINTS_USUALLY_MORE),
        otherwise=Reason.NOTHING,
    )


def ehcp(case: Case) -> Codes:
    """A plan that is needed is said. It is never asked about, and it never hides anything."""
    return _first_of((case.entry["needs_ehcp"], Reason.NEEDS_EHCP), otherwise=Reason.NOTHING)


def nation(case: Case) -> Codes:
    """Schools and law differ across the border, so there the rest is only a first answer."""
    return _first_of((case.entry["nation"] != HOME_NATION, Reason.OTHER_NATION), otherwise=Reason.NOTHING)


def own_words(case: Case) -> Codes:
    """More may be asked in the provider's own words."""
    return _first_of((case.entry["has_text"], Reason.MORE_IN_WORDS), otherwise=Reason.NOTHING)


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


def _first_of(*cases: tuple[NDArray[np.bool_], Reason], otherwise: Reason) -> Codes:
    """The reason of the first case that holds, for each requirement and period."""
    found: Codes = np.array(NUMBERS[otherwise])
    for holds, reason in reversed(cases):
        found = np.where(holds, NUMBERS[reason], found)
    return found


def _everywhere(is_so: bool) -> NDArray[np.bool_]:
    return np.array(is_so)
