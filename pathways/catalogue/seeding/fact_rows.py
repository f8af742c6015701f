"""Rows of the files that hold facts: sources, routes, career areas, the minimum wage and tariff points."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from pathways.catalogue.seeding.cells import Age, Flag, Prose, Ref, SeedRow
from pathways.catalogue.vocabulary import Area, Money, Route, SubjectRule


class SourceRow(SeedRow):
    """A row of ``sources.csv``."""

    slug: Ref
    name: str
    statement: str
    address: Annotated[str, Field(pattern=r"^https://")] | None = None
    is_demonstration: Flag = False
    publishes_whole_sets: Flag = False


class RouteDefaults(SeedRow):
    """A row of ``route_defaults.csv``: what holds for a route unless a programme says otherwise."""

    route: Route
    money: Money
    min_age: Age
    max_age: Age
    age_exceptions: str = ""
    english: SubjectRule
    maths: SubjectRule
    duration_months: int
    duration_text: str
    guided_hours: int | None = None
    placement_hours: int | None = None
    class_hours: int
    work_hours: int | None = None
    hours_a_week: float | None = None
    closes_days_before: int
    week_text: str
    cost_text: str
    how_to_apply: str
    contact_text: str
    assessment: str


class RouteSubject(SeedRow):
    """A row of ``route_subjects.csv``: a subject of a route, and between which days people may start it."""

    route: Route
    subject: str
    area: Area
    opens_on: date | None = None
    last_starts_on: date | None = None
    note: str = ""


class CareerAreaRow(SeedRow):
    """A row of ``career_areas.csv``."""

    slug: Area
    name: str
    position: int
    summary: Prose
    what_people_do: Prose
    good_if: Prose
    jobs: Prose
    ways_in: Prose


class MinimumWageRow(SeedRow):
    """A row of ``minimum_wage.csv``: pence an hour from a day on."""

    effective_from: date
    band: Literal["21+", "18-20", "under-18", "apprentice"]
    hourly_pence: Annotated[int, Field(gt=0, lt=10000)]
    source: str
    confidence: str = ""


class TariffPointsRow(SeedRow):
    """A row of ``tariff_points.csv``; empty points are not published."""

    effective_from: date
    qualification: str
    grade: str
    points: Annotated[int, Field(ge=0, le=400)] | None = None
    source: str
    confidence: str = ""
