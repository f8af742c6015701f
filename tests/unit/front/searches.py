"""Any search at all, for tests of the words and links that stand around a list."""

from __future__ import annotations

from urllib.parse import parse_qs

from hypothesis import strategies as st

from pathways.catalogue.criteria import DEFAULT_MILES, MILES_CHOICES, Learner, SearchCriteria
from pathways.catalogue.query_string import parse_criteria, write_query
from pathways.catalogue.results import Results
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, Sort, StartWindow
from pathways.places.place import Place

PRESTON = Place("preston", "Preston", "city", 53.759, -2.699, "PR1", "E07000123", "england")
CONSETT = Place("consett", "Consett", "town", 54.853, -1.832, "DH8", "E06000047", "england")
NOTHING = Results(
    total=0,
    page=1,
    page_size=20,
    cards=(),
    facets={},
    wider=(),
    ways_on=(),
    correction=None,
    ignored_words=(),
    version="1",
    criteria=SearchCriteria(),
    understood=(),
    instead=False,
)


class TwoTowns:
    """The part of a gazetteer that an address asks: Preston and Consett."""

    def lookup(self, place_id: str) -> Place | None:
        """One of the two, or nothing."""
        return {place.id: place for place in (PRESTON, CONSETT)}.get(place_id)


def read(query: str) -> SearchCriteria:
    """The search that a query of ours stands for. Fails when any part of it could not be used."""
    criteria, notices = parse_criteria(parse_qs(query), TwoTowns())
    assert not [notice for notice in notices if notice.dropped], notices
    return criteria


def filters_in_force(criteria: SearchCriteria) -> int:
    """How many things narrow a search beside its words and place."""
    several = (
        criteria.routes,
        criteria.levels,
        criteria.areas,
        criteria.modes,
        criteria.deliveries,
        criteria.money,
    )
    single = (
        criteria.start is not None,
        criteria.provider_id is not None,
        criteria.eligible_for is not None,
        criteria.place is not None and criteria.miles != DEFAULT_MILES,
    )
    return sum(map(len, several)) + sum(single)


def _some(values: type) -> st.SearchStrategy[frozenset]:  # type: ignore[type-arg]
    return st.frozensets(st.sampled_from(list(values)), max_size=3)


searches = st.builds(
    SearchCriteria,
    text=st.sampled_from(["", "law", "animal care", '"early years" -nursery', "R&B music", "50% off+more"]),
    place=st.sampled_from([None, PRESTON, CONSETT]),
    miles=st.sampled_from([*MILES_CHOICES, None]),
    routes=_some(Route),
    levels=_some(Level),
    areas=_some(Area),
    modes=_some(Mode),
    deliveries=_some(Delivery),
    money=_some(Money),
    start=st.sampled_from([None, *StartWindow]),
    provider_id=st.sampled_from([None, 1, 7, 2**31 - 1]),
    eligible_for=st.sampled_from([None, Learner("year-10-11", english="expect", gcses=5)]),
    sort=st.sampled_from(list(Sort)),
    page=st.integers(1, 400),
    keep_spelling=st.booleans(),
).map(lambda criteria: read(write_query(criteria)))
"""Searches as an address can hold them: no radius without a place, no kept spelling without words."""
