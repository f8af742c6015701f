"""What of a search is counted: recognised terms and the district, as codes."""

from collections.abc import Iterator

from pathways.catalogue.results import Results

COUNTED = frozenset({"occupation", "area", "route", "level"})
"""Kinds of terms that say what somebody looks for. What they say of themselves is not counted."""


def terms_of(results: Results) -> tuple[str, ...]:
    """The recognised terms of a search, each once, as `kind:code`: read out of the words, or chosen as a filter."""
    return tuple(dict.fromkeys(_terms(results)))


def district_of(results: Results) -> str:
    """The postcode district of a search; empty when there was no place."""
    place = results.criteria.place
    return (place.district or "") if place is not None else ""


def unknown_words(results: Results, typed: str) -> str:
    """What was typed, when something in it is not known to the service; else empty."""
    is_unknown = bool(results.ignored_words) or (results.total == 0 and not results.understood)
    return typed if is_unknown else ""


def found_nothing(results: Results) -> bool:
    """Whether nothing is quite what was asked for."""
    return results.total == 0 or results.instead


def _terms(results: Results) -> Iterator[str]:
    for one in results.understood:
        if one.facet in COUNTED and not one.refused:
            yield from (f"{one.facet}:{value}" for value in one.values)
    criteria = results.criteria
    for kind, chosen in (("route", criteria.routes), ("area", criteria.areas), ("level", criteria.levels)):
        yield from sorted(f"{kind}:{value}" for value in chosen)
