"""Starts sorted into the few periods within which nothing about a person or the law changes."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from pathways.eligibility.law import Law
from pathways.eligibility.person import Person
from pathways.eligibility.school_years import SCHOOL_YEAR_BEGINS, age_on, birthday

YEARS_AHEAD = 8
"""Starts further away than this are judged as if they were at that distance."""

NO_START = 1 << 29
"""Days that are this number or greater stand for a start that is not known: it is taken for next September."""

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods in order of time. ``begins`` (int32 days since 1970) has one value a period, the first of them early.

    ``youngest`` and ``oldest`` (int16) are the ages that the person may have at a start in each period, ``left``
    (bool) whether they surely have left school by then, ``may_have_left`` whether they may have, and
    ``leaves_within_a_year`` whether at the latest a year later. ``days`` are the first days as dates.
    """

    begins: NDArray[np.int32]
    days: tuple[date, ...]
    youngest: NDArray[np.int16]
    oldest: NDArray[np.int16]
    left: NDArray[np.bool_]
    may_have_left: NDArray[np.bool_]
    leaves_within_a_year: NDArray[np.bool_]
    unknown_start: int

    def of(self, starts: NDArray[np.int32]) -> NDArray[np.int64]:
        """The period (position) of each start in days since 1970."""
        known = np.where(starts >= NO_START, np.int32(self.unknown_start), starts)
        return np.maximum(np.searchsorted(self.begins, known, side="right") - 1, 0)


def periods_for(person: Person, law: Law, today: date) -> Periods:
    """Every period from ``today`` on in which ages, school-leaving and law stay the same."""
    days = _turning_points(person, law, today)
    year_later = [birthday(day, 1) for day in days]
    return Periods(
        begins=np.array([day_number(day) for day in days], np.int32),
        days=tuple(days),
        youngest=np.array([age_on(person.born_last, day) for day in days], np.int16),
        oldest=np.array([age_on(person.born_first, day) for day in days], np.int16),
        left=np.array([person.leaves_last <= day for day in days]),
        may_have_left=np.array([person.leaves_first <= day for day in days]),
        leaves_within_a_year=np.array([person.leaves_first <= day for day in year_later]),
        unknown_start=day_number(_next_september(today)),
    )


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - _EPOCH).days


def _turning_points(person: Person, law: Law, today: date) -> list[date]:
    last = birthday(today, YEARS_AHEAD)
    years = range(today.year - 1, last.year + 1)
    found = {today}
    for born in (person.born_first, person.born_last):
        found |= {birthday(born, year - born.year) for year in years}
    for leaves in (person.leaves_first, person.leaves_last):
        found |= {leaves, birthday(leaves, -1)}
    for rule in law:
        found |= {rule.valid_from} if rule.valid_from else set()
        found |= {rule.valid_until + timedelta(days=1)} if rule.valid_until else set()
    return sorted(day for day in found if birthday(today, -1) <= day <= last)


def _next_september(today: date) -> date:
    this_year = date(today.year, *SCHOOL_YEAR_BEGINS)
    return this_year if today <= this_year else date(today.year + 1, *SCHOOL_YEAR_BEGINS)
