"""The ways on from a list that came out empty, each with how many it would give."""

from dataclasses import dataclass
from typing import Any

from pathways.catalogue import labels
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.query_string import write_query
from pathways.catalogue.results import Results, WayOn
from pathways.front.chips import REPEATED, cleared
from pathways.web.language import gettext
from pathways.words.typed import without_word

FIELDS = dict(REPEATED)


@dataclass(frozen=True, slots=True)
class WayOnLink:
    """One way on: what it does in words, how many it gives, and its address."""

    text: str
    total: int
    query: str


def ways_on(criteria: SearchCriteria, results: Results, provider_name: str | None) -> tuple[WayOnLink, ...]:
    """Every way on that the search offers, in its order, as links. Larger radii are shown on their own."""
    return tuple(
        link for way in results.ways_on if (link := _link(criteria, results, way, provider_name)) is not None
    )


def _link(
    criteria: SearchCriteria, results: Results, way: WayOn, provider_name: str | None
) -> WayOnLink | None:
    if way.drop in FIELDS:
        field = FIELDS[way.drop]
        values: frozenset[Any] = getattr(criteria, field)
        dropped = [value for value in sorted(values) if way.value is None or value.value == way.value]
        if not dropped:
            return None
        changes: dict[str, Any] = {field: values - set(dropped)}
        names = ", ".join(labels.facet_value_name(way.drop, value.value) for value in dropped)
        return WayOnLink(_without(names), way.total, write_query(criteria, **changes))
    if way.drop == "q":
        if not way.value:
            return WayOnLink(_without(f"“{criteria.text}”"), way.total, write_query(criteria, text=""))
        # The total was counted on this very text.
        typed = results.correction.searched if results.correction else criteria.text
        text = without_word(typed, way.value)
        return WayOnLink(_without(f"“{way.value}”"), way.total, write_query(criteria, text=text))
    if way.drop == "start" and criteria.start is not None:
        name = labels.facet_value_name("start", criteria.start.value)
        return WayOnLink(_without(name), way.total, write_query(criteria, start=None))
    if way.drop == "for":
        words = gettext("See what you cannot apply for yet, too")
        return WayOnLink(words, way.total, write_query(criteria, eligible_for=None))
    if way.drop == "filters":
        return WayOnLink(gettext("Search without any filter"), way.total, cleared(criteria, criteria.miles))
    if way.drop == "all":
        return WayOnLink(gettext("Look at everything there is"), way.total, "")
    if way.drop == "provider":
        name = provider_name or gettext("this one provider")
        return WayOnLink(_without(name), way.total, write_query(criteria, provider_id=None))
    return None


def _without(name: str) -> str:
    return gettext("Search without %(name)s", name=name)
