"""The place in what was typed: "nursing near Preston" is nursing, measured from Preston."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from pathways.catalogue.careers_thesaurus import careers_thesaurus
from pathways.catalogue.criteria import DEFAULT_MILES, MILES_CHOICES, SearchCriteria
from pathways.places.place import Place, Resolution
from pathways.words.place_words import PlacePhrase, place_phrases, without_span
from pathways.words.sentences import read_sentence
from pathways.words.thesaurus import Thesaurus


class Places(Protocol):
    """The part of the gazetteer that reads words for a place."""

    def resolve(self, text: str) -> Resolution:
        """What a person's words for a place come to."""
        ...


@dataclass(frozen=True, slots=True)
class WordsWithPlace:
    """A search whose words held a place. ``said`` are those words; ``choices`` the places that they may mean.

    ``rest`` are the words without them, where ``criteria`` still hold them all.
    """

    criteria: SearchCriteria
    said: str = ""
    rest: str = ""
    choices: tuple[Place, ...] = ()


def place_in_words(
    criteria: SearchCriteria, places: Places, thesaurus: Thesaurus | None = None
) -> WordsWithPlace:
    """``criteria`` with the place in its words taken out of them, when no place was given otherwise.

    Where the words may mean several places, the criteria stay as they are and the choices are given.
    """
    if criteria.place is not None or criteria.keep_spelling or not criteria.text.strip():
        return WordsWithPlace(criteria)
    for phrase in _phrases(criteria.text, thesaurus or careers_thesaurus()):
        found = places.resolve(phrase.name)
        if found.corrected_from is not None and not phrase.is_certain:
            continue
        if found.place is not None:
            left = without_span(phrase.text, phrase.start, phrase.end)
            miles = criteria.miles
            if phrase.miles is not None and miles == DEFAULT_MILES:
                miles = next((choice for choice in MILES_CHOICES if choice >= phrase.miles), None)
            changed = replace(criteria, text=left, place=found.place, miles=miles)
            return WordsWithPlace(changed, phrase.text[phrase.start : phrase.end], left)
        if found.choices and phrase.is_certain:
            left = without_span(phrase.text, phrase.start, phrase.end)
            return WordsWithPlace(criteria, phrase.name, left, found.choices)
    return WordsWithPlace(criteria)


@lru_cache(maxsize=1024)
def _phrases(text: str, thesaurus: Thesaurus) -> tuple[PlacePhrase, ...]:
    return place_phrases(read_sentence(text, thesaurus), thesaurus)
