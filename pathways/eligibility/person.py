"""What follows from what somebody said of themselves: how old they may be, what they hold and what they expect."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from pathways.eligibility.school_years import birthday, births_of_school_years, leaves_school_on

OLDEST = 110
UNKNOWN_LEVEL = -2
NO_LEVEL = -1

_HIGHEST = {"none": NO_LEVEL, "entry": 0, **{str(level): level for level in range(1, 8)}}
_SCHOOL_YEARS = {"year-8-9": (8, 9), "year-10-11": (10, 11), "year-12-13": (12, 13)}
_BEFORE_GCSES = ("year-8-9", "year-10-11")
_AT_WORK_AGES = {"left-under-19": (16, 18), "19-24": (19, 24), "25-plus": (25, OLDEST)}


class SaysOfThemselves(Protocol):
    """Answers as codes; None for what was not said."""

    @property
    def stage(self) -> str:
        """Where they are now."""
        ...

    @property
    def english(self) -> str | None:
        """GCSE English at grade 4: have, expect, not-yet or unsure."""
        ...

    @property
    def maths(self) -> str | None:
        """GCSE maths at grade 4: have, expect, not-yet or unsure."""
        ...

    @property
    def gcses(self) -> int | None:
        """How many GCSEs at grade 4 or above, held or expected."""
        ...

    @property
    def highest(self) -> str | None:
        """The highest level held."""
        ...

    @property
    def points(self) -> int | None:
        """UCAS points, held or expected."""
        ...


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the rules see them. Nobody's birthday is asked: the stage gives the earliest and the latest.

    ``leaves_first`` and ``leaves_last`` are the first and the last day on which they may leave school. ``level`` is
    the position of the highest level held, `NO_LEVEL` or `UNKNOWN_LEVEL`; ``expected`` that which they are working
    for. ``before_gcses`` and ``is_adult`` (19 or over) follow from the stage, and so does ``school_year``: the highest
    that they may be in now, 0 where they need not be at school.
    """

    born_first: date
    born_last: date
    leaves_first: date
    leaves_last: date
    english: str
    maths: str
    gcses: int
    level: int
    expected: int
    points: int
    before_gcses: bool
    is_adult: bool
    school_year: int


def person_of(said: SaysOfThemselves, today: date) -> Person:
    """The person who said this on ``today``. Raises ValueError for a stage or level that does not exist."""
    born_first, born_last = _births(said.stage, today)
    before_gcses = said.stage in _BEFORE_GCSES
    level, expected = _levels(said, before_gcses=before_gcses)
    has_left = said.stage in _AT_WORK_AGES
    return Person(
        born_first=born_first,
        born_last=born_last,
        leaves_first=min(leaves_school_on(born_first), today) if has_left else leaves_school_on(born_first),
        leaves_last=min(leaves_school_on(born_last), today) if has_left else leaves_school_on(born_last),
        english=said.english or "unsaid",
        maths=said.maths or "unsaid",
        gcses=-1 if said.gcses is None else said.gcses,
        level=level,
        expected=expected,
        points=-1 if said.points is None else said.points,
        before_gcses=before_gcses,
        is_adult=said.stage in ("19-24", "25-plus"),
        school_year=max(_SCHOOL_YEARS.get(said.stage, (0,))),
    )


def _births(stage: str, today: date) -> tuple[date, date]:
    if stage in _SCHOOL_YEARS:
        return births_of_school_years(*_SCHOOL_YEARS[stage], today)
    youngest, oldest = (13, OLDEST) if stage == "helping" else _ages(stage)
    return birthday(today, -oldest - 1) + timedelta(days=1), birthday(today, -youngest)


def _ages(stage: str) -> tuple[int, int]:
    if stage not in _AT_WORK_AGES:
        raise ValueError(f"{stage!r} is no stage.")
    return _AT_WORK_AGES[stage]


def _levels(said: SaysOfThemselves, *, before_gcses: bool) -> tuple[int, int]:
    """The level held and the one expected. School stages say what is being worked for, and so what is not yet held."""
    if said.highest is not None and said.highest not in _HIGHEST:
        raise ValueError(f"{said.highest!r} is no level.")
    expected = 2 if before_gcses else 3 if said.stage == "year-12-13" else NO_LEVEL
    if said.points:
        expected = max(expected, 3)
    if said.highest is not None:
        return _HIGHEST[said.highest], expected
    if before_gcses:
        return 1, expected
    return (2 if said.stage == "year-12-13" else UNKNOWN_LEVEL), expected
