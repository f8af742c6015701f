"""Requirements beside a person: what every rule is given, and how it answers.

A rule is given columns of shape (requirements, 1) and a person's periods of shape (1, periods), and gives numbers of
reasons (uint8) that broadcast to (requirements, periods).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pathways.eligibility.law import Law
from pathways.eligibility.periods import Periods
from pathways.eligibility.person import Person
from pathways.eligibility.reasons import NUMBERS, Reason

NO_LIMIT = 999

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


def first_of(*cases: tuple[NDArray[np.bool_], Reason], otherwise: Reason) -> Codes:
    """The reason of the first case that holds, for each requirement and period."""
    found: Codes = np.array(NUMBERS[otherwise])
    for holds, reason in reversed(cases):
        found = np.where(holds, NUMBERS[reason], found)
    return found


def everywhere(is_so: bool) -> NDArray[np.bool_]:
    """A fact about the person, to be laid beside columns."""
    return np.array(is_so)
