"""A search in words, whole or without what was typed."""

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_catalogue
from pathways.front.headings import filter_names, heading, miles_words
from pathways.web.language import gettext


def search_words(criteria: SearchCriteria) -> str:
    """The whole search: "“Nursing” near Preston, within 20 miles, T Level"."""
    near = [] if criteria.place is None else [miles_words(criteria.miles)]
    return ", ".join((heading(criteria), *near, *_filters(criteria)))


def place_and_filters(criteria: SearchCriteria) -> tuple[str, ...]:
    """The place, the distance and the filters: words of our own, whoever typed what."""
    place = criteria.place
    near = () if place is None else (gettext("near %(place)s", place=place.name), miles_words(criteria.miles))
    return (*near, *_filters(criteria))


def _filters(criteria: SearchCriteria) -> tuple[str, ...]:
    names = filter_names(criteria)
    if criteria.provider_id is not None:
        names.append(_provider(criteria.provider_id))
    return tuple(names)


def _provider(provider_id: int) -> str:
    try:
        return current_catalogue().snapshot().provider_name(provider_id)
    except LookupError:
        return gettext("one college or trainer")
