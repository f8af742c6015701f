"""The filters in force, each with the address of the same search without it."""

from dataclasses import dataclass
from typing import Any

from pathways.catalogue import labels
from pathways.catalogue.criteria import DEFAULT_MILES, SearchCriteria
from pathways.catalogue.query_string import write_query
from pathways.front.headings import miles_words
from pathways.front.learner_fields import stage_name
from pathways.web.language import gettext

REPEATED: tuple[tuple[str, str], ...] = (
    ("route", "routes"),
    ("level", "levels"),
    ("area", "areas"),
    ("mode", "modes"),
    ("delivery", "deliveries"),
    ("money", "money"),
)
"""Each filter that takes several values, and the field of the criteria that holds them."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force. ``query`` is the search without it."""

    text: str
    query: str


def chips(criteria: SearchCriteria, provider_name: str | None) -> tuple[Chip, ...]:
    """Every filter in force, in the order of the filter panel."""
    found: list[Chip] = []
    if criteria.place is not None and criteria.miles != DEFAULT_MILES:
        found.append(Chip(miles_words(criteria.miles), write_query(criteria, miles=DEFAULT_MILES)))
    for facet, field in REPEATED:
        values: frozenset[Any] = getattr(criteria, field)
        for value in sorted(values):
            query = without(criteria, field, value)
            found.append(Chip(labels.facet_value_name(facet, value.value), query))
    if criteria.start is not None:
        found.append(
            Chip(labels.facet_value_name("start", criteria.start.value), write_query(criteria, start=None))
        )
    if criteria.provider_id is not None:
        found.append(Chip(provider_name or gettext("One provider"), write_query(criteria, provider_id=None)))
    if criteria.eligible_for is not None:
        stage = stage_name(criteria.eligible_for)
        found.append(
            Chip(gettext("You can apply: %(stage)s", stage=stage), write_query(criteria, eligible_for=None))
        )
    return tuple(found)


def without(criteria: SearchCriteria, field: str, value: Any) -> str:
    """The query of a search without one value of a field that holds several."""
    changes: dict[str, Any] = {field: getattr(criteria, field) - {value}}
    return write_query(criteria, **changes)


def cleared(criteria: SearchCriteria, miles: int | None = DEFAULT_MILES) -> str:
    """The query of a search with its words and place alone, within ``miles`` of it."""
    kept = SearchCriteria(criteria.text, criteria.place, miles, keep_spelling=criteria.keep_spelling)
    return write_query(kept)
