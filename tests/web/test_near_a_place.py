"""The place to measure from: read from an address or a form, and never finer than a sector."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from pathways.api.asked_place import PROBLEMS, ask_for_place
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.catalogue.search import search
from pathways.catalogue.vocabulary import Area, Route
from pathways.front.counts import area_counts, route_counts
from pathways.front.near import LONGEST_PLACE, AskedPlace, place_in_address, place_in_form
from pathways.front.related import find
from pathways.front.site_links import footer_links, header_links, page_language
from pathways.front.way_back import address_of, card_address
from pathways.places.postcodes import contains_full_postcode
from pathways.web.site import absolute


@pytest.fixture
def on_site(app: Flask) -> Iterator[Flask]:
    """A request on the demonstration catalogue."""
    with app.test_request_context("/"):
        yield app


def typed(app: Flask, **fields: str) -> AskedPlace:
    with app.test_request_context("/areas/health", method="POST", data=fields):
        return place_in_form()


@pytest.mark.parametrize("place_id", ["preston", "PR1", "SW1", "richmond-north-yorkshire"])
def test_a_canonical_place_in_an_address_is_that_place(on_site: Flask, place_id: str) -> None:
    asked = place_in_address(place_id)
    assert asked.place is not None
    assert asked.place.id == place_id
    assert asked.typed == asked.place.name
    assert not asked.needs_answer


@pytest.mark.parametrize("place_id", ["", "   ", "\x00", "\n\t"])
def test_no_place_in_an_address_is_no_problem(on_site: Flask, place_id: str) -> None:
    assert place_in_address(place_id) == AskedPlace()


@pytest.mark.parametrize("place_id", ["ZZ99", "Preston?", "<b>", "x" * 5000])
def test_an_unknown_place_in_an_address_is_said_and_shown_again(on_site: Flask, place_id: str) -> None:
    asked = place_in_address(place_id)
    assert (asked.place, asked.problem) == (None, "unknown")
    assert asked.needs_answer
    assert 0 < len(asked.typed) <= LONGEST_PLACE


@given(st.text(max_size=200))
def test_nothing_in_an_address_is_shown_again_with_a_full_postcode(on_site: Flask, text: str) -> None:
    for value in (text, f"{text} PR1 2HE", f"pr12he{text}"):
        asked = place_in_address(value)
        assert asked.place is not None or not contains_full_postcode(asked.typed)
        assert asked.typed.isprintable()


@pytest.mark.parametrize(
    ("words", "place_id"),
    [
        ("Preston", "preston"),
        ("pr1", "PR1"),
        ("PR1 2HE", "PR1"),
        ("st albans", "st-albans"),
        ("Manchster", "manchester"),
    ],
)
def test_what_people_type_becomes_one_place(app: Flask, words: str, place_id: str) -> None:
    asked = typed(app, near=words)
    assert asked.place is not None
    assert asked.place.id == place_id
    assert not contains_full_postcode(asked.typed)


def test_a_name_of_two_places_is_asked_about(app: Flask) -> None:
    asked = typed(app, near="Richmond")
    assert asked.needs_answer
    assert asked.problem is None
    assert len(asked.choices) >= 2
    assert asked.typed == "Richmond"


@pytest.mark.parametrize(
    ("words", "problem"), [("", "empty"), ("Zzyzx", "unknown"), ("BT1 1AA", "outside-great-britain")]
)
def test_what_is_no_place_has_a_reason(app: Flask, words: str, problem: str) -> None:
    asked = typed(app, near=words)
    assert (asked.place, asked.problem) == (None, problem)
    assert asked.needs_answer


def test_a_place_picked_while_typing_is_taken_as_picked(app: Flask) -> None:
    picked = typed(app, near="Richmond", near_name="Richmond", near_id="richmond-north-yorkshire")
    assert picked.place is not None
    assert picked.place.id == "richmond-north-yorkshire"


@pytest.mark.parametrize(
    "fields",
    [
        {"near": "Preston", "near_name": "Richmond", "near_id": "richmond-north-yorkshire"},
        {"near": "Preston", "near_name": "Preston", "near_id": "ghost"},
        {"near": "Preston", "near_id": "consett"},
        {"near": "Preston", "near_name": "Preston", "near_id": "y" * 5000},
    ],
    ids=["typed since", "no such place", "no name", "endless"],
)
def test_what_was_typed_counts_for_more_than_what_was_picked(app: Flask, fields: dict[str, str]) -> None:
    asked = typed(app, **fields)
    assert asked.place is not None
    assert asked.place.id == "preston"


@given(st.dictionaries(st.sampled_from(["near", "near_name", "near_id"]), st.text(max_size=60)))
def test_whatever_a_form_holds_is_a_place_choices_or_a_reason(app: Flask, fields: dict[str, str]) -> None:
    asked = typed(app, **fields)
    assert (asked.place is not None) + bool(asked.choices) + (asked.problem is not None) == 1
    assert asked.needs_answer == (asked.place is None)


@pytest.mark.parametrize("near", [None, "", "   "])
def test_a_service_that_names_no_place_gets_none(on_site: Flask, near: str | None) -> None:
    asked = ask_for_place(current_gazetteer(), near)
    assert (asked.place, asked.choices, asked.problem) == (None, (), None)


@pytest.mark.parametrize("near", ["preston", "Preston", "PR1-2", "PR1 2HE", "pr12he"])
def test_a_service_may_name_a_place_as_people_do(on_site: Flask, near: str) -> None:
    asked = ask_for_place(current_gazetteer(), near)
    assert asked.place is not None
    assert asked.place.name.startswith("Preston")


@pytest.mark.parametrize(("near", "problem"), [("ZZ99", "unknown"), ("BT1 1AA", "outside-great-britain")])
def test_a_service_is_told_what_is_wrong_with_a_place(on_site: Flask, near: str, problem: str) -> None:
    asked = ask_for_place(current_gazetteer(), near)
    assert asked.place is None
    assert asked.problem is not None
    assert (asked.problem.field, asked.problem.detail) == ("near", PROBLEMS[problem])


@given(st.text(max_size=80))
def test_any_words_of_a_service_come_to_at_most_one_thing(on_site: Flask, near: str) -> None:
    asked = ask_for_place(current_gazetteer(), near)
    assert (asked.place is not None) + bool(asked.choices) + (asked.problem is not None) <= 1


@pytest.mark.parametrize("place_id", [None, "preston", "consett", "lands-end"])
def test_counts_by_route_are_what_each_list_holds(on_site: Flask, place_id: str | None) -> None:
    place = current_gazetteer().lookup(place_id) if place_id else None
    criteria = SearchCriteria(areas=frozenset({Area.HEALTH}), place=place)
    counts = route_counts(criteria)
    assert counts is not None
    assert list(counts) == [route.value for route in Route]
    everything = search(current_catalogue().snapshot(), criteria)
    assert sum(count.total for count in counts.values()) == everything.total
    for code, found in counts.items():
        assert f"route={code}" in found.address
        assert "area=health" in found.address
        assert (f"near={place_id}" in found.address) == (place is not None)


def test_counts_by_area_name_every_area(on_site: Flask) -> None:
    counts = area_counts(SearchCriteria(routes=frozenset({Route.T_LEVEL})))
    assert counts is not None
    assert list(counts) == [area.value for area in Area]
    assert any(count.total for count in counts.values())
    assert all(count.address.startswith("/search?route=t-level&area=") for count in counts.values())


@pytest.mark.parametrize("shown", [1, 3, 8])
def test_a_few_are_few_and_each_of_another_programme(on_site: Flask, shown: int) -> None:
    found = find(SearchCriteria(areas=frozenset({Area.HEALTH})), shown=shown)
    assert found is not None
    assert len(found.cards) <= shown
    assert len({card.programme_id for card in found.cards}) == len(found.cards)
    assert found.total == search(current_catalogue().snapshot(), found.criteria).total


def test_a_search_that_finds_nothing_is_not_shown(on_site: Flask) -> None:
    assert find(SearchCriteria(text="zxqjv", keep_spelling=True)) is None
    assert find(SearchCriteria(provider_id=2**31 - 1)) is None


def test_a_page_leaves_itself_out(on_site: Flask) -> None:
    criteria = SearchCriteria(areas=frozenset({Area.HEALTH}))
    first = find(criteria)
    assert first is not None
    own = first.cards[0].programme_id
    others = find(criteria, without=own)
    assert others is not None
    assert own not in [card.programme_id for card in others.cards]


def test_a_card_beside_a_page_keeps_the_place_and_the_way_back(app: Flask) -> None:
    with app.test_request_context("/programmes/1/x?from=q%3Dlaw%26page%3D2%26colour%3Dred"):
        preston = current_gazetteer().lookup("preston")
        found = find(SearchCriteria(text="health"))
        assert found is not None
        card = found.cards[0]
        address = card_address(card, preston)
        assert address == (
            f"/programmes/{card.programme_id}/{card.programme_slug}"
            f"?at={card.id}&near=preston&from=q%3Dlaw%26page%3D2"
        )


def test_a_card_beside_a_page_that_was_opened_directly_adds_nothing(on_site: Flask) -> None:
    found = find(SearchCriteria(text="health"))
    assert found is not None
    card = found.cards[0]
    assert card_address(card, None) == f"/programmes/{card.programme_id}/{card.programme_slug}?at={card.id}"


def test_the_list_of_everything_has_the_plain_address(on_site: Flask) -> None:
    assert address_of(SearchCriteria()) == "/search"


def test_every_page_has_the_same_links_at_its_head_and_foot(on_site: Flask) -> None:
    assert [link.text for link in header_links()] == ["Careers", "Routes", "Your plan", "Help"]
    assert header_links()[-1].address == "/help"
    assert [link.address for link in footer_links()] == [
        "/parents",
        "/report",
        "/your-information",
        "/sources",
        "/accessibility",
        "/staff/sign-in",
    ]
    assert page_language() == "en-GB"


@pytest.mark.parametrize("path", ["/", "/areas/health", "/sitemap-1.xml"])
def test_a_public_address_is_one_slash_from_the_site(on_site: Flask, path: str) -> None:
    address = absolute(path)
    assert address.endswith(path)
    assert address.startswith(("http://", "https://"))
    assert "//" not in address.partition("://")[2]
