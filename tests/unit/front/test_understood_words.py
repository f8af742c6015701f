"""How the words of a search were read, in sentences that a student can act on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.understanding import Understood
from pathways.front.understood_words import MOST_SAID, asks_for_questions, understood_words
from tests.unit.front.searches import NOTHING

pytestmark = pytest.mark.usefixtures("in_english")

SPARKY = Understood("sparky", "occupation", ("electrician",))
NO_UNI = Understood("uni", "route", ("degree",), refused=True)


def test_a_reading_is_named() -> None:
    assert understood_words(replace(NOTHING, understood=(SPARKY,))) == ("We read “sparky” as: electrician.",)


def test_several_readings_of_one_word_are_one_sentence() -> None:
    both = (SPARKY, Understood("sparky", "area", ("building-construction",)))
    said = understood_words(replace(NOTHING, understood=both))
    assert said == ("We read “sparky” as: electrician, Building and construction.",)


def test_what_goes_without_saying_is_not_said() -> None:
    same = Understood("Electrician", "occupation", ("electrician",))
    assert understood_words(replace(NOTHING, understood=(same,))) == ()


def test_a_refusal_is_said_first() -> None:
    said = understood_words(replace(NOTHING, understood=(SPARKY, NO_UNI)))
    assert said[0].startswith("We left out “uni”")


def test_no_more_is_said_than_helps() -> None:
    many = tuple(Understood(f"word {n}", "area", ("health",)) for n in range(9))
    assert len(understood_words(replace(NOTHING, understood=many))) == MOST_SAID


def test_support_is_for_the_provider_to_tell() -> None:
    said = understood_words(replace(NOTHING, understood=(Understood("dyslexia", "support", ()),)))
    assert said == ("Each college and employer can tell you what support it gives.",)


def test_the_nearest_is_said_only_where_there_is_something() -> None:
    assert understood_words(replace(NOTHING, instead=True)) == ()
    assert "nearest" in understood_words(replace(NOTHING, instead=True, total=3))[0]


def test_the_questions_are_offered_to_who_was_not_understood_or_wishes_more() -> None:
    typed = SearchCriteria(text="idk")
    assert asks_for_questions(replace(NOTHING, criteria=typed))
    assert asks_for_questions(replace(NOTHING, criteria=typed, total=9, ignored_words=("idk",)))
    assert not asks_for_questions(replace(NOTHING, criteria=SearchCriteria(text="law"), total=9))
    wish = Understood("hate exams", "avoid", ("exams",))
    assert asks_for_questions(replace(NOTHING, total=9, understood=(wish,)))
