"""The words around a list: its heading, its title, its filters and the ways on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.query_values import Notice
from pathways.catalogue.results import FacetValue, Results, WayOn, Wider
from pathways.catalogue.vocabulary import Level, Route, Sort, StartWindow
from pathways.front.chips import chips, cleared
from pathways.front.filter_panel import filter_groups
from pathways.front.gallery_samples import HOME
from pathways.front.headings import count_words, heading, miles_words, title
from pathways.front.list_options import GAP, page_numbers, route_tiles, sorts, wider
from pathways.front.notice_words import notice_words
from pathways.front.ways_on import ways_on

pytestmark = pytest.mark.usefixtures("in_english")

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
SEARCH = SearchCriteria(text="law", place=HOME, miles=5)


@pytest.mark.parametrize(
    ("criteria", "words"),
    [
        (SearchCriteria(), "Everything you could do"),
        (SearchCriteria(text="law"), "“law”, anywhere"),
        (SearchCriteria(place=HOME), "What you could do near Preston"),
        (SEARCH, "“law” near Preston"),
    ],
)
def test_a_search_is_called_by_its_words_and_place(criteria: SearchCriteria, words: str) -> None:
    assert heading(criteria) == words
    assert title(criteria, 3).startswith(words)


def test_a_very_long_search_does_not_fill_the_screen() -> None:
    assert len(heading(SearchCriteria(text="x" * 200))) < 80


def test_a_title_names_what_tells_this_page_from_others() -> None:
    criteria = replace(SEARCH, routes=frozenset({Route.T_LEVEL}), sort=Sort.START, page=3)
    assert (
        title(criteria, 1) == "“law” near Preston: 1 option, within 5 miles, T Level, Starts soonest, page 3"
    )


def test_counts_and_distances_are_words() -> None:
    assert [count_words(total) for total in (0, 1, 2, 1234)] == [
        "Nothing found",
        "1 option",
        "2 options",
        "1,234 options",
    ]
    assert [miles_words(miles) for miles in (1, 5, None)] == [
        "within 1 mile",
        "within 5 miles",
        "any distance",
    ]


def test_the_usual_twenty_miles_are_no_filter() -> None:
    assert chips(replace(SEARCH, miles=20), None) == ()
    assert [chip.text for chip in chips(SEARCH, None)] == ["within 5 miles"]


def test_every_chip_takes_away_itself_alone() -> None:
    criteria = replace(
        SEARCH,
        levels=frozenset({Level.TWO, Level.THREE}),
        start=StartWindow.SIX_MONTHS,
        provider_id=7,
        page=4,
    )
    found = {chip.text: chip.query for chip in chips(criteria, "Moorside College")}
    assert found["Level 2"] == "q=law&near=preston&miles=5&level=3&start=6m&provider=7"
    assert found["Moorside College"] == "q=law&near=preston&miles=5&level=2&level=3&start=6m"
    assert set(found) == {"within 5 miles", "Level 2", "Level 3", "In the next 6 months", "Moorside College"}
    assert cleared(criteria) == "q=law&near=preston"


def test_a_filter_offers_only_what_would_leave_something_or_is_chosen() -> None:
    values = (
        FacetValue("2", "2", 4, chosen=False),
        FacetValue("3", "3", 0, chosen=False),
        FacetValue("4", "4", 0, chosen=True),
    )
    (group,) = filter_groups(replace(NOTHING, facets={"level": values}))
    assert [(choice.text, choice.count, choice.chosen) for choice in group.choices] == [
        ("Level 2", 4, False),
        ("Level 4", 0, True),
    ]
    assert group.is_open


def test_a_filter_of_one_choice_can_be_undone() -> None:
    values = (FacetValue("11", "Moorside College", 9, chosen=True),)
    (group,) = filter_groups(replace(NOTHING, facets={"provider": values}))
    assert group.one_only
    assert [(choice.text, choice.value, choice.chosen) for choice in group.choices] == [
        ("Any", "", False),
        ("Moorside College", "11", True),
    ]


def test_routes_stand_in_the_order_of_the_line_map_whatever_their_counts() -> None:
    values = (FacetValue("t-level", "", 1, chosen=False), FacetValue("degree", "", 900, chosen=True))
    criteria = replace(SEARCH, routes=frozenset({Route.DEGREE}))
    tiles = route_tiles(criteria, replace(NOTHING, facets={"route": values}))
    assert [tile.route for tile in tiles] == ["t-level", "degree"]
    assert tiles[0].query == "q=law&near=preston&miles=5&route=t-level"
    assert tiles[1].query == "q=law&near=preston&miles=5"


def test_an_order_that_was_asked_for_is_always_shown() -> None:
    assert [option.value for option in sorts(SearchCriteria())] == ["fit", "start", "closing"]
    assert [option.value for option in sorts(SearchCriteria(sort=Sort.DISTANCE)) if option.chosen] == [
        "distance"
    ]


def test_only_larger_circles_that_hold_more_are_offered() -> None:
    results = replace(NOTHING, total=3, wider=(Wider(10, 3), Wider(20, 8), Wider(None, 40)))
    assert [(option.text, option.query) for option in wider(SEARCH, results)] == [
        ("8 options within 20 miles", "q=law&near=preston"),
        ("40 options at any distance", "q=law&near=preston&miles=any"),
    ]


@pytest.mark.parametrize(
    ("here", "last", "numbers"),
    [
        (1, 1, (1,)),
        (1, 3, (1, 2, 3)),
        (1, 9, (1, 2, 3, GAP, 9)),
        (5, 9, (1, GAP, 3, 4, 5, 6, 7, GAP, 9)),
        (9, 9, (1, GAP, 7, 8, 9)),
        (900, 9, (1, GAP, 9)),
    ],
)
def test_first_last_and_neighbouring_pages_are_linked(here: int, last: int, numbers: tuple[int, ...]) -> None:
    assert page_numbers(here, last) == numbers


def test_ways_on_name_what_they_drop() -> None:
    criteria = replace(
        SEARCH, text="law engines", routes=frozenset({Route.T_LEVEL}), start=StartWindow.NOW, provider_id=7
    )
    offered = (
        WayOn("route", None, 5),
        WayOn("q", "engines", 4),
        WayOn("start", None, 3),
        WayOn("provider", None, 2),
        WayOn("filters", None, 9),
        WayOn("q", None, 8),
        WayOn("all", None, 70),
        WayOn("miles", None, 6),
        WayOn("level", None, 1),
    )
    found = ways_on(criteria, replace(NOTHING, ways_on=offered), "Moorside College")
    assert [(way.text, way.total) for way in found] == [
        ("Search without T Level", 5),
        ("Search without “engines”", 4),
        ("Search without Right now", 3),
        ("Search without Moorside College", 2),
        ("Search without any filter", 9),
        ("Search without “law engines”", 8),
        ("Look at everything there is", 70),
    ]
    assert found[0].query == "q=law+engines&near=preston&miles=5&start=now&provider=7"
    assert found[1].query.startswith("q=law&")
    assert found[4].query == "q=law+engines&near=preston&miles=5"
    assert found[6].query == ""


def test_at_most_four_things_are_said_and_none_twice() -> None:
    notices = [Notice("unknown-value", "level", str(number)) for number in (9, 9, 10, 11, 12, 13)]
    said = notice_words(notices)
    assert len(said) == 4
    assert len(set(said)) == 4


@pytest.mark.parametrize(
    "code", ["unknown-place", "too-long", "only-one", "needs-stage", "unknown-value", "not-a-number"]
)
def test_every_kind_of_notice_has_a_sentence(code: str) -> None:
    (said,) = notice_words([Notice(code, "near", "ZZ99")])
    assert said.endswith(".")


@pytest.mark.parametrize("code", ["unknown-parameter", "needs-place"])
def test_what_nobody_needs_to_know_is_not_said(code: str) -> None:
    assert notice_words([Notice(code, "utm_source", "")]) == ()
