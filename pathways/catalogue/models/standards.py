"""Apprenticeship standards: reference data that stands behind apprenticeships and is nobody's listing."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from pathways.catalogue.models.providers import Sourced
from pathways.catalogue.vocabulary import Level, ListingState
from pathways.database import Timestamps, enum_type


class ApprenticeshipStandard(Timestamps, Sourced, table=True):
    """One published standard. What its source does not give stays empty."""

    __tablename__ = "apprenticeship_standard"
    __table_args__ = (
        UniqueConstraint("source_id", "source_key"),
        CheckConstraint(
            "typical_months IS NULL OR typical_months BETWEEN 1 AND 96", name="duration_is_likely"
        ),
        CheckConstraint("most_funding IS NULL OR most_funding > 0", name="funding_is_positive"),
        CheckConstraint("most_funding IS NULL OR figures_of <> ''", name="funding_is_dated"),
    )

    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(max_length=255)
    lars_code: str = Field(
        default="", max_length=12, index=True, description="Two may share one: as published."
    )
    reference: str = Field(default="", max_length=12, description="Skills England's own, such as ST0001.")
    band: str = Field(default="", max_length=12, description="intermediate, advanced or higher.")
    level: Level | None = Field(default=None, sa_type=enum_type(Level, "level"))
    occupational_route: str = Field(
        default="", max_length=80, description="The official route, in its words."
    )
    status: str = Field(default="", max_length=60, description="In the publisher's words.")
    typical_months: int | None = Field(default=None, description="Typical duration in months.")
    most_funding: int | None = Field(default=None, description="Upper limit of funding in pounds.")
    figures_of: str = Field(default="", max_length=10, description="Year or day that the two figures are of.")
    job_titles: str = Field(default="", description="Typical job titles, semicolons between.")
    state: ListingState = Field(default=ListingState.PUBLISHED, sa_type=enum_type(ListingState, "state"))
