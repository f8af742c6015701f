"""For an empty answer: what may be let go, one thing at a time, and what is there then."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.results import WayOn
from pathways.words.typed import without_word


def unfiltered(criteria: SearchCriteria) -> SearchCriteria:
    """The same words and place without any filter."""
    return replace(
        criteria,
        routes=frozenset(),
        levels=frozenset(),
        areas=frozenset(),
        modes=frozenset(),
        deliveries=frozenset(),
        money=frozenset(),
        start=None,
        provider_id=None,
        eligible_for=None,
    )


def ways_on(
    criteria: SearchCriteria,
    words: tuple[str, ...],
    counted: Mapping[str, int],
    total_of: Callable[[SearchCriteria], int],
) -> tuple[WayOn, ...]:
    """What is left when one filter, the distance or one word is dropped, most first; never one that leaves nothing.

    ``drop`` is the parameter: a facet's name, "miles", or "q" with the word as ``value`` (None: all words). When no
    single one helps, "filters" drops every filter, then "q" all words, then "all" everything. ``counted`` holds the
    totals without each filter in use, known already; ``total_of`` counts any other search.
    """
    found: list[WayOn] = []

    def tried(drop: str, value: str | None, changed: SearchCriteria) -> None:
        if changed != criteria and (total := total_of(changed)):
            found.append(WayOn(drop, value, total))

    found.extend(WayOn(drop, None, total) for drop, total in counted.items() if total)
    if len(words) > 1:
        for word in words:
            tried("q", word, replace(criteria, text=without_word(criteria.text, word)))
    if found:
        return tuple(sorted(found, key=lambda way: -way.total))
    tried("filters", None, unfiltered(criteria))
    tried("q", None, replace(criteria, text=""))
    if not found:
        tried("all", None, replace(unfiltered(criteria), text="", place=None))
    return tuple(found)
