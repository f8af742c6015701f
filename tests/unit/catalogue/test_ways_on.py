"""An empty answer leads on: one thing let go at a time, with the true number of what is there then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pathways.catalogue.criteria import Learner, SearchCriteria
from pathways.catalogue.results import WayOn
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, Sort, StartWindow
from pathways.catalogue.ways_on import unfiltered, ways_on
from pathways.places.place import Place

CONSETT = Place("DH8", "Consett", "district", 54.853, -1.832, "DH8", "E06000047", "england")
FILTERED = SearchCriteria(
    text="plumbing nights",
    place=CONSETT,
    miles=10,
    routes=frozenset({Route.DEGREE}),
    levels=frozenset({Level.SIX}),
    areas=frozenset({Area.HEALTH}),
    modes=frozenset({Mode.PART_TIME}),
    deliveries=frozenset({Delivery.VENUE}),
    money=frozenset({Money.PAID}),
    start=StartWindow.NOW,
    provider_id=7,
    eligible_for=Learner("year-10-11"),
    sort=Sort.START,
    page=3,
)


def totals(**by_text: int) -> Callable[[SearchCriteria], int]:
    """Counts by the words of a search; nothing for any other."""
    return lambda criteria: by_text.get(criteria.text or "nothing", 0)


def test_filters_go_and_words_place_and_order_stay() -> None:
    plain = unfiltered(FILTERED)
    assert plain == SearchCriteria(text="plumbing nights", place=CONSETT, miles=10, sort=Sort.START, page=3)
    assert unfiltered(plain) == plain


def test_filters_that_leave_something_come_with_most_first() -> None:
    found = ways_on(FILTERED, ("plumbing",), {"route": 3, "level": 0, "miles": 12}, totals())
    assert found == (WayOn("miles", None, 12), WayOn("route", None, 3))


@pytest.mark.parametrize(
    ("by_text", "dropped"),
    [
        ({"plumbing": 4, "nights": 9}, [("plumbing", 9), ("nights", 4)]),
        ({"plumbing": 4}, [("nights", 4)]),
        ({"nights": 2}, [("plumbing", 2)]),
    ],
)
def test_each_word_may_be_the_one_too_many(by_text: dict[str, int], dropped: list[tuple[str, int]]) -> None:
    found = ways_on(FILTERED, ("plumbing", "nights"), {}, totals(**by_text))
    assert [(way.value, way.total) for way in found] == dropped
    assert {way.drop for way in found} == {"q"}


def test_a_single_word_is_not_offered_as_one_of_several() -> None:
    one = SearchCriteria(text="plumbing", routes=frozenset({Route.DEGREE}))
    found = ways_on(one, ("plumbing",), {"route": 0}, totals(nothing=8))
    assert found == (WayOn("q", None, 8),)


def test_all_filters_go_before_the_words_do() -> None:
    def total(criteria: SearchCriteria) -> int:
        return 5 if criteria == unfiltered(FILTERED) else 0

    assert ways_on(FILTERED, (), {"route": 0}, total) == (WayOn("filters", None, 5),)


def test_everything_goes_at_the_very_last() -> None:
    def total(criteria: SearchCriteria) -> int:
        return 40 if criteria.place is None and not criteria.text and not criteria.routes else 0

    assert ways_on(FILTERED, ("plumbing", "nights"), {}, total) == (WayOn("all", None, 40),)


def test_an_empty_catalogue_offers_no_way_that_leads_nowhere() -> None:
    assert ways_on(FILTERED, ("plumbing", "nights"), {"route": 0, "miles": 0}, lambda _: 0) == ()
    assert ways_on(SearchCriteria(), (), {}, lambda _: 3) == ()
