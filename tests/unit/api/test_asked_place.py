"""The place that a service asks for: by identifier or in words, found, to be chosen, or refused in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pathways.api.asked_place import PROBLEMS, AskedPlace, ask_for_place
from pathways.api.understood import understood_shapes
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.results import Results
from pathways.catalogue.understanding import Understood
from pathways.catalogue.understanding_place import WordsWithPlace
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The places that come with the product."""
    return load_gazetteer(tmp_path_factory.mktemp("places"), resource_dir("seed_data"))


@pytest.mark.parametrize("near", [None, "", "   ", "\t\n"])
def test_who_names_no_place_gets_none_and_no_complaint(places: Gazetteer, near: str | None) -> None:
    assert ask_for_place(places, near) == AskedPlace()


@pytest.mark.parametrize(
    ("near", "name"),
    [
        ("Consett", "Consett"),
        ("  consett ", "Consett"),
        ("CONSETT", "Consett"),
        ("Preston", "Preston"),
        ("PR1", "PR1"),
        ("pr1 2he", "PR1"),
    ],
)
def test_a_place_is_found_however_it_is_written(places: Gazetteer, near: str, name: str) -> None:
    found = ask_for_place(places, near)
    assert found.place is not None
    assert name in (found.place.name, found.place.district) or found.place.id.startswith(name)
    assert (found.choices, found.problem) == ((), None)


def test_an_identifier_that_was_given_leads_back_to_its_place(places: Gazetteer) -> None:
    for choice in ask_for_place(places, "Richmond").choices:
        assert ask_for_place(places, choice.id).place == choice


def test_several_places_of_one_name_are_offered_and_none_is_guessed(places: Gazetteer) -> None:
    found = ask_for_place(places, "Richmond")
    assert found.place is None
    assert len(found.choices) > 1
    assert len({choice.id for choice in found.choices}) == len(found.choices)


@pytest.mark.parametrize("near", ["Xyzzyville", "ZZ99 9ZZ", "!!!", "12345"])
def test_an_unknown_place_is_refused_in_words(places: Gazetteer, near: str) -> None:
    found = ask_for_place(places, near)
    assert (found.place, found.choices) == (None, ())
    assert found.problem is not None
    assert found.problem.field == "near"
    assert found.problem.detail in PROBLEMS.values()


def told(understood: tuple[Understood, ...], words: WordsWithPlace | None = None) -> dict[str, object]:
    """What an answer says that the words of a search were read as."""
    criteria = SearchCriteria()
    results = Results(0, 1, 20, (), {}, (), (), None, (), "v", criteria, understood, instead=False)
    shapes = understood_shapes(words or WordsWithPlace(criteria), results)
    return {shape.text: shape.meaning for shape in shapes}


def test_words_that_mean_several_things_are_said_together() -> None:
    both = (Understood("nurse", "occupation", ("adult-nurse",)), Understood("nurse", "area", ("health",)))
    assert told(both) == {"nurse": {"occupation": ["adult-nurse"], "area": ["health"]}}


def test_what_is_refused_is_said_under_not_with_its_facet() -> None:
    refused = Understood("no uni", "route", ("degree", "foundation-degree"), refused=True)
    assert told((refused,)) == {"no uni": {"not": ["route:degree", "route:foundation-degree"]}}


def test_one_word_may_be_wanted_in_one_way_and_not_in_another() -> None:
    mixed = (
        Understood("care", "area", ("care-support",)),
        Understood("care", "area", ("health",), refused=True),
    )
    assert told(mixed) == {"care": {"area": ["care-support"], "not": ["area:health"]}}


def test_nothing_understood_is_nothing_said() -> None:
    assert told(()) == {}


def test_the_place_in_the_words_comes_first_unless_it_is_still_to_be_chosen(places: Gazetteer) -> None:
    place = ask_for_place(places, "Consett").place
    assert place is not None
    words = WordsWithPlace(SearchCriteria(place=place), said="near Consett", rest="nursing")
    nursing = (Understood("nursing", "area", ("health",)),)
    assert list(told(nursing, words)) == ["near Consett", "nursing"]
    assert told(nursing, words)["near Consett"] == {"near": [place.id]}
    assert list(told(nursing, replace(words, choices=(place,)))) == ["nursing"]
