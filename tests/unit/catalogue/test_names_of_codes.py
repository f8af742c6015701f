"""Every code of the catalogue has a name that a person reads, and keeps its number in the snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue import labels
from pathways.catalogue.codes import (
    BIT_SIZES,
    CODE_SIZES,
    FACET_VALUES,
    NATIONS,
    bits_of,
    code_of,
    day_number,
    day_of,
    nation_code,
)
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.results import Results
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, Sort, StartWindow
from pathways.extensions import babel


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A request in which words can be asked for."""
    app = Flask(__name__)
    babel.init_app(app, default_locale="en_GB")
    with app.test_request_context():
        yield


FACETS: dict[str, type[StrEnum]] = {
    "route": Route,
    "level": Level,
    "area": Area,
    "mode": Mode,
    "delivery": Delivery,
    "money": Money,
    "start": StartWindow,
    "sort": Sort,
}


@pytest.mark.parametrize(("facet", "kind"), FACETS.items(), ids=FACETS)
def test_every_code_has_a_name_of_its_own(facet: str, kind: type[StrEnum]) -> None:
    names = [labels.facet_value_name(facet, value.value) for value in kind]
    assert len(set(names)) == len(names)
    for value, name in zip(kind, names, strict=True):
        assert name != value.value
        assert name[0].isupper()
        assert len(name) <= 40


@pytest.mark.parametrize("route", list(Route))
def test_every_route_has_a_line_that_ranks_nothing(route: Route) -> None:
    line = labels.route_line(route)
    assert 10 < len(line) <= 70
    assert not {"best", "better", "top", "only", "just"} & set(line.casefold().split())


@pytest.mark.parametrize("level", list(Level))
def test_every_level_is_likened_to_something_known(level: Level) -> None:
    assert str(labels.LEVEL_LIKE[level]).startswith(("like ", "first "))


@pytest.mark.parametrize("level", [None, ""])
def test_a_programme_without_a_level_is_said_to_have_none(level: str | None) -> None:
    assert labels.level_name(level) == "No level given"


@pytest.mark.parametrize(
    "name", [labels.route_name, labels.area_name, labels.mode_name, labels.sort_name, labels.facet_name]
)
def test_a_code_that_is_none_is_given_back_as_it_is(name: object) -> None:
    assert name("ghost") == "ghost"  # type: ignore[operator]


def test_a_route_that_is_none_has_no_line() -> None:
    assert labels.route_line("ghost") == ""


def test_a_provider_goes_by_its_own_name() -> None:
    assert labels.facet_value_name("provider", "7", "Moorside College") == "Moorside College"
    assert labels.facet_value_name("provider", "7") == "7"


def test_templates_find_the_same_names_as_pages() -> None:
    assert labels.FILTERS["route_name"]("t-level") == "T Level"
    assert labels.FILTERS["level_name"]("3") == "Level 3"
    assert labels.FILTERS["area_name"]("health") == "Health"
    assert labels.FILTERS["mode_name"]("day-release") == "Day release from work"


@pytest.mark.parametrize("facet", CODE_SIZES)
def test_each_value_has_a_number_of_its_own_and_none_has_one_more(facet: str) -> None:
    numbers = [code_of(facet, value) for value in FACET_VALUES[facet]]
    assert numbers == list(range(CODE_SIZES[facet]))
    assert code_of(facet, None) == CODE_SIZES[facet]


@pytest.mark.parametrize("facet", BIT_SIZES)
def test_several_values_are_several_bits(facet: str) -> None:
    values = FACET_VALUES[facet]
    assert bits_of(facet, ()) == 0
    assert bits_of(facet, values) == 2 ** len(values) - 1
    assert bits_of(facet, [values[0], values[0]]) == bits_of(facet, [values[0]])


@given(st.sets(st.sampled_from(list(Area))))
def test_bits_tell_exactly_which_areas_there_are(areas: set[Area]) -> None:
    bits = bits_of("area", areas)
    assert {area for at, area in enumerate(Area) if bits >> at & 1} == areas


@pytest.mark.parametrize("facet", ["route", "area"])
def test_a_value_that_does_not_exist_is_refused(facet: str) -> None:
    with pytest.raises(KeyError):
        bits_of(facet, ["ghost"]) if facet in BIT_SIZES else code_of(facet, "ghost")


def test_nations_keep_their_order() -> None:
    assert [nation_code(nation) for nation in NATIONS] == list(range(len(NATIONS)))
    with pytest.raises(ValueError, match="france"):
        nation_code("france")


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_day_is_its_number_and_back(day: date) -> None:
    assert day_of(day_number(day)) == day
    assert day_number(day + timedelta(days=1)) == day_number(day) + 1


def test_days_are_counted_from_1970() -> None:
    assert (day_number(date(1970, 1, 1)), day_of(365)) == (0, date(1971, 1, 1))


@given(st.integers(0, 10**6), st.integers(1, 50))
def test_pages_hold_the_total_and_no_page_more(total: int, size: int) -> None:
    results = Results(total, 1, size, (), {}, (), (), None, (), "1", SearchCriteria(), (), instead=False)
    assert results.pages >= 1
    assert (results.pages - 1) * size < max(total, 1) <= results.pages * size
