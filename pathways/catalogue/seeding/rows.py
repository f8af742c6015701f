"""Rows of the files that hold listings: providers, venues and programmes."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from pathways.catalogue.seeding.cells import Age, Flag, Prose, Ref, SeedRow
from pathways.catalogue.seeding.figures import Figure, read_figures
from pathways.catalogue.seeding.offers import Offer, read_offers
from pathways.catalogue.vocabulary import Area, Level, Money, Nation, ProviderKind, Route, SubjectRule

APPRENTICESHIPS = frozenset(
    {Route.APPRENTICESHIP, Route.FOUNDATION_APPRENTICESHIP, Route.DEGREE_APPRENTICESHIP}
)


def _split(text: object) -> object:
    return tuple(part.strip() for part in text.split(";") if part.strip()) if isinstance(text, str) else text


def _offers(text: object) -> object:
    return read_offers(text) if isinstance(text, str) else text


def _figures(text: object) -> object:
    return read_figures(text) if isinstance(text, str) else text


class ProviderRow(SeedRow):
    """A row of ``providers.csv``: a fictional provider with the four things schools let providers say."""

    ref: Ref
    name: Annotated[str, Field(max_length=200)]
    kind: ProviderKind
    nation: Nation
    region: Annotated[str, Field(max_length=60)]
    about: Prose
    careers: Prose
    learning_here: Prose
    answers: Prose
    support: Prose


class VenueRow(SeedRow):
    """A row of ``venues.csv``. Coordinates are degrees, WGS84: both or neither."""

    ref: Ref
    provider: Ref
    name: Annotated[str, Field(max_length=200)]
    address: Annotated[str, Field(max_length=300)] = ""
    town: Annotated[str, Field(max_length=100)] = ""
    postcode_district: Annotated[str, Field(pattern=r"^[A-Z]{1,2}\d[A-Z\d]?$")] = ""
    lad_code: Annotated[str, Field(pattern=r"^[EWSN]0\d{7}$")] = ""
    lat: Annotated[float, Field(ge=49, le=61)] | None = None
    lng: Annotated[float, Field(ge=-9, le=2.5)] | None = None
    getting_there: Prose = ""

    @model_validator(mode="after")
    def _both_coordinates_or_neither(self) -> Self:
        if (self.lat is None) != (self.lng is None):
            raise ValueError("needs both lat and lng, or neither")
        return self


class ProgrammeRow(SeedRow):
    """A row of ``programmes/<area>.csv``. Class and work hours are a week, others in all; fees are pounds."""

    ref: Ref
    provider: Ref
    title: Annotated[str, Field(max_length=255)]
    route: Route
    level: Level | None = None
    summary: Annotated[str, Field(min_length=30, max_length=600)]
    daily_life: Annotated[str, Field(min_length=30, max_length=900)]
    offered: Annotated[tuple[Offer, ...], BeforeValidator(_offers)]
    you_will_learn: Annotated[str, Field(min_length=20, max_length=900)]
    leads_to: Annotated[str, Field(min_length=10, max_length=900)]
    areas: Annotated[tuple[Area, ...], BeforeValidator(_split)] = ()
    occupation: Annotated[str, Field(max_length=200)] = ""
    subject_area: Annotated[str, Field(pattern=r"^\d{1,2}\.\d$")] = ""
    top_up_to: Annotated[str, Field(max_length=255)] = ""
    assessment: Prose = ""
    support: Prose = ""
    entry_text: Prose = ""
    duration_months: Annotated[int, Field(ge=0, le=96)] | None = None
    duration_text: Annotated[str, Field(max_length=120)] = ""
    guided_hours: Annotated[int, Field(ge=0, le=10000)] | None = None
    credits: Annotated[int, Field(ge=0, le=600)] | None = None
    placement_hours: int | None = None
    class_hours: Annotated[int, Field(ge=0, le=60)] | None = None
    work_hours: Annotated[int, Field(ge=0, le=60)] | None = None
    min_age: Age | None = None
    max_age: Age | None = None
    age_exceptions: Annotated[str, Field(max_length=300)] = ""
    english: SubjectRule | None = None
    maths: SubjectRule | None = None
    gcse_count: Annotated[int, Field(ge=0, le=12)] | None = None
    gcse_grade: Annotated[int, Field(ge=1, le=9)] | None = None
    required_subjects: Annotated[str, Field(max_length=300)] = ""
    level_held: Level | None = None
    points: Annotated[int, Field(ge=0, le=400)] | None = None
    needs_ehcp: Flag = False
    money: Money | None = None
    fee_pounds: Annotated[Decimal, Field(ge=0, le=30000)] | None = None
    cost_text: Annotated[str, Field(max_length=500)] = ""
    how_to_apply: Prose = ""
    open_days: Annotated[str, Field(max_length=500)] = ""
    keywords: Prose = ""
    quality_marks: Annotated[str, Field(max_length=300)] = ""
    registered_with: Annotated[str, Field(max_length=200)] = ""
    funding_ends_on: date | None = None
    replaced_by: Annotated[str, Field(max_length=255)] = ""
    outcomes: Annotated[tuple[Figure, ...], BeforeValidator(_figures)] = ()

    @model_validator(mode="after")
    def _an_apprentice_never_pays(self) -> Self:
        asks = self.money not in (None, Money.PAID) or bool(self.fee_pounds)
        if self.route in APPRENTICESHIPS and asks:
            raise ValueError("an apprenticeship never costs the learner anything")
        return self

    @model_validator(mode="after")
    def _only_paid_programmes_name_pay(self) -> Self:
        for offer in self.offered:
            if (
                offer.pay.basis is not None
                and self.route not in APPRENTICESHIPS
                and self.money is not Money.PAID
            ):
                raise ValueError("only paid programmes name pay")
        return self
