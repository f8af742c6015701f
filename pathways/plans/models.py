"""The tables of plans. Nothing in them says whose a plan is."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.database import enum_type
from pathways.tokens import HASH_LENGTH

LONGEST_NOTE = 500
"""Letters of a note."""
_JSON = JSON().with_variant(JSONB(), "postgresql")


class PlanStatus(StrEnum):
    """How somebody stands to what they saved. Nobody has to say."""

    KEEN = "keen"
    MAYBE = "maybe"
    APPLIED = "applied"
    OFFER = "offer"
    NO = "no"


class Plan(SQLModel, table=True):
    """One plan, opened by a code of five words of which only a keyed hash is kept."""

    id: int | None = Field(default=None, primary_key=True)
    code_hash: str = Field(max_length=HASH_LENGTH, unique=True, description="Keyed hash of the five words.")
    last_used_on: date = Field(
        default_factory=clock.today, index=True, description="The UK day on which it was last opened."
    )
    calendar_token_hash: str | None = Field(
        default=None, max_length=HASH_LENGTH, unique=True, description="Keyed hash of the calendar address."
    )


class PlanItem(SQLModel, table=True):
    """One opportunity in a plan. It outlives the opportunity: ``as_saved`` says what it was when it was saved."""

    __tablename__ = "plan_item"
    __table_args__ = (
        UniqueConstraint("plan_id", "opportunity_id"),
        CheckConstraint(f"length(note) <= {LONGEST_NOTE}", name="note_is_short"),
    )

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", ondelete="CASCADE", index=True)
    opportunity_id: int = Field(description="Its number in the catalogue, which may let it go.")
    programme_id: int = Field(description="The number of its programme.")
    position: int = Field(description="Its place in the student's order, from 1.")
    status: PlanStatus | None = Field(default=None, sa_type=enum_type(PlanStatus, "plan_status"))
    note: str = Field(
        default="", max_length=LONGEST_NOTE, description="The student's own words, postcodes cut."
    )
    version: int = Field(default=1, description="Grows when status or note change, so that no edit is lost.")
    saved_on: date = Field(default_factory=clock.today)
    as_saved: dict[str, Any] = Field(
        sa_type=_JSON, description="Its card and starts as they were when it was saved: see kept.py."
    )


class PlanShare(SQLModel, table=True):
    """A read-only link to a plan, which ends by itself; one that is ended before is deleted."""

    __tablename__ = "plan_share"

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(
        max_length=HASH_LENGTH, unique=True, description="Keyed hash of the link's token."
    )
    with_notes: bool = Field(default=False)
    created_on: date = Field(default_factory=clock.today)
    expires_on: date = Field(index=True, description="The last UK day on which it opens the plan.")
