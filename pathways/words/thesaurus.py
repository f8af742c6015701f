"""The careers thesaurus: terms that young people use, and what each stands for. The longest known run of words wins."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pathways.words.analysis import IT_WORD, STOP_WORDS, term_of
from pathways.words.tokens import Token, readable, tokens_of

LONGEST_TERM = 10
"""Tokens of the longest term; what is longer is no term but a sentence."""


LEAST_JOINED = 6
"""Letters of a term that may have been typed as two words."""


class Kind(StrEnum):
    """What a term is about."""

    OCCUPATION = "occupation"
    AREA = "area"
    ROUTE = "route"
    LEVEL = "level"
    MODE = "mode"
    DELIVERY = "delivery"
    MONEY = "money"
    START = "start"
    WORDS = "words"
    FILLER = "filler"
    SUPPORT = "support"
    LEARNING = "learning"
    AVOID = "avoid"
    MATTERS = "matters"
    STEP_BEFORE = "step-before"
    PLACE_WORD = "place-word"
    WHO = "who"
    NOT = "not"


LEAST_PHRASE, LETTERS_AN_EDIT, MOST_PHRASE_EDITS = 9, 5, 3
"""Letters of a misspelt phrase; letters for each edit that is forgiven; and how many are at most."""

UNSPELT = frozenset({Kind.FILLER, Kind.WHO, Kind.NOT, Kind.PLACE_WORD})
"""Kinds whose words no other word is mended to."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a term stands for. ``weight`` (1 to 100) says how surely; ``values`` are codes or words.

    ``two_way``: term and value mean the same, so that the value may be met by the term as well.
    """

    term: str
    kind: Kind
    values: tuple[str, ...] = ()
    weight: int = 100
    two_way: bool = False


_Runs = dict[tuple[str, ...], list[tuple[tuple[str, ...], Meaning]]]


class Thesaurus:
    """Every meaning by the stems of its term. Immutable; `without` makes another one."""

    def __init__(self, meanings: Iterable[Meaning]) -> None:
        self.meanings = tuple(meanings)
        runs: _Runs = defaultdict(list)
        for meaning in self.meanings:
            self._add(runs, meaning.term, meaning)
            if meaning.two_way and meaning.kind is Kind.WORDS:
                for value in meaning.values:
                    back = Meaning(value, Kind.WORDS, (meaning.term,), meaning.weight, two_way=True)
                    self._add(runs, value, back)
        self._runs = {key: _by_words(found) for key, found in runs.items()}
        lengths: dict[str, set[int]] = defaultdict(set)
        for key in self._runs:
            lengths[key[0]].add(len(key))
        self._lengths = {stem: tuple(sorted(found)) for stem, found in lengths.items()}
        self.stems = frozenset(stem for key in self._runs for stem in key)
        self.words = frozenset(
            token.word for meaning in self.meanings for token in tokens_of(readable(meaning.term))
        )
        self._phrases = sorted(
            {
                meaning.term
                for meaning in self.meanings
                if meaning.kind not in UNSPELT and " " in meaning.term and meaning.term.isascii()
            }
        )
        self.forms = frozenset(
            token.word
            for meaning in self.meanings
            if meaning.kind not in UNSPELT
            for token in tokens_of(readable(meaning.term))
            if token.word.isascii() and token.word not in STOP_WORDS
        )

    @staticmethod
    def _add(runs: _Runs, term: str, meaning: Meaning) -> None:
        tokens = tokens_of(readable(term))
        key = _key(tuple(token.stem for token in tokens))
        if 0 < len(key) <= LONGEST_TERM:
            runs[key].append((tuple(token.word for token in tokens), meaning))

    def runs_at(self, tokens: Sequence[Token], start: int) -> list[tuple[int, tuple[Meaning, ...]]]:
        """The known runs that begin at a place among ``tokens``: how many tokens long, and what each stands for.

        Terms with the very words typed go before those that only share their stems: "hospitality" is no hospital.
        Two words may be one that was split ("brick layer").
        """
        found = []
        first = tokens[start].stem
        lengths = self._lengths.get(first, ())
        if first == IT_WORD:
            lengths = (*lengths, *(length for length in self._lengths.get("it", ()) if length > 1))
        for length in lengths:
            run = tokens[start : start + length]
            if len(run) == length and (meanings := self._meanings(run)):
                found.append((length, meanings))
        if start + 1 < len(tokens) and 2 not in {length for length, _ in found}:
            joined = tokens[start].word + tokens[start + 1].word
            if len(joined) >= LEAST_JOINED and (
                meanings := self._meanings((Token(0, 0, joined, term_of(joined)),))
            ):
                found.append((2, meanings))
        return found

    def phrase_like(self, text: str) -> str | None:
        """The term of several words that ``text`` is a misspelling of as a whole, or None."""
        if " " not in text or len(text) < LEAST_PHRASE:
            return None
        edits = min(MOST_PHRASE_EDITS, len(text) // LETTERS_AN_EDIT)
        found = process.extractOne(text, self._phrases, scorer=OSA.distance, score_cutoff=edits)
        return None if found is None or found[1] == 0 else str(found[0])

    def _meanings(self, run: Sequence[Token]) -> tuple[Meaning, ...]:
        by_words = self._runs.get(_key(tuple(token.stem for token in run)))
        if by_words is None:
            return ()
        return by_words.get(tuple(token.word for token in run)) or by_words[()]

    def without(self, meaning: Meaning) -> "Thesaurus":
        """The same thesaurus less one meaning."""
        return Thesaurus(other for other in self.meanings if other is not meaning)


def _by_words(found: list[tuple[tuple[str, ...], Meaning]]) -> dict[tuple[str, ...], tuple[Meaning, ...]]:
    """The meanings of one run of stems by the words of their terms, and under no words all of them."""
    kept: dict[tuple[str, ...], list[Meaning]] = defaultdict(list)
    for words, meaning in found:
        for key in (words, ()):
            if meaning not in kept[key]:
                kept[key].append(meaning)
    return {key: tuple(meanings) for key, meanings in kept.items()}


def _key(stems: tuple[str, ...]) -> tuple[str, ...]:
    """Stems to look up by. "It" is the subject only when it stands alone; inside a run it is the little word."""
    if len(stems) < 2 or IT_WORD not in stems:
        return stems
    return tuple("it" if stem == IT_WORD else stem for stem in stems)
