"""A programme on offer somewhere: what a student finds, and when it starts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from pathways.catalogue.models.programmes import Programme
from pathways.catalogue.models.providers import ROOM_FOR_CHANGES, Sourced, Venue, edited_rows
from pathways.catalogue.vocabulary import Delivery, ListingState, Money, PayBasis
from pathways.database import Timestamps, UtcDateTime, enum_type


class Opportunity(Timestamps, Sourced, table=True):
    """A programme at one venue, online, or across an area. Money is in whole pence."""

    __table_args__ = (
        UniqueConstraint("source_id", "source_key"),
        CheckConstraint(
            "delivery <> 'venue' OR venue_id IS NOT NULL OR place_not_given",
            name="a_venue_where_taught_at_one",
        ),
        CheckConstraint(
            "full_time OR part_time OR evening_weekend OR day_release OR mode_not_stated", name="a_mode"
        ),
        CheckConstraint(
            "pay_hourly_low IS NULL OR pay_hourly_high >= pay_hourly_low", name="hourly_pay_in_order"
        ),
        CheckConstraint(
            "pay_weekly_low IS NULL OR pay_weekly_high >= pay_weekly_low", name="weekly_pay_in_order"
        ),
        CheckConstraint("fee IS NULL OR fee >= 0", name="fee_not_negative"),
        CheckConstraint("hours_a_week IS NULL OR hours_a_week BETWEEN 0 AND 60", name="hours_are_likely"),
        CheckConstraint(
            "money IS NULL OR money <> 'paid' OR fee IS NULL OR fee = 0", name="paid_costs_nothing"
        ),
        edited_rows("opportunity"),
        ROOM_FOR_CHANGES,
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    venue_id: int | None = Field(default=None, foreign_key="venue.id", index=True)
    delivery: Delivery = Field(sa_type=enum_type(Delivery, "delivery"))
    place_not_given: bool = Field(
        default=False, description="Taught somewhere that the source does not name."
    )
    state: ListingState = Field(default=ListingState.PUBLISHED, sa_type=enum_type(ListingState, "state"))
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    full_time: bool = Field(default=False)
    part_time: bool = Field(default=False)
    evening_weekend: bool = Field(default=False)
    day_release: bool = Field(default=False)
    mode_not_stated: bool = Field(default=False)
    hours_a_week: float | None = Field(default=None)
    week_text: str = Field(default="", max_length=300, description="The working or study week in words.")

    employer_name: str = Field(default="", max_length=200)
    employer_about: str = Field(default="")
    places: int | None = Field(default=None, description="How many people can start.")

    money: Money | None = Field(default=None, sa_type=enum_type(Money, "money"))
    fee: int | None = Field(default=None, description="Pence the learner pays, whole course.")
    cost_text: str = Field(default="", max_length=500)
    pay_basis: PayBasis | None = Field(default=None, sa_type=enum_type(PayBasis, "pay_basis"))
    pay_hourly_low: int | None = Field(default=None, description="Pence an hour.")
    pay_hourly_high: int | None = Field(default=None, description="Pence an hour.")
    pay_weekly_low: int | None = Field(default=None, description="Pence a week.")
    pay_weekly_high: int | None = Field(default=None, description="Pence a week.")
    pay_text: str = Field(default="", max_length=300)

    how_to_apply: str = Field(default="")
    apply_url: str = Field(default="", max_length=500, description="https address.")
    contact_text: str = Field(
        default="", max_length=300, description="Whom to ask; never a person's own details."
    )
    open_days: str = Field(default="", max_length=500)

    programme: Programme = Relationship()
    venue: Venue | None = Relationship()
    intakes: list["Intake"] = Relationship(cascade_delete=True)
    districts: list["OpportunityDistrict"] = Relationship(cascade_delete=True)


class OpportunityDistrict(SQLModel, table=True):
    """A local authority district that an area-wide opportunity serves."""

    __tablename__ = "opportunity_district"

    opportunity_id: int = Field(foreign_key="opportunity.id", primary_key=True)
    lad_code: str = Field(max_length=9, primary_key=True)


class SameOffer(SQLModel, table=True):
    """An opportunity that another source lists too. Of those that are the same, one is shown.

    Rules of ``pathways.feeds.same_offer`` fill it; an opportunity that stands alone has no row.
    """

    __tablename__ = "same_offer"

    opportunity_id: int = Field(foreign_key="opportunity.id", primary_key=True)
    shown_id: int = Field(foreign_key="opportunity.id", index=True, description="The one that is shown.")


class Intake(SQLModel, table=True):
    """One start of an opportunity: on a date, or whenever the learner is ready."""

    __table_args__ = (
        CheckConstraint("is_flexible OR starts_on IS NOT NULL OR start_text <> ''", name="a_start_is_said"),
        CheckConstraint(
            "starts_on IS NULL OR closes_on IS NULL OR closes_on <= starts_on", name="closes_by_the_start"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    opportunity_id: int = Field(foreign_key="opportunity.id", index=True)
    starts_on: date | None = Field(default=None)
    start_text: str = Field(default="", max_length=120)
    is_flexible: bool = Field(default=False)
    opens_on: date | None = Field(default=None, description="First day to apply.")
    closes_on: date | None = Field(default=None, description="Last day to apply, the whole day, UK time.")
