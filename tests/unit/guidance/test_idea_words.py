"""Own words about jobs and subjects become codes, and nothing of the words is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.guidance.answers import LEARNINGS, MATTERS
from pathways.guidance.choices import codes_of
from pathways.guidance.idea_words import read_ideas
from pathways.guidance.ideas import is_idea


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


@given(st.text(max_size=400))
def test_whatever_is_typed_gives_only_codes_that_answers_can_hold(typed: str) -> None:
    read = read_ideas(typed)
    assert all(map(is_idea, read.ideas))
    assert set(read.avoid) <= set(codes_of("avoid"))
    assert set(read.matters) <= set(MATTERS)
    assert set(read.learning) <= set(LEARNINGS)
    assert len(set(read.ideas)) == len(read.ideas)


def test_a_thousand_words_are_read_as_far_as_they_matter() -> None:
    assert read_ideas("electrician " * 1000).ideas == ("occupation:electrician",)
