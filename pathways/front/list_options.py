"""The ways to have a list otherwise: another route, order, distance or page. Queries carry no question mark."""

from dataclasses import dataclass

from pathways.catalogue import labels
from pathways.catalogue.criteria import MILES_CHOICES, SearchCriteria
from pathways.catalogue.query_string import write_query
from pathways.catalogue.results import Results
from pathways.catalogue.vocabulary import Route, Sort
from pathways.front.headings import count_words, miles_words
from pathways.web.language import gettext

NEIGHBOURS = 2
"""Pages linked on each side of the one shown."""
GAP = 0
"""Stands in a row of page numbers where some are left out."""


@dataclass(frozen=True, slots=True)
class RouteTile:
    """One route above the list: how many it has, and the search for those alone."""

    route: str
    name: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One of several ways to have the list. ``query`` leads there; ``value`` is its code in a form."""

    text: str
    query: str
    chosen: bool
    value: str = ""


def route_tiles(criteria: SearchCriteria, results: Results) -> tuple[RouteTile, ...]:
    """Every route with something in it, in the order of the line map, whatever their counts.

    The tile of the one chosen route leads back to all of them.
    """
    tiles = []
    for value in results.facets.get("route", ()):
        if value.count or value.chosen:
            alone = value.chosen and len(criteria.routes) == 1
            routes = frozenset() if alone else frozenset({Route(value.value)})
            # A soft hyphen lets the longest word break where a tile is narrow.
            name = labels.route_name(value.value).replace("nticeship", "ntice\u00adship")
            query = write_query(criteria, routes=routes)
            tiles.append(RouteTile(value.value, name, value.count, query, value.chosen))
    return tuple(tiles)


def all_routes(criteria: SearchCriteria, results: Results) -> Option:
    """The same search with every route, and how many that is."""
    total = sum(value.count for value in results.facets.get("route", ()))
    return Option(f"{total:,}", write_query(criteria, routes=frozenset()), chosen=not criteria.routes)


def sorts(criteria: SearchCriteria) -> tuple[Option, ...]:
    """The orders to choose from; nearest only where there is a place to measure from."""
    offered = [sort for sort in Sort if sort is not Sort.DISTANCE or criteria.place is not None]
    if criteria.sort not in offered:
        offered.append(criteria.sort)
    return tuple(
        Option(
            labels.sort_name(sort.value),
            write_query(criteria, sort=sort),
            chosen=sort is criteria.sort,
            value=sort.value,
        )
        for sort in offered
    )


def distances(criteria: SearchCriteria) -> tuple[Option, ...]:
    """The radii to choose from."""
    return tuple(
        Option(miles_words(miles), "", chosen=miles == criteria.miles, value=str(miles or "any"))
        for miles in (*MILES_CHOICES, None)
    )


def wider(criteria: SearchCriteria, results: Results) -> tuple[Option, ...]:
    """Larger radii that hold more than this one, each with its count."""
    return tuple(
        Option(
            _how_many(found.total, found.miles),
            write_query(criteria, miles=found.miles),
            chosen=False,
        )
        for found in results.wider
        if found.total > results.total
    )


def _how_many(total: int, miles: int | None) -> str:
    if miles is None:
        return gettext("%(count)s at any distance", count=count_words(total))
    return gettext("%(count)s %(distance)s", count=count_words(total), distance=miles_words(miles))


def page_numbers(here: int, last: int) -> tuple[int, ...]:
    """The pages that are linked: first, last and the neighbours of this one, with GAP where some are left out."""
    near = range(max(1, here - NEIGHBOURS), min(last, here + NEIGHBOURS) + 1)
    numbers: list[int] = []
    for number in sorted({1, last, *near}):
        if numbers and number > numbers[-1] + 1:
            numbers.append(GAP)
        numbers.append(number)
    return tuple(numbers)
