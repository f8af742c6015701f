"""The shapes of one programme and one provider, whole. Money is in pounds."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from pathways.api.schemas import ProviderRef, Shape, SourceShape


class EntryShape(Shape):
    """What is needed to get in. A null says that nothing is stated."""

    min_age: int | None
    max_age: int | None
    age_exceptions: str
    after_compulsory_school: bool
    english: str
    maths: str
    gcse_count: int | None
    gcse_grade: int | None
    required_subjects: str
    level_held: str | None
    points: int | None
    points_usual_low: int | None
    points_usual_high: int | None
    needs_ehcp: bool
    text: str


class OutcomeShape(Shape):
    """How people got on: a figure, or the reason why there is none."""

    measure: str
    subject: str
    years_after: int | None
    value: float | None
    low: float | None
    high: float | None
    people: int | None
    period: str
    missing_reason: str
    detail: Any
    source: str


class IntakeShape(Shape):
    """One start."""

    starts_on: date | None
    start_text: str
    is_flexible: bool
    opens_on: date | None
    closes_on: date | None
    is_open: bool


class PlaceTaught(Shape):
    """A venue; without coordinates when they are not known."""

    name: str
    address: str
    town: str
    postcode: str
    postcode_district: str
    lat: float | None
    lng: float | None
    getting_there: str


class OfferShape(Shape):
    """The programme on offer at one place, online or across an area."""

    id: int
    delivery: str
    venue: PlaceTaught | None
    districts: list[str]
    mode: list[str]
    hours_a_week: float | None
    week_text: str
    employer: str | None
    employer_about: str
    places: int | None
    money: str | None
    fee: float | None
    cost_text: str
    pay_basis: str | None
    pay_hourly_low: float | None
    pay_hourly_high: float | None
    pay_weekly_low: float | None
    pay_weekly_high: float | None
    pay_text: str
    how_to_apply: str
    apply_url: str
    contact: str
    open_days: str
    intakes: list[IntakeShape]


class LadderStepShape(Shape):
    """One step before or after a programme. Credits are not converted: what they count for, a university decides."""

    opportunity_id: int
    programme_id: int
    title: str
    route: str
    level: str | None
    provider: ProviderRef
    town: str | None
    distance_miles: float | None = Field(
        description="Miles in a straight line from where this one is taught."
    )
    shares: Literal["occupation", "subject"]
    credits: int | None
    url: str


class LadderShape(Shape):
    """The step before, if any is near, and the steps after, lowest first."""

    before: list[LadderStepShape]
    after: list[LadderStepShape]


class ProgrammeDocument(Shape):
    """All that is known of a programme."""

    id: int
    title: str
    route: str
    level: str | None
    nation: str
    areas: list[str]
    provider: ProviderRef
    registered_with: str
    taught_at_college: bool
    is_demonstration: bool
    course_code: str
    standard_code: str
    qualification_number: str
    occupation: str
    subject_area: str
    subject_codes: str
    summary: str
    daily_life: str
    you_will_learn: str
    leads_to: str
    top_up_to: str
    assessment: str
    support: str
    quality_marks: str
    duration_months: int | None
    duration_text: str
    guided_hours: int | None
    credits: int | None
    placement_hours: int | None
    class_hours_a_week: int | None
    work_hours_a_week: int | None
    funding_ends_on: date | None
    replaced_by: str
    last_starts_on: date | None
    entry: EntryShape | None
    outcomes: list[OutcomeShape]
    opportunities: list[OfferShape]
    ladder: LadderShape
    source: SourceShape
    source_url: str
    url: str


class ProviderDocument(Shape):
    """All that is known of a provider."""

    id: int
    ukprn: int | None
    name: str
    kind: str
    nation: str
    region: str
    is_demonstration: bool
    about: str
    careers: str
    learning_here: str
    answers: str
    support: str
    quality_marks: str
    website: str
    email: str
    telephone: str
    venues: list[PlaceTaught]
    source: SourceShape
    url: str
