"""The two published tables of standards, and the items of Skills England's list: what every value must hold."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from pathways.feeds.json_rows import Day
from pathways.feeds.rows import Row


def _empty_to_none(value: object) -> object:
    return None if value in (0, "0") or (isinstance(value, str) and not value.strip()) else value


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int | float) else "" if value is None else value


def _list_of_texts(value: object) -> object:
    if isinstance(value, str):
        return [part for part in value.split("|") if part.strip()]
    return [] if value is None else value


def _not_blank(value: str) -> str:
    if not value:
        raise ValueError("empty")
    return value


def _lars(value: str) -> str:
    return value.lstrip("0")


Title = Annotated[
    str,
    StringConstraints(max_length=255, strip_whitespace=True),
    AfterValidator(_not_blank),
    Field(description="a title of at most 255 characters"),
]
BandName = Annotated[
    Literal["Intermediate Apprenticeship", "Advanced Apprenticeship", "Higher Apprenticeship"],
    Field(description="Intermediate, Advanced or Higher Apprenticeship"),
]
LevelNumber = Annotated[
    Annotated[int, Field(ge=2, le=7)] | None,
    BeforeValidator(_empty_to_none),
    Field(description="a level from 2 to 7, or empty"),
]
Lars = Annotated[
    str,
    BeforeValidator(_as_text),
    StringConstraints(pattern=r"^\s*[0-9]{0,6}\s*$", strip_whitespace=True),
    AfterValidator(_lars),
    Field(description="a LARS code of at most six digits, or empty"),
]
Months = Annotated[
    Annotated[int, Field(ge=1, le=96)] | None,
    BeforeValidator(_empty_to_none),
    Field(description="a number of months from 1 to 96, or empty"),
]
Pounds = Annotated[
    Annotated[int, Field(ge=1, le=100_000)] | None,
    BeforeValidator(_empty_to_none),
    Field(description="a whole number of pounds, or empty"),
]
Words = Annotated[str, BeforeValidator(_as_text), StringConstraints(max_length=80, strip_whitespace=True),
                  Field(description="text of at most 80 characters")]  # fmt: skip
JobTitles = Annotated[
    list[Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]],
    BeforeValidator(_list_of_texts),
    Field(max_length=100, description="at most 100 job titles of at most 200 characters"),
]


class DetailedRow(Row):
    """A row of the merged table: starts beside what a copy of 2021 says of the standard, where it says anything."""

    title: Title
    apps_level: BandName
    level: LevelNumber
    larscode: Lars
    route: Words
    typical_duration_months: Months
    max_funding_2021: Pounds
    typical_job_titles: JobTitles


class SummaryRow(Row):
    """A row of the summary of starts: every standard and old framework with its band of level."""

    standard: Title
    apps_level: BandName
    flag: Annotated[Literal["Standard", "Framework"], Field(description="Standard or Framework")]


FIGURES_OF_DETAILED = "2021"


class Item(BaseModel):
    """An item of the list that Skills England publishes, of the members that are used here."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)

    title: Title
    level: Annotated[int, Field(ge=2, le=7, description="a level from 2 to 7")]
    reference: Annotated[
        str,
        StringConstraints(pattern=r"^[A-Z]{2}[0-9]{4}$"),
        Field(alias="referenceNumber", description="a reference such as ST0001"),
    ]
    lars_code: Lars = Field(default="", alias="larsCode")
    route: Words = ""
    status: Annotated[str, BeforeValidator(_as_text), StringConstraints(max_length=60)] = ""
    typical_months: Months = Field(default=None, alias="typicalDuration")
    most_funding: Pounds = Field(default=None, alias="maxFunding")
    job_titles: JobTitles = Field(default_factory=list, alias="typicalJobTitles")
    version: Annotated[str, BeforeValidator(_as_text), StringConstraints(max_length=20)] = ""
    updated: Day = Field(default=None, alias="lastUpdated")
    published: Day = Field(default=None, alias="publishDate")
    address: Annotated[str, BeforeValidator(_as_text), StringConstraints(max_length=500)] = Field(
        default="", alias="standardPageUrl"
    )

    @property
    def rank(self) -> tuple[bool, tuple[int, ...]]:
        """Which of two items of one standard goes first: one approved for delivery, then the later version."""
        parts = tuple(int(part) for part in self.version.split(".") if part.isdecimal())
        return self.status.casefold() == "approved for delivery", parts


def rule_of(name: str) -> str:
    """What is right for a member of an item, as the end of "it is ..."; empty for one that says nothing."""
    fields: dict[str, Any] = dict(Item.model_fields)
    for own_name, field in fields.items():
        if name in (own_name, field.alias):
            return str(field.description or _described(field.metadata))
    return ""


def _described(metadata: list[Any]) -> str:
    return next((str(part.description) for part in metadata if getattr(part, "description", None)), "")
