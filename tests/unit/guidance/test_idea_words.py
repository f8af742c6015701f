"""Own words about jobs and subjects become codes, and nothing of the words is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.guidance.answers import LEARNINGS, MATTERS, PATTERNS, WANTS
from pathways.guidance.choices import codes_of
from pathways.guidance.idea_words import read_ideas
from pathways.guidance.ideas import is_idea
from pathways.places.gazetteer import Gazetteer
from pathways.places.postcodes import contains_full_postcode


@pytest.mark.parametrize(
    ("typed", "idea"),
    [
        ("vet nurse", "occupation:veterinary-nurse"),
        ("I want to be an electrician", "occupation:electrician"),
        ("sparky", "occupation:electrician"),
        ("animals", "area:animals-land-environment"),
        ("T Level", "route:t-level"),
    ],
)
def test_a_job_hobby_or_route_is_found_in_what_was_typed(typed: str, idea: str) -> None:
    assert idea in read_ideas(typed).ideas


def test_several_ideas_come_in_the_order_of_the_words() -> None:
    read = read_ideas("vet nurse or an electrician, flumph")
    assert read.ideas == ("occupation:veterinary-nurse", "occupation:electrician")
    assert read.unknown == ("flumph",)


def test_what_somebody_hates_is_no_idea_and_answers_another_question() -> None:
    read = read_ideas("loves animals but hates exams")
    assert read.ideas == ("area:animals-land-environment",)
    assert read.avoid == ("exams",)


def test_wishes_answer_what_matters() -> None:
    assert read_ideas("good money").matters == ("well-paid",)


def test_nothing_typed_is_nothing_understood() -> None:
    for typed in ("", "   ", "!!!", "idk lol"):
        read = read_ideas(typed)
        assert (read.ideas, read.unknown) == ((), ())


@pytest.mark.parametrize(
    ("typed", "place", "idea"),
    [
        ("something with animals near Durham", "durham", "area:animals-land-environment"),
        (
            "my daughter loves animals but hates exams, something near Durham",
            "durham",
            "area:animals-land-environment",
        ),
        ("nursing in Preston", "preston", "occupation:nurse"),
        ("cooking in Bath", "bath", "area:food-hospitality-travel"),
        ("from Hull, want to be a vet", "hull", "occupation:vet"),
        ("animals near PR1 2HE", "PR1", "area:animals-land-environment"),
        ("sparky within 10 miles of Consett", "consett", "occupation:electrician"),
    ],
)
def test_place_is_taken_out_of_the_words_and_the_rest_is_read(
    places: Gazetteer, typed: str, place: str, idea: str
) -> None:
    read = read_ideas(typed, places=places)
    assert read.place is not None
    assert read.place.id == place
    assert idea in read.ideas
    assert read.unknown == ()


def test_name_of_several_places_is_a_choice_and_nothing_is_lost(places: Gazetteer) -> None:
    read = read_ideas("cars near Richmond", places=places)
    assert read.place is None
    assert read.place_said == "Richmond"
    assert {place.id for place in read.place_choices} >= {"richmond-london", "richmond-north-yorkshire"}
    assert read.ideas == ("area:transport-motor-logistics",)
    assert read.unknown == ()


def test_hobby_that_is_spelt_like_a_town_is_no_place(places: Gazetteer) -> None:
    assert read_ideas("i like reading", places=places).place is None
    assert read_ideas("something in computing", places=places).place is None


def test_place_that_nobody_knows_is_said_to_be_unknown(places: Gazetteer) -> None:
    read = read_ideas("animals near Xyzzyplugh", places=places)
    assert (read.place, read.place_choices) == (None, ())
    assert "xyzzyplugh" in [word.lower() for word in read.unknown]


@pytest.mark.parametrize(
    ("typed", "field", "codes"),
    [
        ("online course in coding", "wants", ("online",)),
        ("face to face cooking", "wants", ("in-person",)),
        ("free course", "wants", ("free",)),
        ("part time evening accounting", "patterns", ("part-time", "evening-weekend")),
        ("day release plumbing", "patterns", ("part-time",)),
        ("get paid while i train as a chef", "matters", ("earning-soon",)),
        ("autism friendly plumbing", "matters", ("support",)),
    ],
)
def test_other_wishes_are_understood_too(typed: str, field: str, codes: tuple[str, ...]) -> None:
    read = read_ideas(typed)
    assert set(codes) <= set(getattr(read, field))
    assert read.unknown == ()


def test_need_for_support_is_kept_as_support_and_never_as_the_need() -> None:
    read = read_ideas("i have autism and want to be a plumber")
    assert read.matters == ("support",)
    assert "autis" not in repr(read)


def test_the_furthest_start_that_is_named_is_the_one_meant() -> None:
    assert read_ideas("start asap").start == "now"
    assert read_ideas("plumbing next september").start == "12m"
    assert read_ideas("plumbing").start is None


@given(st.text(max_size=400))
def test_whatever_is_typed_gives_only_codes_that_answers_can_hold(typed: str) -> None:
    read = read_ideas(typed)
    assert all(map(is_idea, read.ideas))
    assert set(read.avoid) <= set(codes_of("avoid"))
    assert set(read.matters) <= set(MATTERS)
    assert set(read.learning) <= set(LEARNINGS)
    assert set(read.patterns) <= set(PATTERNS)
    assert set(read.wants) <= set(WANTS)
    assert len(set(read.ideas)) == len(read.ideas)


def test_a_thousand_words_are_read_as_far_as_they_matter() -> None:
    assert read_ideas("electrician " * 1000).ideas == ("occupation:electrician",)


@given(st.text(alphabet="abinrPRS near123HE,.", max_size=60))
def test_no_place_in_the_words_is_finer_than_a_sector(places: Gazetteer, typed: str) -> None:
    read = read_ideas(typed, places=places)
    named = [*([read.place] if read.place else []), *read.place_choices]
    assert not any(contains_full_postcode(place.id) or contains_full_postcode(place.name) for place in named)


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("likes animals, not nursing", ("occupation:nurse",)),
        ("not a plumber", ("occupation:plumber",)),
        ("loves animals but hates exams", ()),
        ("plumber", ()),
    ],
)
def test_what_somebody_does_not_want_is_known_as_that(typed: str, refused: tuple[str, ...]) -> None:
    assert read_ideas(typed).refused == refused
