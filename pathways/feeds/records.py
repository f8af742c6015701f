"""What a format makes of its rows: records of the catalogue, held by the keys of their source.

Fields have the names of the catalogue's columns; what a record leaves out takes the column's default.
``key`` becomes ``source_key``; ``provider_key`` and the like become the id of the row with that key. Money is in
whole pence.
"""

from dataclasses import dataclass
from datetime import date

from pathways.catalogue.vocabulary import (
    Area,
    Delivery,
    Level,
    Measure,
    Money,
    Nation,
    PayBasis,
    ProviderKind,
    Route,
    SubjectRule,
)


@dataclass(frozen=True, slots=True)
class ProviderRecord:
    """Who teaches."""

    key: str
    name: str
    slug: str
    kind: ProviderKind
    nation: Nation
    ukprn: int | None = None
    about: str = ""
    support: str = ""
    website: str = ""
    email: str = ""
    telephone: str = ""
    quality_marks: str = ""
    source_url: str = ""
    source_dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class VenueRecord:
    """A place of teaching. Coordinates are WGS84 degrees, both or neither."""

    key: str
    provider_key: str
    name: str
    nation: Nation
    address: str = ""
    town: str = ""
    postcode: str = ""
    postcode_district: str = ""
    lad_code: str = ""
    lat: float | None = None
    lng: float | None = None
    getting_there: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeRecord:
    """A programme. Its areas, entry and outcomes are staged before it: its fingerprint covers them."""

    key: str
    provider_key: str
    title: str
    slug: str
    route: Route
    level: Level | None
    nation: Nation
    registered_with: str = ""
    taught_at_college: bool = False
    course_code: str = ""
    standard_code: str = ""
    qualification_number: str = ""
    occupation: str = ""
    subject_area: str = ""
    subject_codes: str = ""
    keywords: str = ""
    summary: str = ""
    daily_life: str = ""
    you_will_learn: str = ""
    leads_to: str = ""
    top_up_to: str = ""
    assessment: str = ""
    support: str = ""
    quality_marks: str = ""
    duration_months: int | None = None
    duration_text: str = ""
    guided_hours: int | None = None
    credits: int | None = None
    placement_hours: int | None = None
    class_hours_a_week: int | None = None
    work_hours_a_week: int | None = None
    funding_ends_on: date | None = None
    replaced_by: str = ""
    last_starts_on: date | None = None
    source_url: str = ""
    source_dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """A career area of a programme."""

    programme_key: str
    area: Area
    is_main: bool


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """What getting in takes, or usually took. At most one for each programme."""

    programme_key: str
    min_age: int | None = None
    max_age: int | None = None
    age_exceptions: str = ""
    after_compulsory_school: bool = True
    english: SubjectRule = SubjectRule.NOT_STATED
    maths: SubjectRule = SubjectRule.NOT_STATED
    gcse_count: int | None = None
    gcse_grade: int | None = None
    required_subjects: str = ""
    level_held: Level | None = None
    points: int | None = None
    points_usual_low: int | None = None
    points_usual_high: int | None = None
    needs_ehcp: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRecord:
    """One published figure, or the code of the reason why there is none. ``detail`` is JSON."""

    programme_key: str
    measure: Measure
    source_name: str
    subject: str = ""
    years_after: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    people: int | None = None
    period: str = ""
    missing_reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class OpportunityRecord:
    """A programme on offer. Its intakes and districts are staged before it."""

    key: str
    programme_key: str
    venue_key: str | None
    delivery: Delivery
    place_not_given: bool = False
    full_time: bool = False
    part_time: bool = False
    evening_weekend: bool = False
    day_release: bool = False
    mode_not_stated: bool = False
    hours_a_week: float | None = None
    week_text: str = ""
    employer_name: str = ""
    employer_about: str = ""
    places: int | None = None
    money: Money | None = None
    fee: int | None = None
    cost_text: str = ""
    pay_basis: PayBasis | None = None
    pay_hourly_low: int | None = None
    pay_hourly_high: int | None = None
    pay_weekly_low: int | None = None
    pay_weekly_high: int | None = None
    pay_text: str = ""
    how_to_apply: str = ""
    apply_url: str = ""
    contact_text: str = ""
    open_days: str = ""
    source_url: str = ""
    source_dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class IntakeRecord:
    """One start of an opportunity."""

    opportunity_key: str
    starts_on: date | None = None
    start_text: str = ""
    is_flexible: bool = False
    opens_on: date | None = None
    closes_on: date | None = None


@dataclass(frozen=True, slots=True)
class DistrictRecord:
    """A local authority district that an area-wide opportunity serves."""

    opportunity_key: str
    lad_code: str


Record = ProviderRecord | VenueRecord | ProgrammeRecord | OpportunityRecord
Part = AreaRecord | EntryRecord | OutcomeRecord | IntakeRecord | DistrictRecord
