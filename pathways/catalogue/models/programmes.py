"""What a provider lists: a programme, what it asks for and how people got on."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from pathways.catalogue.models.providers import ROOM_FOR_CHANGES, Provider, Sourced, edited_rows
from pathways.catalogue.vocabulary import Area, Level, ListingState, Measure, Nation, Route, SubjectRule
from pathways.database import Timestamps, enum_type


class Programme(Timestamps, Sourced, table=True):
    """A programme as its provider lists it, the same wherever and whenever it starts."""

    __table_args__ = (
        UniqueConstraint("source_id", "source_key"),
        CheckConstraint(
            "duration_months IS NULL OR duration_months BETWEEN 0 AND 96", name="duration_is_likely"
        ),
        CheckConstraint("credits IS NULL OR credits BETWEEN 0 AND 600", name="credits_are_likely"),
        CheckConstraint("guided_hours IS NULL OR guided_hours BETWEEN 0 AND 10000", name="hours_are_likely"),
        edited_rows("programme"),
        ROOM_FOR_CHANGES,
    )

    id: int | None = Field(default=None, primary_key=True)
    provider_id: int = Field(foreign_key="provider.id", index=True)
    title: str = Field(max_length=255)
    slug: str = Field(max_length=120)
    route: Route = Field(sa_type=enum_type(Route, "route"))
    level: Level | None = Field(default=None, sa_type=enum_type(Level, "level"))
    nation: Nation = Field(sa_type=enum_type(Nation, "nation"))
    is_demonstration: bool = Field(default=False)
    state: ListingState = Field(default=ListingState.PUBLISHED, sa_type=enum_type(ListingState, "state"))
    registered_with: str = Field(
        default="", max_length=200, description="Registering body when another teaches."
    )
    taught_at_college: bool = Field(
        default=False, description="Higher education taught at a further education college."
    )
    course_code: str = Field(default="", max_length=80, description="The provider's own or the UCAS code.")
    standard_code: str = Field(default="", max_length=40, description="Apprenticeship standard (LARS code).")
    qualification_number: str = Field(
        default="", max_length=40, description="Learning aim or qualification number."
    )
    occupation: str = Field(
        default="", max_length=200, description="Job titles it prepares for, comma separated."
    )
    subject_area: str = Field(
        default="", max_length=20, description="Sector subject area, tier 2, such as 5.2."
    )
    subject_codes: str = Field(
        default="", max_length=200, description="CAH or other subject codes, space separated."
    )
    keywords: str = Field(default="", description="Further words that should find it.")

    summary: str = Field(default="", description="What it is, in a sentence or two.")
    daily_life: str = Field(default="", description="What you do all day.")
    you_will_learn: str = Field(default="", description="What is taught.")
    leads_to: str = Field(default="", description="Jobs and next courses.")
    top_up_to: str = Field(default="", max_length=255, description="The degree it may be topped up to.")
    assessment: str = Field(default="", description="Exams, projects, end-point assessment.")
    support: str = Field(default="", description="Help that comes with this programme.")
    quality_marks: str = Field(default="", max_length=300)

    duration_months: int | None = Field(default=None)
    duration_text: str = Field(default="", max_length=120)
    guided_hours: int | None = Field(default=None, description="Size in guided learning hours.")
    credits: int | None = Field(default=None, description="Higher education credits; never points.")
    placement_hours: int | None = Field(default=None)
    class_hours_a_week: int | None = Field(default=None)
    work_hours_a_week: int | None = Field(default=None)
    funding_ends_on: date | None = Field(default=None)
    replaced_by: str = Field(default="", max_length=255)
    last_starts_on: date | None = Field(default=None, description="No intake is accepted after this day.")

    provider: Provider = Relationship()
    areas: list["ProgrammeArea"] = Relationship(cascade_delete=True)
    entry: "EntryRequirement" = Relationship(cascade_delete=True, sa_relationship_kwargs={"uselist": False})
    outcomes: list["Outcome"] = Relationship(cascade_delete=True)


class ProgrammeArea(SQLModel, table=True):
    """A career area that a programme belongs to; one is its main area."""

    __tablename__ = "programme_area"

    programme_id: int = Field(foreign_key="programme.id", primary_key=True)
    area: Area = Field(sa_type=enum_type(Area, "area"), primary_key=True)
    is_main: bool = Field(default=False)


class EntryRequirement(SQLModel, table=True):
    """What is needed to get in, structured; the text says the rest."""

    __tablename__ = "entry_requirement"
    __table_args__ = (
        CheckConstraint("min_age IS NULL OR min_age BETWEEN 13 AND 99", name="min_age_is_likely"),
        CheckConstraint("max_age IS NULL OR min_age IS NULL OR max_age >= min_age", name="ages_in_order"),
        CheckConstraint("gcse_count IS NULL OR gcse_count BETWEEN 0 AND 12", name="gcse_count_is_likely"),
        CheckConstraint("gcse_grade IS NULL OR gcse_grade BETWEEN 1 AND 9", name="gcse_grade_is_a_grade"),
        CheckConstraint("points IS NULL OR points BETWEEN 0 AND 400", name="points_are_likely"),
        CheckConstraint(
            "points_usual_low IS NULL OR points_usual_high >= points_usual_low", name="points_in_order"
        ),
    )

    programme_id: int = Field(foreign_key="programme.id", primary_key=True)
    min_age: int | None = Field(default=None, description="Years at the start.")
    max_age: int | None = Field(default=None, description="Years at the start.")
    age_exceptions: str = Field(default="", max_length=300)
    after_compulsory_school: bool = Field(default=True, description="Only after the school-leaving date.")
    english: SubjectRule = Field(default=SubjectRule.NOT_STATED, sa_type=enum_type(SubjectRule, "english"))
    maths: SubjectRule = Field(default=SubjectRule.NOT_STATED, sa_type=enum_type(SubjectRule, "maths"))
    gcse_count: int | None = Field(default=None)
    gcse_grade: int | None = Field(default=None, description="Least grade of those GCSEs, 1 to 9.")
    required_subjects: str = Field(default="", max_length=300, description="Subjects and grades, in words.")
    level_held: Level | None = Field(default=None, sa_type=enum_type(Level, "level_held"))
    points: int | None = Field(
        default=None, description="UCAS tariff points asked for. May warn, never hide."
    )
    points_usual_low: int | None = Field(
        default=None, description="Lower quartile of points students came with."
    )
    points_usual_high: int | None = Field(
        default=None, description="Upper quartile of points students came with."
    )
    needs_ehcp: bool = Field(default=False, description="For people with an education, health and care plan.")
    text: str = Field(default="", description="Entry in the provider's own words.")


class Outcome(SQLModel, table=True):
    """How people got on: one published figure, or why there is none."""

    __table_args__ = (UniqueConstraint("programme_id", "measure", "subject", "years_after"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    measure: Measure = Field(sa_type=enum_type(Measure, "measure"))
    subject: str = Field(
        default="", max_length=200, description="The subject the figure covers, if not this course."
    )
    years_after: int | None = Field(default=None, description="Years after finishing.")
    value: float | None = Field(
        default=None, description="Per cent, pounds a year, or points, as the measure says."
    )
    low: float | None = Field(default=None, description="Lower quartile.")
    high: float | None = Field(default=None, description="Upper quartile.")
    people: int | None = Field(default=None, description="How many people the figure rests on.")
    period: str = Field(default="", max_length=60)
    missing_reason: str = Field(
        default="", max_length=80, description="Code of the reason why there is no figure."
    )
    detail: str = Field(default="", description="The whole spread as JSON, where there is one.")
    source_name: str = Field(max_length=200)
