"""Learners and entry requirements for tests of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from pathways.catalogue.entry_law import entry_law
from pathways.catalogue.vocabulary import Level, Nation, Route, SubjectRule
from pathways.eligibility.periods import day_number
from pathways.eligibility.reasons import Eligibility, Verdict
from pathways.eligibility.verdicts import applicant
from pathways.paths import resource_dir
from pathways.snapshot.columns import ENTRY_COLUMNS

TODAY = date(2026, 11, 21)
NEXT_SEPTEMBER = date(2027, 9, 6)
LAW = entry_law(resource_dir("seed_data"))
STAGES = ("year-8-9", "year-10-11", "year-12-13", "left-under-19", "19-24", "25-plus", "helping")
ANSWERS = (None, "have", "expect", "not-yet", "unsure")
RULES, LEVELS, ROUTES, NATIONS = list(SubjectRule), list(Level), list(Route), list(Nation)
NOTHING_ASKED: dict[str, int] = {
    **dict.fromkeys(
        ("min_age", "max_age", "gcse_count", "gcse_grade", "level_held", "points", "points_low"), -1
    ),
    **dict.fromkeys(("age_exceptions", "needs_ehcp", "has_required_subjects", "has_text", "after_school"), 0),
    **dict.fromkeys(("english", "maths"), RULES.index(SubjectRule.NOT_STATED)),
    "nation": NATIONS.index(Nation.ENGLAND),
    "route": ROUTES.index(Route.VOCATIONAL),
    "level": LEVELS.index(Level.TWO),
}


@dataclass(frozen=True)
class Said:
    """What somebody said of themselves."""

    stage: str = "year-10-11"
    english: str | None = None
    maths: str | None = None
    gcses: int | None = None
    highest: str | None = None
    points: int | None = None


def asks(**changes: Any) -> dict[str, int]:
    """An entry requirement that asks for nothing but what the test names, in the catalogue's words."""
    coded: dict[str, int] = {}
    for name, value in changes.items():
        codes = [
            values.index(value)
            for values in (RULES, LEVELS, ROUTES, NATIONS)
            if type(value) is type(values[0])
        ]
        coded[name] = codes[0] if codes else value
    return NOTHING_ASKED | coded


def columns_of(*requirements: dict[str, int]) -> dict[str, NDArray[Any]]:
    return {
        name: np.array([asked[name] for asked in requirements], kind) for name, kind in ENTRY_COLUMNS.items()
    }


def judged(said: Said, *, start: date = NEXT_SEPTEMBER, today: date = TODAY, **asked: Any) -> Eligibility:
    """The verdict for one requirement and start, with its reasons."""
    return applicant(said, LAW, today).explain(columns_of(asks(**asked)), 0, day_number(start))


def verdict(said: Said, **asked: Any) -> Verdict:
    return judged(said, **asked).verdict


def reasons(said: Said, **asked: Any) -> list[str]:
    return [reason.code.value for reason in judged(said, **asked).reasons]


people = st.builds(
    Said,
    stage=st.sampled_from(STAGES),
    english=st.sampled_from(ANSWERS),
    maths=st.sampled_from(ANSWERS),
    gcses=st.none() | st.integers(0, 12),
    highest=st.none() | st.sampled_from(("none", "entry", "1", "2", "3", "4", "5", "6")),
    points=st.none() | st.integers(0, 200),
)
requirements = st.fixed_dictionaries(
    {
        "min_age": st.integers(13, 30) | st.just(-1),
        "max_age": st.integers(16, 40) | st.just(-1),
        "age_exceptions": st.integers(0, 1),
        "after_school": st.integers(0, 1),
        "english": st.integers(0, 3),
        "maths": st.integers(0, 3),
        "gcse_count": st.integers(-1, 8),
        "gcse_grade": st.integers(1, 9) | st.just(-1),
        "level_held": st.integers(-1, 7),
        "points": st.integers(-1, 160),
        "points_low": st.integers(-1, 160),
        "needs_ehcp": st.integers(0, 1),
        "nation": st.integers(0, 3),
        "has_required_subjects": st.integers(0, 1),
        "has_text": st.integers(0, 1),
        "route": st.integers(0, len(ROUTES) - 1),
        "level": st.integers(-1, 7),
    }
)
days = st.dates(date(2025, 1, 1), date(2029, 12, 31))
