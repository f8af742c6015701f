"""The words of a segment while it is being filled: forms, their terms, and texts as runs of terms with weights."""

from array import array

import numpy as np
from numpy.typing import NDArray

from pathways.snapshot.contents import FIELD_END, Words
from pathways.words.analysis import form_of, term_of, words_of

TITLE_WEIGHT, TITLE_SHARE = 160, 95
"""A word of the title counts 160, and a share of 95 more: all of it when it is the whole title."""

OCCUPATION_WEIGHT, KEYWORD_WEIGHT, AREA_WEIGHT, PROVIDER_WEIGHT, DESCRIPTION_WEIGHT = 120, 100, 80, 50, 20
"""Job titles; further words; career area, route, level and mode; names of provider, employer and place; the rest."""


_NO_TERM = -1
_SHORT_TEXT = 120


class Lexicon:
    """Every form and term met so far, numbered as they come."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self.forms: dict[str, int] = {}
        self.form_terms = array("i")
        self._numbers = _TermNumbers(self)
        self._short_runs: dict[str, list[int]] = {}

    def run_of(self, text: str) -> list[int]:
        """The terms of a text in order, by number."""
        known = self._short_runs.get(text)
        if known is None:
            known = [
                number for number in map(self._numbers.__getitem__, words_of(text)) if number != _NO_TERM
            ]
            if len(text) < _SHORT_TEXT:
                self._short_runs[text] = known
        return known

    def number_of(self, word: str) -> int:
        """The number of the term of a folded word, given now if it is new; less than zero for a stop word."""
        form = form_of(word)
        if not form:
            return _NO_TERM
        place = self.forms.get(form)
        if place is None:
            place = self.forms[form] = len(self.forms)
            self.form_terms.append(self.terms.setdefault(term_of(form), len(self.terms)))
        return self.form_terms[place]

    def form_terms_array(self) -> NDArray[np.int32]:
        """The term of every form (int32), in the order of the forms."""
        return np.array(self.form_terms, np.int32)


class _TermNumbers(dict[str, int]):
    """The number of the term of every word met; a new word is looked into once."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, word: str) -> int:
        number = self[word] = self._lexicon.number_of(word)
        return number


class Runs:
    """Texts made of weighted fields, one after another."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._terms, self._weights, self._ends = array("i"), array("B"), array("q", [0])

    def add_title(self, text: str) -> None:
        """Add a title, whose words count more the fewer they are."""
        run = self._lexicon.run_of(text)
        self._add(run, TITLE_WEIGHT + TITLE_SHARE // max(1, len(run)))

    def add_occupation(self, text: str) -> None:
        """Add job titles."""
        self._add(self._lexicon.run_of(text), OCCUPATION_WEIGHT)

    def add_keywords(self, text: str) -> None:
        """Add further words to be found by."""
        self._add(self._lexicon.run_of(text), KEYWORD_WEIGHT)

    def add_area(self, text: str) -> None:
        """Add career areas, the route, the level or how the week goes."""
        self._add(self._lexicon.run_of(text), AREA_WEIGHT)

    def add_provider(self, text: str) -> None:
        """Add the name of a provider, an employer or a place."""
        self._add(self._lexicon.run_of(text), PROVIDER_WEIGHT)

    def add_description(self, text: str) -> None:
        """Add text that tells of the programme."""
        self._add(self._lexicon.run_of(text), DESCRIPTION_WEIGHT)

    def _add(self, run: list[int], weight: int) -> None:
        if run:
            self._terms.extend(run)
            self._terms.append(FIELD_END)
            self._weights.extend([weight] * (len(run) + 1))

    def end_text(self) -> None:
        """The text under way is whole."""
        self._ends.append(len(self._terms))

    def words(self) -> Words:
        """All texts as arrays."""
        return Words(
            np.array(self._terms, np.int32), np.array(self._weights, np.uint8), np.array(self._ends, np.int64)
        )
