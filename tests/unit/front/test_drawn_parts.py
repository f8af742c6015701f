"""Parts of a list that are drawn once and filled in: the same as their components, and never somebody's answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import html5lib
import pytest
from flask import Flask, current_app
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.criteria import MILES_CHOICES, Learner, SearchCriteria
from pathways.front.drawn_choices import draw_tiles, with_boxes
from pathways.front.drawn_map import draw_stops, draw_towns
from pathways.front.drawn_panel import draw_distances, draw_unanswered_questions
from pathways.front.filter_panel import FilterChoice, FilterGroup
from pathways.front.list_options import RouteTile
from pathways.front.near_map import Stop, Town

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20)
CODES = st.sampled_from(["apprenticeship", "t-level", "degree", "3", "any"])


@pytest.fixture(autouse=True)
def request_on_the_site(app: Flask) -> Iterator[None]:
    """A request on the service, so that parts can be drawn."""
    with app.test_request_context("/"):
        yield


def read(html: str) -> html5lib.treebuilders.etree:  # type: ignore[name-defined]
    """The part as a browser has it, without the names of HTML's own space."""
    return html5lib.parseFragment(html, namespaceHTMLElements=False)


CHOICES = st.builds(FilterChoice, CODES, CODES, NAMES, st.none() | st.integers(0, 10**6), st.booleans())


@given(st.lists(CHOICES, max_size=6), st.booleans())
def test_each_box_has_its_words_its_value_and_its_count(choices: list[FilterChoice], one_only: bool) -> None:
    group = FilterGroup("level", "Level", tuple(choices), one_only, is_open=True)
    ((same, boxes),) = with_boxes([group])
    assert same is group
    labels = read(boxes).findall("label")
    assert len(labels) == len(choices)
    for label, choice in zip(labels, choices, strict=True):
        box, *spans = list(label)
        assert label.get("for") == box.get("id") == choice.id
        assert box.get("type") == ("radio" if one_only else "checkbox")
        assert (box.get("name"), box.get("value")) == ("level", choice.value)
        assert (box.get("checked") is not None) == choice.chosen
        said = [choice.text] if choice.count is None else [choice.text, f"{choice.count:,}"]
        assert ["".join(span.itertext()) for span in spans] == said


def test_a_count_is_that_of_this_search_and_not_of_the_last() -> None:
    for count in (14, 7, 1032):
        choice = FilterChoice("level-3", "3", "Level 3", count, chosen=False)
        ((_group, boxes),) = with_boxes([FilterGroup("level", "Level", (choice,), False, True)])
        assert f">{count:,}<" in boxes


TILES = st.builds(RouteTile, CODES, NAMES, st.integers(0, 10**6), NAMES, st.booleans())


@given(st.lists(TILES, max_size=5))
def test_each_tile_leads_to_its_route_and_says_how_many(tiles: list[RouteTile]) -> None:
    links = list(read(draw_tiles(tiles, "/search")).iter("a"))
    assert len(links) == len(tiles)
    for link, tile in zip(links, tiles, strict=True):
        assert link.get("href") == f"/search?{tile.query}"
        assert (link.get("aria-current") == "true") == tile.chosen
        assert "".join(link.itertext()) == f"{tile.count:,}{tile.name}"


def test_a_tile_that_leads_back_to_everything_has_no_query() -> None:
    (link,) = read(draw_tiles([RouteTile("degree", "Degree", 3, "", chosen=True)], "/search")).iter("a")
    assert link.get("href") == "/search"


@given(st.sampled_from([*MILES_CHOICES, None]))
def test_the_distance_in_force_is_the_one_picked(miles: int | None) -> None:
    for _ in range(2):
        options = list(read(draw_distances(SearchCriteria(miles=miles))).iter("option"))
        picked = [option.get("value") for option in options if option.get("selected") is not None]
        assert picked == [str(miles or "any")]
        assert len(options) == len(MILES_CHOICES) + 1


def test_the_questions_are_kept_only_unanswered() -> None:
    html = draw_unanswered_questions()
    answered = {
        option.get("value") for option in read(html).iter("option") if option.get("selected") is not None
    }
    assert answered == {""}
    assert Learner("year-10-11", gcses=5).stage in html
    assert draw_unanswered_questions() == html


POINTS = st.floats(0, 400).map(lambda value: round(value, 1))


@given(st.lists(st.builds(Town, POINTS, POINTS, NAMES), max_size=5))
def test_each_town_is_named_once_where_it_lies(towns: list[Town]) -> None:
    texts = list(read(f"<svg>{draw_towns(towns)}</svg>").iter("{http://www.w3.org/2000/svg}text"))
    assert ["".join(text.itertext()) for text in texts] == [town.name for town in towns]
    assert [(text.get("x"), text.get("y")) for text in texts] == [
        (str(town.x), str(town.y - 5)) for town in towns
    ]


STOPS = st.builds(
    Stop, POINTS, POINTS, st.lists(st.integers(1, 20), min_size=1, max_size=4).map(tuple), CODES
)


@given(st.lists(STOPS, max_size=5))
def test_each_stop_says_its_numbers_and_the_first_lies_on_top(stops: list[Stop]) -> None:
    marks = list(read(f"<svg>{draw_stops(stops)}</svg>").iter("{http://www.w3.org/2000/svg}g"))
    for mark, stop in zip(reversed(marks), stops, strict=True):
        assert mark.get("data-options") == " ".join(map(str, stop.numbers))
        assert mark.get("class") == f"near-map__stop route--{stop.route}"
        assert "".join(mark.itertext()) == stop.text


def test_the_component_draws_the_same_choice(app: Flask) -> None:
    choice = FilterChoice("level-3", "3", "Maths & more", 14, chosen=True)
    macro = current_app.jinja_env.get_template("components/filters.html").module.filter_choice  # type: ignore[attr-defined]
    for one in (choice, replace(choice, count=1032), replace(choice, chosen=False)):
        ((_group, boxes),) = with_boxes([FilterGroup("level", "Level", (one,), False, True)])
        assert boxes == macro("level", "checkbox", one, f"{one.count:,}")
