"""The shapes in which T Levels are published, as typed rows: whole T Levels, providers by year, definitions."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from pathways.feeds.json_rows import Day, Degrees, JsonRow, Name, Text, listed

FIRST_YEAR, LAST_YEAR = 2020, 2100
"""The first T Levels began in 2020."""

Ukprn = Annotated[int, Field(ge=10_000_000, le=19_999_999, description="a provider number of eight digits")]
Key = Annotated[
    str,
    BeforeValidator(str),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
    Field(description="an identifier of 1 to 100 characters"),
]
Code = Annotated[int, Field(ge=0, le=1_000_000, description="the number of a T Level")]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR, description=f"a year from {FIRST_YEAR} on")]
Length = Annotated[
    Annotated[float, Field(gt=0, le=500, allow_inf_nan=False)] | None,
    Field(description="a number above none, or empty"),
]


def _none_to_list(value: object) -> object:
    return [] if value is None else value


class YearRow(JsonRow):
    """The T Levels that a provider says it teaches at a place from a year on."""

    year: Year
    qualifications: Annotated[
        tuple[Code, ...], BeforeValidator(_none_to_list), Field(description="a list of numbers")
    ] = ()


class PlaceRow(JsonRow):
    """A place where a provider teaches."""

    name: Text = ""
    postcode: Text = ""
    town: Text = ""
    latitude: Degrees = None
    longitude: Degrees = None
    website: Text = ""
    delivery_years: listed(YearRow) = ()  # type: ignore[valid-type]


class ProviderRow(JsonRow):
    """A provider with its places."""

    uk_prn: Ukprn
    name: Name
    website: Text = ""
    email: Text = ""
    telephone: Text = ""
    locations: listed(PlaceRow) = ()  # type: ignore[valid-type]


class QualificationPart(JsonRow):
    """Which T Level a row of the directory is of."""

    t_level_name: Text = ""
    framework_code: Code


class ProviderPart(JsonRow):
    """Who teaches it."""

    ukprn: Ukprn
    provider_name: Name
    website: Text = ""
    email: Text = ""
    telephone: Text = ""


class VenuePart(JsonRow):
    """Where it is taught."""

    venue_name: Text = ""
    address_line1: Text = ""
    address_line2: Text = ""
    town: Text = ""
    postcode: Text = ""
    latitude: Degrees = None
    longitude: Degrees = None
    website: Text = ""


class TLevelRow(JsonRow):
    """A T Level at one provider, as the national directory of courses lists it."""

    t_level_id: Key
    qualification: QualificationPart
    provider: ProviderPart
    who_for: Text = ""
    entry_requirements: Text = ""
    what_youll_learn: Text = ""
    how_youll_learn: Text = ""
    how_youll_be_assessed: Text = ""
    what_you_can_do_next: Text = ""
    website: Text = ""
    start_date: Day = None
    locations: listed(VenuePart) = ()  # type: ignore[valid-type]
    delivery_mode: Text = ""
    study_mode: Text = ""
    duration_unit: Text = ""
    duration_value: Length = None


class DefinitionRow(JsonRow):
    """A T Level by itself: its number and name."""

    framework_code: Code
    name: Name


def definitions_in(given: Any) -> list[dict[str, Any]] | None:
    """The definitions of a table from numbers to names; None for what is no such table."""
    if not isinstance(given, dict):
        return None
    return [{"frameworkCode": code, "name": name} for code, name in given.items()]
