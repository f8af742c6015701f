"""What a listing says: a whole programme with its entry rules and everything on offer of it, as one value.

The form, the spreadsheet and the API all make one of these, the checks judge it, a version keeps it as JSON, and the
catalogue is written from it. Two listings that say the same are equal: what has no order of its own is put in order.
Money is in whole pence.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from pathways.catalogue.vocabulary import (
    Area,
    Delivery,
    Level,
    Mode,
    Money,
    Nation,
    PayBasis,
    Route,
    SubjectRule,
)
from pathways.database import LARGEST_ID
from pathways.listings.values import Line, Link, Pence, Prose

MOST_OFFERS, MOST_STARTS, MOST_DISTRICTS = 100, 60, 400


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Start(_Said):
    """One start: on a day, when the learner is ready, or in words."""

    starts_on: date | None = None
    start_text: Line = Field(default="", max_length=120)
    is_flexible: bool = False
    opens_on: date | None = None
    closes_on: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day on which somebody can apply for it; None when there is no last day."""
        return self.closes_on or (None if self.is_flexible else self.starts_on)


def _modes(values: tuple[Mode, ...]) -> tuple[Mode, ...]:
    return tuple(mode for mode in Mode if mode in values)


def _areas(values: tuple[Area, ...]) -> tuple[Area, ...]:
    main, *others = dict.fromkeys(values) or (None,)
    return (main, *sorted(others)) if main is not None else ()


def _starts(values: tuple[Start, ...]) -> tuple[Start, ...]:
    return tuple(sorted(dict.fromkeys(values), key=_in_time))


def _in_time(start: Start) -> tuple[Any, ...]:
    days = (start.starts_on, start.closes_on, start.opens_on)
    return (*(day or date.max for day in days), start.is_flexible, start.start_text)


District = Annotated[str, StringConstraints(pattern=r"^[EWSN]\d{8}$")]
Key = Annotated[str, StringConstraints(pattern=r"^(row-)?[1-9]\d{0,9}$")]


class OfferContent(_Said):
    """The programme on offer at one venue, online, or across an area.

    ``key`` names it within its listing, from version to version: a number, or ``row-`` and the id of an opportunity
    that a feed brought.
    """

    key: Key
    delivery: Delivery | None = None
    venue_id: int | None = Field(default=None, ge=1, le=LARGEST_ID)
    place_not_given: bool = False
    districts: Annotated[
        tuple[District, ...],
        Field(max_length=MOST_DISTRICTS),
        AfterValidator(lambda codes: tuple(sorted(set(codes)))),
    ] = ()
    modes: Annotated[tuple[Mode, ...], AfterValidator(_modes)] = ()
    hours_a_week: (
        Annotated[float, Field(ge=0, le=60), AfterValidator(lambda hours: round(hours, 2))] | None
    ) = None
    week_text: Line = Field(default="", max_length=300)
    employer_name: Line = Field(default="", max_length=200)
    employer_about: Prose = ""
    places: int | None = Field(default=None, ge=1, le=10_000)
    money: Money | None = None
    fee: Pence = None
    cost_text: Line = Field(default="", max_length=500)
    pay_basis: PayBasis | None = None
    pay_hourly_low: Pence = None
    pay_hourly_high: Pence = None
    pay_weekly_low: Pence = None
    pay_weekly_high: Pence = None
    pay_text: Line = Field(default="", max_length=300)
    how_to_apply: Prose = ""
    apply_url: Link = ""
    contact_text: Line = Field(default="", max_length=300)
    open_days: Line = Field(default="", max_length=500)
    starts: Annotated[tuple[Start, ...], Field(max_length=MOST_STARTS), AfterValidator(_starts)] = ()

    @property
    def last_day(self) -> date | None:
        """The last day on which somebody can apply; None when a start has no last day. Today's date does not matter."""
        days = [start.last_day for start in self.starts]
        return None if None in days else max((day for day in days if day is not None), default=None)


