"""The filters beside a list: every choice that would leave something, with how many it would leave."""

from dataclasses import dataclass

from pathways.catalogue import labels
from pathways.catalogue.results import FacetName, FacetValue, Results
from pathways.web.language import gettext

ORDER: tuple[FacetName, ...] = ("route", "area", "level", "money", "start", "mode", "delivery", "provider")
ONE_ONLY: frozenset[FacetName] = frozenset({"start", "provider"})
OPEN_AT_FIRST: frozenset[FacetName] = frozenset({"route", "area"})


@dataclass(slots=True)
class FilterChoice:
    """One box to tick. ``id`` is unique on the page and keeps the focus when the panel is swapped."""

    id: str
    value: str
    text: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """One filter: its name, its choices, whether only one may be chosen, and whether it begins open."""

    name: str
    title: str
    choices: tuple[FilterChoice, ...]
    one_only: bool
    is_open: bool


def filter_groups(results: Results) -> tuple[FilterGroup, ...]:
    """Every filter that has a choice to offer."""
    groups = (_group(name, results.facets.get(name, ())) for name in ORDER)
    return tuple(group for group in groups if group.choices)


def _group(name: FacetName, values: tuple[FacetValue, ...]) -> FilterGroup:
    names = labels.facet_value_names(name)
    offered = [
        FilterChoice(
            f"{name}-{value.value}",
            value.value,
            names.get(value.value) or value.label or value.value,
            value.count,
            value.chosen,
        )
        for value in values
        if value.count or value.chosen
    ]
    chosen = any(choice.chosen for choice in offered)
    one_only = name in ONE_ONLY
    if one_only and offered:
        offered.insert(0, FilterChoice(f"{name}-any", "", gettext("Any"), None, not chosen))
    title = labels.facet_name(name)
    return FilterGroup(name, title, tuple(offered), one_only, chosen or name in OPEN_AT_FIRST)
