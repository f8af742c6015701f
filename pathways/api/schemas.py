"""The shapes of the API's answers, from which its OpenAPI description is made. Money is in pounds."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """An answer with exactly the named keys."""

    model_config = ConfigDict(extra="forbid", serialize_by_alias=True)


class PlaceShape(Shape):
    """A place, never finer than a postcode sector."""

    id: str
    name: str
    lat: float
    lng: float


class FoundPlace(PlaceShape):
    """A place offered while somebody types."""

    kind: str


class PlacesAnswer(Shape):
    """Places whose name begins with what was typed, best first."""

    places: list[FoundPlace]


class ProviderRef(Shape):
    """Who teaches."""

    id: int
    name: str


class EmployerRef(Shape):
    """Who employs the apprentice."""

    name: str


class VenueShape(Shape):
    """Where it is taught."""

    name: str
    town: str | None
    postcode_district: str | None


class Duration(Shape):
    """How long it takes."""

    text: str
    months: int | None


class Pay(Shape):
    """What the learner is paid, in pounds."""

    text: str
    hourly: float | None
    weekly: float | None
    is_legal_minimum: bool


class Cost(Shape):
    """What the learner pays, in pounds, and whether there is a loan for it."""

    text: str
    to_learner: float | None
    loan: bool


class Eligibility(Shape):
    """Whether this learner could get in, and why."""

    verdict: Literal["yes", "if", "not-yet"]
    reasons: list[str]


class SourceShape(Shape):
    """Where the record comes from and when it was last checked."""

    name: str
    checked: date | None


class OpportunityItem(Shape):
    """One programme on offer at one venue, online or across an area."""

    id: int
    programme_id: int
    title: str
    route: str
    level: str | None
    areas: list[str]
    provider: ProviderRef
    employer: EmployerRef | None
    venue: VenueShape | None
    delivery: str
    distance_miles: float | None = Field(description="Miles in a straight line from the place asked for.")
    mode: list[str]
    duration: Duration | None
    next_start: date | None
    closing: date | None
    pay: Pay | None
    cost: Cost | None
    tags: list[str]
    eligibility: Eligibility | None
    source: SourceShape
    is_demonstration: bool = Field(description="Made up to show how this works; nobody offers it.")
    url: str


class FacetCount(Shape):
    """How many results one choice would leave, all other filters applied."""

    value: str
    label: str
    count: int


class WiderCount(Shape):
    """How many results a larger radius would hold."""

    miles: int | Literal["any"]
    total: int


class CorrectionShape(Shape):
    """Spelling that was changed. Send ``spelling=kept`` to search for the words as typed."""

    typed: str = Field(serialization_alias="from")
    searched: str = Field(serialization_alias="to")


class Understood(Shape):
    """Words that were read as a filter."""

    text: str
    meaning: dict[str, list[str]] = Field(serialization_alias="as")


class SearchAnswer(Shape):
    """One page of results with exact counts."""

    total: int
    page: int
    per_page: int
    place: PlaceShape | None
    place_choices: list[FoundPlace]
    notices: list[str]
    corrected: CorrectionShape | None
    understood: list[Understood]
    items: list[OpportunityItem]
    facets: dict[str, list[FacetCount]]
    wider: list[WiderCount]


class Licence(Shape):
    """A licence, with its SPDX identifier."""

    name: str
    identifier: str
    url: str


class SourceStatement(Shape):
    """Where records come from. Show ``statement`` wherever you show its records. A demonstration is made up."""

    name: str
    statement: str
    url: str
    is_demonstration: bool
    last_imported_at: datetime | None


class Change(Shape):
    """One opportunity that changed; a null id says that any of them may have.

    ``url`` gives its programme as it is now; null unless the opportunity is published.
    """

    sequence: int
    opportunity_id: int | None
    programme_id: int | None
    changed_at: datetime
    state: Literal["published", "withdrawn", "unknown"]
    url: str | None


class ChangesAnswer(Shape):
    """Changes after a point, oldest first; ask again with ``since`` set to ``next`` until ``more`` is false."""

    changes: list[Change]
    next: int
    more: bool
    licence: Licence
    sources: list[SourceStatement]


class DumpFile(Shape):
    """One file of a dump."""

    format: Literal["jsonl", "csv"]
    name: str
    bytes: int
    sha256: str
    url: str


class DumpAbout(Shape):
    """What a dump holds. Go on from it with `/opportunities/changes?since=` and ``next``."""

    written_at: datetime
    day: date = Field(description="The day on which next starts and closing days were judged.")
    opportunities: int
    next: int
    licence: Licence
    sources: list[SourceStatement]
    columns: list[str] = Field(description="Of the CSV, in their order.")
    files: list[DumpFile]


class FieldProblemShape(Shape):
    """One field at fault."""

    field: str
    detail: str


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblemShape] | None = None
