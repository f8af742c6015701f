"""What a sentence means to a search, before any catalogue is looked at."""

from __future__ import annotations

import pytest

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.understanding import Understanding, understand
from pathways.catalogue.understanding_place import place_in_words
from pathways.catalogue.vocabulary import Delivery, Level, Mode, Money, Route, StartWindow
from pathways.places.place import Place, Resolution
from tests.unit.words.small_thesaurus import small_thesaurus

THESAURUS = small_thesaurus()
LEEDS = Place("leeds", "Leeds", "city", 53.8, -1.55, "LS1", "E08000035", "england")
ASHFORDS = tuple(
    Place(f"ashford-{county}", "Ashford", "town", 51.0, 0.9, "TN23", None, "england")
    for county in ("kent", "surrey")
)


class FewPlaces:
    """Leeds, and two towns of one name."""

    def resolve(self, text: str) -> Resolution:
        """One of them, or none."""
        if text.lower() == "leeds":
            return Resolution(place=LEEDS)
        if text.lower() == "leads":
            return Resolution(place=LEEDS, corrected_from=text)
        return Resolution(choices=ASHFORDS) if text.lower() == "ashford" else Resolution(problem="unknown")


def meaning(text: str) -> Understanding:
    """A sentence understood by a few terms."""
    return understand(text, THESAURUS)


@pytest.mark.parametrize(
    ("text", "left", "field", "value"),
    [
        ("apprenticeship in cars", "cars", "routes", Route.APPRENTICESHIP),
        ("level 3 maths", "maths", "levels", Level.THREE),
        ("evening hairdressing", "hairdressing", "modes", Mode.EVENING_WEEKEND),
        ("cars online", "cars", "deliveries", Delivery.ONLINE),
        ("paid, cars", "cars", "money", Money.PAID),
    ],
)
def test_words_that_narrow_leave_the_text(text: str, left: str, field: str, value: object) -> None:
    applied = meaning(text).applied_to(SearchCriteria(text=text))
    assert applied.text.strip(" ,") == left
    assert getattr(applied, field) == {value}


def test_a_start_is_a_window() -> None:
    assert meaning("cars as soon as possible").applied_to(SearchCriteria()).start is StartWindow.NOW


def test_what_was_chosen_stays() -> None:
    chosen = SearchCriteria(routes=frozenset({Route.T_LEVEL}), start=StartWindow.TWELVE_MONTHS)
    applied = meaning("uni as soon as possible").applied_to(chosen)
    assert (applied.routes, applied.start) == (chosen.routes, chosen.start)


def test_a_vague_word_narrows_a_few_words_and_no_long_sentence() -> None:
    assert meaning("cars at weekends").facts
    assert not meaning("my daughter fixes old cars with friends at weekends").facts


def test_understanding_says_what_it_read() -> None:
    said = {(one.text, one.facet, one.values, one.refused) for one in meaning("sparky not uni").understood}
    assert said == {("sparky", "occupation", ("electrician",), False), ("uni", "route", ("degree",), True)}


def test_small_talk_is_not_understood_as_anything() -> None:
    assert meaning("idk my daughter").understood == ()
    assert meaning("idk zebra").plain == "zebra"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("cars near Leeds", "cars"),
        ("cars near leads", "cars"),
        ("cars in Leeds", "cars"),
        ("cars LEEDS", "cars"),
        ("cars leeds", "cars leeds"),
    ],
)
def test_a_place_is_taken_out_of_the_words(text: str, left: str) -> None:
    told = place_in_words(SearchCriteria(text=text), FewPlaces(), THESAURUS)
    assert told.criteria.text == left
    assert told.criteria.place == (LEEDS if left == "cars" else None)


def test_a_place_that_was_given_goes_before_the_words() -> None:
    asked = SearchCriteria(text="cars near Leeds", place=ASHFORDS[0])
    assert place_in_words(asked, FewPlaces(), THESAURUS).criteria == asked


def test_several_places_are_left_to_be_asked_about() -> None:
    told = place_in_words(SearchCriteria(text="cars near Ashford"), FewPlaces(), THESAURUS)
    assert (told.criteria.place, told.choices, told.said, told.rest) == (None, ASHFORDS, "Ashford", "cars")


def test_in_is_not_enough_for_a_misspelt_place() -> None:
    assert place_in_words(SearchCriteria(text="cars in leads"), FewPlaces(), THESAURUS).criteria.place is None


def test_miles_in_the_words_are_rounded_up_to_a_choice() -> None:
    told = place_in_words(SearchCriteria(text="cars within 12 miles of Leeds"), FewPlaces(), THESAURUS)
    assert (told.criteria.text, told.criteria.miles) == ("cars", 15)


def test_words_as_typed_hold_no_place() -> None:
    asked = SearchCriteria(text="cars near Leeds", keep_spelling=True)
    assert place_in_words(asked, FewPlaces(), THESAURUS).criteria == asked