class EntryContent(_Said):
    """What getting in takes."""

    min_age: int | None = Field(default=None, ge=13, le=99)
    max_age: int | None = Field(default=None, ge=13, le=99)
    age_exceptions: Line = Field(default="", max_length=300)
    after_compulsory_school: bool = True
    english: SubjectRule = SubjectRule.NOT_STATED
    maths: SubjectRule = SubjectRule.NOT_STATED
    gcse_count: int | None = Field(default=None, ge=0, le=12)
    gcse_grade: int | None = Field(default=None, ge=1, le=9)
    required_subjects: Line = Field(default="", max_length=300)
    level_held: Level | None = None
    points: int | None = Field(default=None, ge=0, le=400)
    points_usual_low: int | None = Field(default=None, ge=0, le=400)
    points_usual_high: int | None = Field(default=None, ge=0, le=400)
    needs_ehcp: bool = False
    text: Prose = ""


class ListingContent(_Said):
    """All that a provider says of one programme."""

    route: Route
    title: Line = Field(default="", max_length=255)
    level: Level | None = None
    nation: Nation = Nation.ENGLAND
    areas: Annotated[tuple[Area, ...], AfterValidator(_areas)] = ()
    registered_with: Line = Field(default="", max_length=200)
    taught_at_college: bool = False
    course_code: Line = Field(default="", max_length=80)
    standard_code: Line = Field(default="", max_length=40)
    qualification_number: Line = Field(default="", max_length=40)
    occupation: Line = Field(default="", max_length=200)
    subject_area: Line = Field(default="", max_length=20)
    subject_codes: Line = Field(default="", max_length=200)
    keywords: Line = Field(default="", max_length=1_000)
    summary: Prose = ""
    daily_life: Prose = ""
    you_will_learn: Prose = ""
    leads_to: Prose = ""
    top_up_to: Line = Field(default="", max_length=255)
    assessment: Prose = ""
    support: Prose = ""
    quality_marks: Line = Field(default="", max_length=300)
    duration_months: int | None = Field(default=None, ge=0, le=96)
    duration_text: Line = Field(default="", max_length=120)
    guided_hours: int | None = Field(default=None, ge=0, le=10_000)
    credits: int | None = Field(default=None, ge=0, le=600)
    placement_hours: int | None = Field(default=None, ge=0, le=5_000)
    class_hours_a_week: int | None = Field(default=None, ge=0, le=60)
    work_hours_a_week: int | None = Field(default=None, ge=0, le=60)
    funding_ends_on: date | None = None
    replaced_by: Line = Field(default="", max_length=255)
    last_starts_on: date | None = None
    entry: EntryContent = EntryContent()
    offers: Annotated[tuple[OfferContent, ...], Field(max_length=MOST_OFFERS)] = ()

    @model_validator(mode="after")
    def _each_offer_once(self) -> "ListingContent":
        keys = [offer.key for offer in self.offers]
        if len(keys) != len(set(keys)):
            raise ValueError("Each offer has a key of its own.")
        ordered = tuple(sorted(self.offers, key=lambda offer: (len(offer.key), offer.key)))
        if ordered != self.offers:
            object.__setattr__(self, "offers", ordered)
        return self

    def offer(self, key: str) -> OfferContent | None:
        """The offer with this key."""
        return next((offer for offer in self.offers if offer.key == key), None)

    @property
    def next_key(self) -> str:
        """A key that no offer has."""
        own = [int(offer.key) for offer in self.offers if offer.key.isdigit()]
        return str(max(own, default=0) + 1)

    @property
    def last_day(self) -> date | None:
        """The last day on which somebody can apply for any of it; None when there is no last day, or no start."""
        days = [offer.last_day for offer in self.offers if offer.starts]
        return None if None in days else max((day for day in days if day is not None), default=None)

    @property
    def venue_ids(self) -> frozenset[int]:
        """The venues that it names."""
        return frozenset(offer.venue_id for offer in self.offers if offer.venue_id is not None)


def to_json(content: ListingContent) -> str:
    """The content as it is kept: what has its usual value is left out."""
    return content.model_dump_json(exclude_defaults=True)


def from_json(text: str) -> ListingContent:
    """The content that was kept. Raises pydantic's ValidationError, a ValueError, for what is none."""
    return ListingContent.model_validate_json(text)
