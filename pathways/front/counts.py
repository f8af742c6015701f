"""How many opportunities each route or career area has, by the one search, with the address of each list."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_catalogue
from pathways.catalogue.results import FacetName
from pathways.catalogue.search import search
from pathways.catalogue.vocabulary import Area, Route
from pathways.front.way_back import address_of


@dataclass(frozen=True, slots=True)
class Count:
    """One code, how many opportunities it has in a search, and where they are listed."""

    code: str
    total: int
    address: str


def route_counts(criteria: SearchCriteria) -> dict[str, Count] | None:
    """Counts by route, every route named (0 where there is none). None: there is no catalogue."""
    return _counts(
        criteria, "route", lambda code: replace(criteria, routes=frozenset({Route(code)})), tuple(Route)
    )


def area_counts(criteria: SearchCriteria) -> dict[str, Count] | None:
    """Counts by career area, every area named (0 where there is none). None: there is no catalogue."""
    return _counts(
        criteria, "area", lambda code: replace(criteria, areas=frozenset({Area(code)})), tuple(Area)
    )


def _counts(
    criteria: SearchCriteria,
    facet: FacetName,
    narrowed: Callable[[str], SearchCriteria],
    codes: tuple[str, ...],
) -> dict[str, Count] | None:
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        return None
    found = {value.value: value.count for value in search(catalogue.snapshot(), criteria).facets[facet]}
    return {str(code): Count(str(code), found.get(code, 0), address_of(narrowed(code))) for code in codes}
