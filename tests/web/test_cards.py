"""Cards as they are drawn: each fact in words, kept between searches, and never somebody else's distance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import html5lib
import pytest
from flask import Flask, current_app
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.catalogue.results import Card
from pathways.front.card_list import draw_cards
from pathways.front.gallery_samples import sample_cards

TODAY = date(2026, 11, 21)
VACANCY, DEGREE, COURSE, ONLINE = sample_cards(TODAY)


@pytest.fixture(autouse=True)
def request_on_the_site(app: Flask) -> Iterator[None]:
    """A request on the service, so that cards can be drawn."""
    with app.test_request_context("/"):
        yield


def drawn(*cards: Card, suffix: str = "", today: date = TODAY) -> str:
    """The list items."""
    return str(draw_cards(cards, today, suffix))


def read(html: str) -> list[str]:
    """Each card as one line of text."""
    items = html5lib.parseFragment(f"<ol>{html}</ol>").iter("{http://www.w3.org/1999/xhtml}li")
    return [
        " ".join(" ".join(node.itertext()).split())
        for node in items
        if "card" in (node.get("class") or "").split()
    ]


def fact(card: Card, name: str) -> str:
    """What a card says under one of its four headings."""
    names = ("Where", "Level", "Start", "Pay or cost", "Made-up example")
    (text,) = read(drawn(card))
    after = text.partition(f"{name} ")[2]
    following = names[names.index(name) + 1]
    return after.partition(f" {following} ")[0].strip()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"distance_miles": 3.24}, "1 3.2 miles"),
        ({"distance_miles": 0.4}, "1 Under 1 mile"),
        ({"distance_miles": 1.0}, "1 1 mile"),
        ({"distance_miles": 12.6}, "1 13 miles"),
        ({"distance_miles": None}, "1 Preston"),
        ({"distance_miles": None, "lat": None, "delivery": "online"}, "Online"),
        ({"distance_miles": None, "lat": None, "delivery": "area"}, "In your area"),
        ({"distance_miles": None, "lat": None, "delivery": "national"}, "Anywhere"),
        ({"distance_miles": None, "lat": None, "town": None}, "Place not given"),
    ],
)
def test_how_far_is_always_said(changes: dict[str, Any], words: str) -> None:
    assert fact(replace(VACANCY, **changes), "Where") == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"next_start": date(2027, 9, 1)}, "1 Sept 2027"),
        ({"next_start": None, "is_flexible": True}, "Any time"),
        ({"next_start": None, "start_text": "after a taster day"}, "after a taster day"),
        ({"next_start": None}, "Ask for dates"),
        ({"next_start": date(2027, 1, 4), "is_flexible": True}, "4 Jan 2027"),
    ],
)
def test_the_start_is_a_day_or_words(changes: dict[str, Any], words: str) -> None:
    assert fact(replace(VACANCY, **changes), "Start") == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pay_weekly_pence": 31_200}, "£312 for 37.5 hours a week"),
        ({"pay_weekly_pence": 31_200, "hours_a_week": None}, "£312 a week"),
        ({"pay_weekly_pence": 31_280, "pay_hourly_pence": 800}, "£312.80 for 37.5 hours a week"),
        ({"pay_weekly_pence": None, "pay_hourly_pence": 860}, "£8.60 an hour"),
        ({"pay_weekly_pence": None}, "You are paid"),
        ({"pay_weekly_pence": None, "money": "free"}, "Free"),
        ({"pay_weekly_pence": None, "money": "loan", "fee_pence": 953_500}, "£9,535, loan possible"),
        ({"pay_weekly_pence": None, "money": "loan"}, "Loan possible"),
        ({"pay_weekly_pence": None, "money": "fee", "fee_pence": 42_050}, "£420.50"),
        ({"pay_weekly_pence": None, "money": "fee"}, "There is a fee"),
        ({"pay_weekly_pence": None, "money": None}, "Ask about cost"),
    ],
)
def test_pay_or_cost_is_always_said(changes: dict[str, Any], words: str) -> None:
    assert fact(replace(VACANCY, closes_on=None, **changes), "Pay or cost") == words


def test_the_employer_comes_before_who_trains() -> None:
    (text,) = read(drawn(VACANCY))
    assert "Brightside Electrical , with Fulwood Moor College , Preston" in text.replace(",", " ,").replace(
        "  ", " "
    )


def test_an_employer_that_trains_its_own_is_named_once() -> None:
    (text,) = read(drawn(replace(VACANCY, employer_name="Fulwood Moor College")))
    assert text.count("Fulwood Moor College") == 1


def test_a_made_up_card_says_so_and_a_real_one_does_not() -> None:
    made_up, real = read(drawn(VACANCY, replace(VACANCY, id=9, is_demonstration=False)))
    assert "Made-up example" in made_up
    assert "Made-up example" not in real


def test_that_a_card_is_made_up_is_said_after_its_facts_and_not_in_the_line_of_its_save() -> None:
    for made_up in (VACANCY, COURSE, DEGREE):
        (text,) = read(drawn(made_up))
        assert made_up.title in text.partition("Made-up example")[0]
        assert "Pay or cost" in text.partition("Made-up example")[0]


def test_two_cards_of_one_course_in_one_town_say_which_site_each_is() -> None:
    docks = replace(COURSE, id=21, venue_name="The Docks")
    farm = replace(COURSE, id=22, venue_name="Home <Farm>")
    first, second, other = read(drawn(docks, farm, DEGREE))
    assert "The Docks" in first
    assert "Home <Farm>" in second
    assert "Main site" not in other
    assert "The Docks" not in read(drawn(docks, DEGREE))[0]


@pytest.mark.parametrize("days", [0, 365, 366, 2000])
def test_a_card_of_an_old_listing_says_since_when_nobody_checked(days: int) -> None:
    (text,) = read(drawn(replace(VACANCY, checked_on=TODAY - timedelta(days=days))))
    assert ("Not checked since" in text) == (days > 365)


def test_one_card_of_a_list_is_old_and_the_next_is_not() -> None:
    """Cards of one shape share what was drawn; the age is part of the shape."""
    old = replace(VACANCY, checked_on=date(2024, 3, 2))
    first, second, third = read(drawn(old, VACANCY, replace(old, checked_on=date(2025, 5, 9))))
    assert "Not checked since 2 Mar 2024" in first
    assert "Not checked since" not in second
    assert "Not checked since 9 May 2025" in third


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, False), (0, True), (30, True), (31, False)],
    ids=["over", "today", "soon", "later"],
)
def test_only_what_closes_soon_says_when(days: int, said: bool) -> None:
    (text,) = read(drawn(replace(VACANCY, closes_on=TODAY + timedelta(days=days))))
    assert ("Closing" in text) == said


def test_a_card_carries_at_most_two_tags() -> None:
    busy = replace(DEGREE, closes_on=TODAY, taught_at_college=True, is_flexible=True)
    (text,) = read(drawn(busy))
    assert "Closing 21 Nov 2026 Degree at a college" in text
    assert "Start when you like" not in text


def test_cards_are_numbered_as_on_the_map() -> None:
    html = drawn(VACANCY, DEGREE, COURSE)
    assert [html.count(f'id="option-{number}"') for number in (1, 2, 3, 4)] == [1, 1, 1, 0]


def test_the_link_picks_the_offer_and_carries_what_the_list_adds() -> None:
    html = drawn(VACANCY, suffix="&near=preston&from=q%3Dlaw")
    assert 'href="/programmes/1/electrician?at=1&amp;near=preston&amp;from=q%3Dlaw"' in html


def test_the_longest_names_are_shown_whole() -> None:
    (text,) = read(drawn(COURSE))
    assert COURSE.title in text
    assert COURSE.provider_name in text


@settings(max_examples=20)
@given(st.text(min_size=1, max_size=60).filter(str.isprintable))
def test_whatever_a_provider_writes_is_shown_as_text(words: str) -> None:
    card = replace(VACANCY, title=words, provider_name=words, employer_name=words, town=words)
    html = drawn(card)
    assert html.count("<a ") == 1
    assert "<script" not in html.casefold()
    (text,) = read(html)
    assert " ".join(words.split()) in text


@given(st.text(max_size=60))
def test_nothing_that_was_typed_breaks_out_of_the_link(typed: str) -> None:
    html = drawn(VACANCY, suffix=f"&from={typed}")
    assert html.count("<a ") == 1
    assert not set('"<>') & set(html.partition('<a href="')[2].partition('">')[0])


def test_the_next_person_sees_their_own_distance_and_way_back() -> None:
    near = drawn(replace(VACANCY, distance_miles=1.5), suffix="&near=preston")
    far = drawn(replace(VACANCY, distance_miles=38.0), suffix="&near=consett")
    nowhere = drawn(replace(VACANCY, distance_miles=None))
    assert "1.5 miles" in near
    assert "38 miles" in far
    assert "near=preston" not in far
    assert "miles" not in nowhere


def test_a_card_further_down_another_list_has_its_own_number() -> None:
    drawn(VACANCY)
    assert 'id="option-2"' in drawn(DEGREE, VACANCY).partition("electrician?at=1")[0]


def test_a_new_version_of_the_catalogue_is_drawn_anew() -> None:
    drawn(VACANCY)
    assert "Plumber apprenticeship" in drawn(replace(VACANCY, title="Plumber apprenticeship"))


def test_a_new_day_is_drawn_anew() -> None:
    soon = replace(VACANCY, closes_on=TODAY + timedelta(days=40))
    assert "Closing" not in drawn(soon)
    assert "Closing" in drawn(soon, today=TODAY + timedelta(days=20))


def test_no_cards_are_no_items() -> None:
    assert drawn() == ""


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)
CARDS = st.builds(
    replace,
    st.sampled_from([VACANCY, DEGREE, COURSE, ONLINE]),
    title=TEXT,
    employer_name=st.none() | TEXT | st.just(VACANCY.provider_name),
    provider_name=TEXT | st.just(VACANCY.provider_name),
    town=st.none() | TEXT,
    level=st.sampled_from([None, "entry", "3"]),
    lat=st.none() | st.just(53.7),
    distance_miles=st.none() | st.floats(0, 60),
    delivery=st.sampled_from(["venue", "online", "area", "national"]),
    next_start=st.none() | st.just(date(2027, 9, 1)),
    start_text=TEXT,
    is_flexible=st.booleans(),
    closes_on=st.none() | st.just(TODAY),
    money=st.sampled_from([None, "paid", "free", "loan", "fee"]),
    fee_pence=st.none() | st.integers(0, 10**6),
    pay_weekly_pence=st.none() | st.integers(0, 10**5),
    pay_hourly_pence=st.none() | st.integers(0, 10**4),
    taught_at_college=st.booleans(),
    is_demonstration=st.booleans(),
)


@given(st.lists(CARDS, min_size=1, max_size=4))
def test_a_list_draws_each_card_as_the_component_does(cards: list[Card]) -> None:
    macro = current_app.jinja_env.get_template("components/card.html").module.card  # type: ignore[attr-defined]
    for number, card in enumerate(cards, 1):
        address = f"/programmes/{card.programme_id}/{card.programme_slug}?at={card.id}&from=q%3Dlaw%2525"
        alone = str(macro(card, address, TODAY, number=number))
        assert alone in drawn(*cards, suffix="&from=q%3Dlaw%2525")
