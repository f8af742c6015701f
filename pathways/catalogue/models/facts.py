"""Facts about England that carry a date: pay, points, and the career areas they are read beside."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from pathways.catalogue.vocabulary import Area
from pathways.database import enum_type


class CareerArea(SQLModel, table=True):
    """One of the twenty career areas in plain words."""

    __tablename__ = "career_area"

    slug: Area = Field(sa_type=enum_type(Area, "slug"), primary_key=True)
    name: str = Field(max_length=80)
    position: int
    summary: str = Field(default="")
    what_people_do: str = Field(default="")
    good_if: str = Field(default="", description="You may like it if...")
    jobs: str = Field(default="", description="Job titles, separated by semicolons.")
    ways_in: str = Field(default="", description="How the routes lead in, in words.")


class MinimumWage(SQLModel, table=True):
    """The least lawful hourly pay for a band of ages from a day on."""

    __tablename__ = "minimum_wage"
    __table_args__ = (
        UniqueConstraint("effective_from", "band"),
        CheckConstraint("hourly_pence > 0", name="positive"),
    )

    id: int | None = Field(default=None, primary_key=True)
    effective_from: date
    band: str = Field(max_length=20, description="21+, 18-20, under-18 or apprentice.")
    hourly_pence: int
    source: str = Field(max_length=300)
    confidence: str = Field(default="", max_length=120)


class TariffPoints(SQLModel, table=True):
    """UCAS tariff points for a grade of a qualification from a day on. Empty points: not published."""

    __tablename__ = "tariff_points"
    __table_args__ = (UniqueConstraint("effective_from", "qualification", "grade"),)

    id: int | None = Field(default=None, primary_key=True)
    effective_from: date
    qualification: str = Field(max_length=80)
    grade: str = Field(max_length=60)
    points: int | None = Field(default=None)
    source: str = Field(max_length=300)
    confidence: str = Field(default="", max_length=120)
