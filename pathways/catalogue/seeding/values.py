"""From checked seed rows to the columns of the tables: each record with the rows that hang on it."""

import zlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from pathways.catalogue.seeding.fact_rows import RouteDefaults
from pathways.catalogue.seeding.rows import ProgrammeRow, ProviderRow, VenueRow
from pathways.catalogue.vocabulary import (
    Area,
    ListingState,
    ProviderKind,
    Route,
)
from pathways.places.names import slug

HIGHER_EDUCATION = frozenset({Route.HIGHER_TECHNICAL, Route.FOUNDATION_DEGREE, Route.DEGREE})
FIGURES_FROM = "Demonstration figures"
LONGEST_SLUG = 120
CHECKED_WITHIN_DAYS = 45
Values = dict[str, Any]
Cell = TypeVar("Cell")


@dataclass(frozen=True, slots=True)
class Record:
    """A row to store under its key, with the rows that hang on it. Links are keys of other records."""

    key: str
    values: Values
    links: Values = field(default_factory=dict)
    parts: dict[str, list[Values]] = field(default_factory=dict)


def provider_record(row: ProviderRow, today: date) -> Record:
    """A provider with its four profile sections."""
    values = row.model_dump(exclude={"ref"})
    return Record(row.ref, values | {"slug": slug(row.name)[:LONGEST_SLUG]} | _standing(row.ref, today))


def venue_record(row: VenueRow, provider: ProviderRow) -> Record:
    """A venue in its provider's nation."""
    values = row.model_dump(exclude={"ref", "provider"})
    return Record(row.ref, values | {"nation": provider.nation}, {"provider_id": row.provider})


def programme_record(
    row: ProgrammeRow, area: Area, provider: ProviderRow, defaults: RouteDefaults, today: date
) -> Record:
    """A programme with its areas, entry requirement and outcomes; the route's defaults fill the gaps."""
    said: Values = {
        name: getattr(row, name)
        for name in (
            "title", "route", "level", "summary", "daily_life", "you_will_learn", "leads_to", "occupation",
            "top_up_to", "support", "credits", "keywords", "quality_marks", "registered_with",
            "funding_ends_on",
            "replaced_by", "subject_area",
        )
    }  # fmt: skip
    filled: Values = {
        name: getattr(row, name) if getattr(row, name) not in (None, "") else getattr(defaults, name)
        for name in ("duration_text", "duration_months", "guided_hours", "placement_hours", "assessment")
    }
    if row.duration_months is not None and not row.duration_text:
        filled["duration_text"] = months_in_words(row.duration_months)
    values = (
        said
        | filled
        | {
            "slug": slug(row.title)[:LONGEST_SLUG].rstrip("-"),
            "nation": provider.nation,
            "class_hours_a_week": first(row.class_hours, defaults.class_hours),
            "work_hours_a_week": first(row.work_hours, defaults.work_hours),
            "taught_at_college": provider.kind is ProviderKind.COLLEGE and row.route in HIGHER_EDUCATION,
        }
    )
    areas = dict.fromkeys((area, *row.areas))
    parts: dict[str, list[Values]] = {
        "programme_area": [{"area": each, "is_main": each is area} for each in areas],
        "entry_requirement": [_entry(row, defaults)],
        "outcome": [
            {name: getattr(figure, name) for name in figure.__dataclass_fields__}
            | {"source_name": FIGURES_FROM}
            for figure in row.outcomes
        ],
    }
    return Record(row.ref, values | _standing(row.ref, today), {"provider_id": row.provider}, parts)


def _entry(row: ProgrammeRow, defaults: RouteDefaults) -> Values:
    ages = {name: first(getattr(row, name), getattr(defaults, name)) for name in ("min_age", "max_age")}
    return {name: age if isinstance(age, int) else None for name, age in ages.items()} | {
        "age_exceptions": row.age_exceptions or (defaults.age_exceptions if row.max_age is None else ""),
        "english": row.english or defaults.english,
        "maths": row.maths or defaults.maths,
        "gcse_count": row.gcse_count,
        "gcse_grade": row.gcse_grade,
        "required_subjects": row.required_subjects,
        "level_held": row.level_held,
        "points": row.points,
        "needs_ehcp": row.needs_ehcp or row.route is Route.SUPPORTED_INTERNSHIP,
        "text": row.entry_text,
    }


def _standing(ref: str, today: date) -> Values:
    return {"is_demonstration": True, "state": ListingState.PUBLISHED} | checked(ref, today)


def checked(ref: str, today: date) -> Values:
    """A checking day of the last weeks that stays the same distance from today for the same record."""
    return {"checked_on": today - timedelta(days=zlib.crc32(ref.encode()) % CHECKED_WITHIN_DAYS)}


def first(said: Cell | None, default: Cell | None) -> Cell | None:
    """What a row says, or the default of its route where it says nothing (0 counts as said)."""
    return default if said is None else said


def months_in_words(months: int) -> str:
    """A length as a prospectus says it: `18 months`, `2 years`."""
    years, rest = divmod(months, 12)
    if rest or not years:
        return "1 month" if months == 1 else f"{months} months"
    return "1 year" if years == 1 else f"{years} years"
