"""The two shapes in which vacancies are published, as typed rows.

The advert's own service lists whole adverts; the search service lists less, in three kinds of row of which one
is for jobs that are no apprenticeship. Members that name a person are read only to leave that person out.
"""

from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, Field, model_validator

from pathways.feeds.json_rows import Day, Degrees, JsonRow, Name, Pounds, Text, empty_to_none, listed

Hours = Annotated[
    Annotated[float, Field(ge=0, le=168, allow_inf_nan=False)] | None,
    BeforeValidator(empty_to_none),
    Field(description="a number of hours a week, or empty"),
]
Positions = Annotated[
    Annotated[int, Field(ge=0, le=100_000)] | None,
    BeforeValidator(empty_to_none),
    Field(description="a number of people, or empty"),
]
Ukprn = Annotated[
    Annotated[int, Field(ge=10_000_000, le=19_999_999)] | None,
    BeforeValidator(empty_to_none),
    Field(description="a provider number of eight digits, or empty"),
]
Flag = Annotated[bool | None, BeforeValidator(empty_to_none), Field(description="true or false, or empty")]


def _quietly(value: object) -> object:
    """A person's own detail as text, whatever was given: it is never worth refusing a row for."""
    return value if isinstance(value, str) else ""


Private = Annotated[str, BeforeValidator(_quietly)]


class AddressRow(JsonRow):
    """Where the work is."""

    address_line1: Text = ""
    address_line2: Text = ""
    address_line3: Text = ""
    address_line4: Text = ""
    postcode: Text = Field(default="", validation_alias=AliasChoices("postcode", "postCode"))
    latitude: Degrees = Field(default=None, validation_alias=AliasChoices("latitude", "lat"))
    longitude: Degrees = Field(default=None, validation_alias=AliasChoices("longitude", "lon"))

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that say something."""
        lines = (self.address_line1, self.address_line2, self.address_line3, self.address_line4)
        return tuple(line for line in lines if line)


class PointRow(JsonRow):
    """A point in degrees."""

    lat: Degrees = None
    lon: Degrees = None


class CourseRow(JsonRow):
    """The standard that is trained for."""

    lars_code: Text = ""
    title: Text = ""
    level: Text = ""
    route: Text = ""


class WageRow(JsonRow):
    """What is paid."""

    wage_type: Text = ""
    wage_unit: Text = ""
    wage_amount: Pounds = None
    wage_amount_lower_bound: Pounds = None
    wage_amount_upper_bound: Pounds = None
    wage_additional_information: Text = ""
    working_week_description: Text = ""


class QualificationRow(JsonRow):
    """Something that people need to have, or had better have."""

    qualification_type: Text = ""
    subject: Text = ""
    grade: Text = ""
    weighting: Text = ""


class VacancyRow(JsonRow):
    """What both shapes say."""

    vacancy_reference: Name
    title: Name
    employer_name: Text = ""
    closing_date: Day = None
    posted_date: Day = None
    start_date: Day = None
    hours_per_week: Hours = None
    number_of_positions: Positions = None
    application_url: Text = ""
    employer_contact_name: Private = ""
    provider_contact_name: Private = ""
    ukprn: Ukprn = None
    provider_name: Text = ""
    is_national_vacancy: Flag = None
    is_disability_confident: Flag = None
    address: AddressRow | None = None
    location: PointRow | None = None
    company_benefits_information: Text = ""
    additional_training_description: Text = ""


class AdvertRow(VacancyRow):
    """An advert of the apprenticeship vacancy service. Detail members come only with single adverts."""

    description: Text = ""
    full_description: Text = ""
    employer_description: Text = ""
    employment_location_information: Text = Field(
        default="",
        validation_alias=AliasChoices("employmentLocationInformation", "isNationalVacancyDetails"),
    )
    employer_location_option: Text = ""
    other_addresses: listed(AddressRow) = ()  # type: ignore[valid-type]
    addresses: listed(AddressRow) = ()  # type: ignore[valid-type]
    expected_duration: Text = ""
    apprenticeship_level: Text = ""
    vacancy_url: Text = ""
    course: CourseRow = CourseRow()
    wage: WageRow = WageRow()
    training_description: Text = ""
    outcome_description: Text = ""
    things_to_consider: Text = ""
    qualifications: listed(QualificationRow) = ()  # type: ignore[valid-type]

    @model_validator(mode="before")
    @classmethod
    def _empty_parts(cls, given: Any) -> Any:
        """A part that is null is a part that is not there."""
        if not isinstance(given, dict):
            return given
        return {name: value for name, value in given.items() if value is not None}


class FoundRow(VacancyRow):
    """A row of the search service: of an apprenticeship, of the health service's own list, or of other jobs."""

    course_title: Text = ""
    course_id: Text = ""
    course_route: Text = ""
    wage_type: Text = ""
    wage_text: Text = ""
    working_week: Text = ""
    vacancy_source: Text = ""
    address_line1: Text = ""
    address_line2: Text = ""
    address_line3: Text = ""
    address_line4: Text = ""
    post_code: Text = ""
    lat: Degrees = None
    lon: Degrees = None


def shape_of(item: dict[str, Any]) -> type[AdvertRow] | type[FoundRow]:
    """The shape of an item: only adverts hold their wage and their standard as objects of their own."""
    whole = any(isinstance(item.get(name), dict) for name in ("wage", "course")) or "vacancyUrl" in item
    return AdvertRow if whole else FoundRow


def addresses_of(row: AdvertRow | FoundRow) -> list[tuple[str, str]]:
    """The addresses of the web that an item gives, by their members."""
    given = [("applicationUrl", row.application_url)]
    return given if isinstance(row, FoundRow) else [*given, ("vacancyUrl", row.vacancy_url)]
