"""What the API makes of an address or a body, before it searches."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.api.requests import (
    MOST_PER_PAGE,
    SearchBody,
    UnusableRequestError,
    read_address,
    read_body,
)
from pathways.catalogue.criteria import LONGEST_TEXT, MILES_CHOICES
from pathways.catalogue.query_string import LARGEST_PAGE
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, Sort, StartWindow
from pathways.database import LARGEST_ID

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=LONGEST_TEXT)
REPEATABLE = {
    "route": Route,
    "level": Level,
    "area": Area,
    "mode": Mode,
    "delivery": Delivery,
    "money": Money,
}


@st.composite
def searches(draw: st.DrawFn) -> dict[str, Any]:
    """Searches that can be used, as JSON."""
    asked: dict[str, Any] = {
        name: draw(st.lists(st.sampled_from([choice.value for choice in kind]), min_size=1, max_size=3))
        for name, kind in REPEATABLE.items()
        if draw(st.booleans())
    }
    optional: dict[str, st.SearchStrategy[Any]] = {
        "q": WORDS,
        "miles": st.sampled_from([*MILES_CHOICES, "any"]),
        "start": st.sampled_from([window.value for window in StartWindow]),
        "sort": st.sampled_from([sort.value for sort in Sort]),
        "provider": st.integers(1, LARGEST_ID),
        "page": st.integers(1, LARGEST_PAGE),
        "per_page": st.integers(1, MOST_PER_PAGE),
        "gcses": st.integers(0, 15),
        "points": st.integers(0, 400),
        "stage": st.sampled_from(["year-10-11", "25-plus"]),
        "for": st.just("eligible"),
    }
    return asked | {name: draw(values) for name, values in optional.items() if draw(st.booleans())}


def as_address(asked: dict[str, Any]) -> dict[str, list[str]]:
    return {
        name: [str(part) for part in value] if isinstance(value, list) else [str(value)]
        for name, value in asked.items()
    }


def fields_refused(asked: object) -> list[str]:
    with pytest.raises(UnusableRequestError) as refused:
        read_body(asked)
    return [problem.field for problem in refused.value.problems]


def address_fields_refused(args: dict[str, list[str]]) -> list[str]:
    with pytest.raises(UnusableRequestError) as refused:
        read_address(args)
    return [problem.field for problem in refused.value.problems]


@given(asked=searches())
def test_an_address_and_a_body_that_ask_the_same_are_read_the_same(asked: dict[str, Any]) -> None:
    assert read_address(as_address(asked)) == read_body(asked)


@given(asked=searches())
def test_a_body_may_come_through_any_json_writer(asked: dict[str, Any]) -> None:
    assert read_body(json.loads(json.dumps(asked))) == read_body(asked)


def test_an_empty_search_asks_for_the_first_twenty_of_everything() -> None:
    asked = read_address({})
    assert asked == SearchBody()
    assert (asked.page, asked.per_page, asked.q, asked.near, asked.miles) == (1, 20, "", None, None)


def test_empty_parameters_are_as_if_not_given() -> None:
    assert read_address({"q": [""], "near": [""], "page": [""], "route": ["", ""]}) == SearchBody()


def test_every_repeated_choice_is_kept() -> None:
    asked = read_address({"route": ["t-level", "a-level"], "level": ["3", "entry"]})
    assert asked.route == [Route.T_LEVEL, Route.A_LEVEL]
    assert asked.level == [Level.THREE, Level.ENTRY]


@pytest.mark.parametrize("number", ["10", "10.0"])
def test_a_whole_number_may_be_written_as_json_writes_it(number: str) -> None:
    assert read_address({"miles": [number]}).miles == 10
    assert read_address({"page": [number]}).page == 10


@pytest.mark.parametrize("value", [10, 10.0])
def test_a_whole_number_in_a_body_may_carry_a_point(value: float) -> None:
    assert read_body({"page": value, "miles": value}) == SearchBody(page=10, miles=10)


@pytest.mark.parametrize("value", ["10", True, 10.5, None, [10], {"page": 10}])
def test_what_is_no_whole_number_is_refused_by_name(value: object) -> None:
    assert fields_refused({"page": value}) == ["page"]


@pytest.mark.parametrize("written", ["-1", "0", "1e3", "٣", "²", "0x10", "1 000", "1.5", "", "9" * 17])
def test_page_in_an_address_must_be_a_number_from_one(written: str) -> None:
    if written == "":
        assert read_address({"page": [written]}).page == 1
    else:
        assert address_fields_refused({"page": [written]}) == ["page"]


@pytest.mark.parametrize("miles", ["7", "0", "-5", "61", "ANY", "twenty"])
def test_miles_must_be_one_of_the_circles(miles: str) -> None:
    assert address_fields_refused({"miles": [miles]}) == ["miles"]


@pytest.mark.parametrize("name", ["q", "near", "page", "sort", "start", "stage"])
def test_what_can_only_be_said_once_is_refused_twice(name: str) -> None:
    assert address_fields_refused({name: ["1", "2"]}) == [name]


def test_every_field_at_fault_is_named() -> None:
    assert set(fields_refused({"page": 0, "per_page": 51, "sort": "best", "level": ["9"]})) == {
        "page",
        "per_page",
        "sort",
        "level.0",
    }


@pytest.mark.parametrize("name", ["colour", "only", "__class__", "eligible_for", "Q"])
def test_a_field_that_does_not_exist_is_refused(name: str) -> None:
    assert fields_refused({name: "1"}) == [name]


@pytest.mark.parametrize("body", [None, 5, "nursing", [], [{"q": "nursing"}], True])
def test_a_body_must_be_an_object(body: object) -> None:
    assert fields_refused(body) == ["body"]


@pytest.mark.parametrize("length", [LONGEST_TEXT, LONGEST_TEXT + 1])
def test_words_have_a_longest_length(length: int) -> None:
    if length == LONGEST_TEXT:
        assert len(read_body({"q": "a" * length}).q) == length
    else:
        assert fields_refused({"q": "a" * length}) == ["q"]


@given(value=st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_nothing_in_a_field_raises_anything_but_a_refusal(value: object) -> None:
    for name in ("q", "near", "miles", "route", "page", "for", "points"):
        assert isinstance(refusals(name, value), list)


def refusals(name: str, value: object) -> list[str]:
    try:
        read_body({name: value})
    except UnusableRequestError as refused:
        return [problem.detail for problem in refused.problems]
    return []


def test_services_and_pages_know_numbers_of_one_size() -> None:
    """What a page takes for the number of a provider, the API takes as well, and no more."""
    assert read_address({"provider": [str(LARGEST_ID)]}).provider == LARGEST_ID
    with pytest.raises(UnusableRequestError) as refused:
        read_address({"provider": [str(LARGEST_ID + 1)]})
    assert [found.field for found in refused.value.problems] == ["provider"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"page": ["-1"]}, "Input should be greater than or equal to 1."),
        ({"page": ["three"]}, "A whole number, not text."),
        ({"level": ["9"]}, "Input should be 'entry', '1', '2', '3', '4', '5', '6' or '7'."),
    ],
)
def test_what_is_wrong_with_a_value_is_said_in_words(asked: dict[str, list[str]], words: str) -> None:
    with pytest.raises(UnusableRequestError) as refused:
        read_address(asked)
    assert [problem.detail for problem in refused.value.problems] == [words]
