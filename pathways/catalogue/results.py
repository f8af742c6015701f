"""What a search gives back: plain values, ready for a page, an answer or a terminal."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.understanding import Understood
from pathways.eligibility.reasons import Eligibility

FacetName = Literal["route", "level", "area", "mode", "delivery", "money", "start", "provider"]


@dataclass(frozen=True, slots=True)
class Card:
    """One opportunity as a list shows it. Miles are from the chosen place; pence are whole.

    ``eligibility`` is there when somebody said enough of themselves to be told whether they can apply.
    """

    id: int
    programme_id: int
    programme_slug: str
    title: str
    route: str
    level: str | None
    areas: tuple[str, ...]
    provider_id: int
    provider_name: str
    provider_slug: str
    employer_name: str | None
    venue_name: str | None
    town: str | None
    postcode_district: str | None
    lat: float | None
    lng: float | None
    delivery: str
    distance_miles: float | None
    modes: tuple[str, ...]
    duration_text: str
    duration_months: int | None
    next_start: date | None
    start_text: str
    is_flexible: bool
    closes_on: date | None
    money: str | None
    fee_pence: int | None
    cost_text: str
    pay_basis: str | None
    pay_hourly_pence: int | None
    pay_weekly_pence: int | None
    pay_text: str
    hours_a_week: float | None
    taught_at_college: bool
    is_demonstration: bool
    source_name: str
    checked_on: date | None
    eligibility: Eligibility | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many opportunities one choice would leave, every other filter applied and not its own facet's."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """Spelling that was changed: what was typed and what was searched for."""

    typed: str
    searched: str


@dataclass(frozen=True, slots=True)
class Wider:
    """What a larger radius would hold. ``miles`` is None for any distance."""

    miles: int | None
    total: int


@dataclass(frozen=True, slots=True)
class WayOn:
    """For an empty answer: one filter or word to drop, and what is left without it (never zero)."""

    drop: str
    value: str | None
    total: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of a search, and everything counted on the way.

    ``criteria`` are those asked, with what the words were understood as for filters; ``understood`` says which.
    ``instead``: nothing here is quite what was asked for, and these are the nearest to it.
    """

    total: int
    page: int
    page_size: int
    cards: tuple[Card, ...]
    facets: dict[FacetName, tuple[FacetValue, ...]]
    wider: tuple[Wider, ...]
    ways_on: tuple[WayOn, ...]
    correction: Correction | None
    ignored_words: tuple[str, ...]
    version: str
    criteria: SearchCriteria
    understood: tuple[Understood, ...]
    instead: bool

    @property
    def pages(self) -> int:
        """How many pages the total fills; at least one."""
        return max(1, -(-self.total // self.page_size))
