"""The careers thesaurus: terms that young people use, and what each stands for. The longest known run of words wins."""

from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pathways.words.analysis import IT_WORD, STOP_WORDS, term_of
from pathways.words.tokens import Token, readable, tokens_of

LONGEST_TERM = 10
"""Tokens of the longest term; what is longer is no term but a sentence."""


LEAST_PLURAL = 3
"""Letters that a word has more than when its last s may be that of several."""

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


@dataclass(frozen=True, slots=True)
class Entry:
    """A meaning under one of its terms: the run of stems it is found by, and the words of the term."""

    key: tuple[str, ...]
    words: tuple[str, ...]
    meaning: Meaning


class Thesaurus:
    """Every meaning by the stems of its term. Not to be changed; `without` makes another one.

    ``entries`` and ``runs`` are by stems, ``lengths`` by the first of them; ``held`` counts what the terms make known:
    their ``stems`` and ``words``, the ``forms`` that other words may be mended to, and ``phrases`` of several words.
    """

    def __init__(self, meanings: Iterable[Meaning]) -> None:
        by_key: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        for meaning in meanings:
            for entry in _entries_of(meaning):
                by_key[entry.key].append(entry)
        self.entries: MutableMapping[tuple[str, ...], tuple[Entry, ...]] = {
            key: tuple(found) for key, found in by_key.items()
        }
        self.runs: MutableMapping[tuple[str, ...], dict[tuple[str, ...], tuple[Meaning, ...]]] = {
            key: _by_words(found) for key, found in self.entries.items()
        }
        lengths: dict[str, set[int]] = defaultdict(set)
        for key in self.runs:
            lengths[key[0]].add(len(key))
        self.lengths = {stem: tuple(sorted(found)) for stem, found in lengths.items()}
        self.held = Counter(held for found in by_key.values() for entry in found for held in _held_by(entry))
        known: dict[str, set[str]] = defaultdict(set)
        for what, text in self.held:
            known[what].add(text)
        self.stems, self.words = frozenset(known["stem"]), frozenset(known["word"])
        self.forms, self.phrases = frozenset(known["form"]), tuple(sorted(known["phrase"]))

    def runs_at(self, tokens: Sequence[Token], start: int) -> list[tuple[int, tuple[Meaning, ...]]]:
        """The known runs that begin at a place among ``tokens``: how many tokens long, and what each stands for.

        Terms with the very words typed go before those that only share their stems: "hospitality" is no hospital.
        Two words may be one that was split ("brick layer").
        """
        found = []
        first = tokens[start].stem
        lengths = self.lengths.get(first, ())
        if first == IT_WORD:
            lengths = (*lengths, *(length for length in self.lengths.get("it", ()) if length > 1))
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
        found = process.extractOne(text, self.phrases, scorer=OSA.distance, score_cutoff=edits)
        return None if found is None or found[1] == 0 else str(found[0])

    def _meanings(self, run: Sequence[Token]) -> tuple[Meaning, ...]:
        by_words = self.runs.get(_key(tuple(token.stem for token in run)))
        if not by_words:
            return ()
        return by_words.get(tuple(_singular(token.word) for token in run)) or by_words[()]

    def without(self, meaning: Meaning) -> "Thesaurus":
        """The same thesaurus less one meaning."""
        other = copy(self)
        left = {entry.key: self.entries.get(entry.key, ()) for entry in _entries_of(meaning)}
        gone = Counter[tuple[str, str]]()
        for entry in _entries_of(meaning):
            left[entry.key] = tuple(one for one in left[entry.key] if one != entry)
            gone.update(_held_by(entry))
        # Only what changes is held anew: there are thousands of terms, and each may be taken away once.
        other.entries = ChainMap(left, self.entries)
        other.runs = ChainMap({key: _by_words(found) for key, found in left.items()}, self.runs)
        lost: dict[str, set[str]] = defaultdict(set)
        for (what, text), count in gone.items():
            if self.held[what, text] <= count:
                lost[what].add(text)
        other.stems = self.stems - lost["stem"] if lost["stem"] else self.stems
        other.words = self.words - lost["word"] if lost["word"] else self.words
        other.forms = self.forms - lost["form"] if lost["form"] else self.forms
        if lost["phrase"]:
            other.phrases = tuple(phrase for phrase in self.phrases if phrase not in lost["phrase"])
        return other


def _entries_of(meaning: Meaning) -> Iterator[Entry]:
    """The entries of a meaning: its term, and for words that mean the same in both directions, those as well."""
    terms = [(meaning.term, meaning)]
    if meaning.two_way and meaning.kind is Kind.WORDS:
        terms.extend(
            (value, replace(meaning, term=value, values=(meaning.term,))) for value in meaning.values
        )
    for term, meant in terms:
        tokens = tokens_of(readable(term))
        if 0 < len(tokens) <= LONGEST_TERM:
            key = _key(tuple(token.stem for token in tokens))
            yield Entry(key, tuple(_singular(token.word) for token in tokens), meant)


def _held_by(entry: Entry) -> Iterator[tuple[str, str]]:
    """What an entry makes known: stems, words, forms that others are mended to, and phrases."""
    for stem in entry.key:
        yield "stem", stem
    can_be_meant = entry.meaning.kind not in UNSPELT
    for token in tokens_of(readable(entry.meaning.term)):
        yield "word", token.word
        if can_be_meant and token.word.isascii() and token.word not in STOP_WORDS:
            yield "form", token.word
    if can_be_meant and len(entry.key) > 1 and entry.meaning.term.isascii():
        yield "phrase", entry.meaning.term.lower()


def _singular(word: str) -> str:
    return word[:-1] if len(word) > LEAST_PLURAL and word.endswith("s") and not word.endswith("ss") else word


def _by_words(found: Iterable[Entry]) -> dict[tuple[str, ...], tuple[Meaning, ...]]:
    """The meanings of one run of stems by the words of their terms, and under no words all of them."""
    kept: dict[tuple[str, ...], dict[Meaning, None]] = defaultdict(dict)
    for entry in found:
        for key in (entry.words, ()):
            kept[key][entry.meaning] = None
    return {key: tuple(meanings) for key, meanings in kept.items()}


def _key(stems: tuple[str, ...]) -> tuple[str, ...]:
    """Stems to look up by. "It" is the subject only when it stands alone; inside a run it is the little word."""
    if len(stems) < 2 or IT_WORD not in stems:
        return stems
    return tuple("it" if stem == IT_WORD else stem for stem in stems)
