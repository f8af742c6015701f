"""What a programme says of itself is said the same on every page."""

from __future__ import annotations

import pytest

from pathways.catalogue.models import Programme, Provider
from pathways.catalogue.vocabulary import Level, Nation, ProviderKind, Route
from pathways.front.programme_words import (
    hours_lines,
    jobs_words,
    leads_lines,
    length_words,
    level_words,
    missing_words,
    no_figures_words,
    size_lines,
    support_words,
    top_up_words,
)
from pathways.front.sentences import sentence

pytestmark = pytest.mark.usefixtures("in_english")


def programme(**said: object) -> Programme:
    base = {
        "provider_id": 1,
        "title": "A",
        "slug": "a",
        "route": Route.T_LEVEL,
        "level": Level.THREE,
        "nation": Nation.ENGLAND,
    }
    return Programme(**(base | said))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Level 3"),
        ({"level": Level.ENTRY}, "Entry level"),
        ({"level": None}, "No level given"),
        ({"level": None, "route": Route.SUPPORTED_INTERNSHIP}, "No level"),
        ({"level": Level.ONE, "route": Route.SUPPORTED_INTERNSHIP}, "Level 1"),
    ],
)
def test_level_or_that_there_is_none(said: dict[str, object], words: str) -> None:
    assert level_words(programme(**said)) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"duration_text": "2 years", "duration_months": 24}, "2 years"),
        ({"duration_months": 18}, "18 months"),
        ({"duration_months": 1}, "1 month"),
        ({"duration_months": 0}, ""),
        ({}, ""),
    ],
)
def test_length_in_their_words_or_in_months(said: dict[str, object], words: str) -> None:
    assert length_words(programme(**said)) == words


def test_size_is_told_where_it_is_known() -> None:
    assert size_lines(programme()) == ()
    told = size_lines(programme(guided_hours=1800, credits=240))
    assert told == (
        "About 1,800 hours of teaching in all.",
        "It is worth 240 credits. A year of full-time study at a university is 120.",
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, ()),
        ({"class_hours_a_week": 1}, ("1 hour a week in class",)),
        ({"work_hours_a_week": 30}, ("30 hours a week at work",)),
        ({"placement_hours": 315}, ("315 hours on placement in all",)),
        (
            {"class_hours_a_week": 6, "work_hours_a_week": 31, "placement_hours": 1},
            ("6 hours a week in class", "31 hours a week at work", "1 hour on placement in all"),
        ),
    ],
)
def test_hours_in_class_at_work_and_on_placement(said: dict[str, object], words: tuple[str, ...]) -> None:
    assert hours_lines(programme(**said)) == words


def test_what_it_leads_to_with_jobs_and_a_top_up() -> None:
    told = leads_lines(programme(leads_to="a job", occupation="Nurse", top_up_to="BSc Nursing"))
    assert told == (
        "A job.",
        "Jobs it gets you ready for: Nurse",
        "You may be able to top it up to BSc Nursing. Ask the university: it decides.",
    )


def test_what_it_leads_to_is_said_to_be_missing() -> None:
    assert leads_lines(programme()) == (missing_words(),)
    assert (jobs_words(programme()), top_up_words(programme())) == ("", "")


def test_missing_facts_come_with_whom_to_ask() -> None:
    assert missing_words().endswith("You could ask them.")
    assert "normal" in no_figures_words()


@pytest.mark.parametrize(
    ("own", "general", "words"),
    [("A mentor", "Bus passes", "A mentor"), ("", "Bus passes", "Bus passes"), ("", "", "")],
)
def test_help_of_the_programme_comes_before_that_of_its_provider(own: str, general: str, words: str) -> None:
    college = Provider(name="C", slug="c", kind=ProviderKind.COLLEGE, nation=Nation.ENGLAND, support=general)
    assert support_words(programme(support=own), college) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("call us", "Call us."),
        (" Call us! ", "Call us!"),
        ("Why?", "Why?"),
        ("ŵythnos", "Ŵythnos."),
        ("", ""),
        ("  ", ""),
    ],
)
def test_words_in_passing_become_a_sentence(text: str, words: str) -> None:
    assert sentence(text) == words
