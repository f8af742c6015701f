"""What holds for every T Level unless its provider says otherwise, from the project's table of routes."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pathways.catalogue.dated import read_rows
from pathways.catalogue.vocabulary import Route, SubjectRule

DEFAULTS_FILE = "route_defaults.csv"


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """Length, size, hours, ages and words of the route. Hours are those of the whole, but for ``class_hours``."""

    months: int
    length: str
    guided_hours: int
    placement_hours: int
    class_hours: int
    min_age: int
    max_age: int
    age_exceptions: str
    english: SubjectRule
    maths: SubjectRule
    week: str
    cost: str
    how_to_apply: str
    whom_to_ask: str
    assessment: str


@cache
def route_facts(seed_dir: Path) -> RouteFacts:
    """The row of T Levels, read once. Raises StopIteration, KeyError or ValueError for a table without it."""
    row = next(row for row in read_rows(seed_dir / DEFAULTS_FILE) if row["route"] == Route.T_LEVEL)
    return RouteFacts(
        months=int(row["duration_months"]),
        length=row["duration_text"],
        guided_hours=int(row["guided_hours"]),
        placement_hours=int(row["placement_hours"]),
        class_hours=int(row["class_hours"]),
        min_age=int(row["min_age"]),
        max_age=int(row["max_age"]),
        age_exceptions=row["age_exceptions"],
        english=SubjectRule(row["english"]),
        maths=SubjectRule(row["maths"]),
        week=row["week_text"],
        cost=row["cost_text"],
        how_to_apply=row["how_to_apply"],
        whom_to_ask=row["contact_text"],
        assessment=row["assessment"],
    )
