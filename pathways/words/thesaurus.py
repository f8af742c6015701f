"""The careers thesaurus: terms that young people use, and what each stands for. The longest known run of words wins."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pathways.words.analysis import IT_WORD, STOP_WORDS
from pathways.words.tokens import readable, stems_of, tokens_of

LONGEST_TERM = 8
"""Tokens of the longest term; what is longer is no term but a sentence."""


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


class Thesaurus:
    """Every meaning by the stems of its term. Immutable; `without` makes another one."""

    def __init__(self, meanings: Iterable[Meaning]) -> None:
        self.meanings = tuple(meanings)
        runs: dict[tuple[str, ...], list[Meaning]] = defaultdict(list)
        for meaning in self.meanings:
            self._add(runs, meaning.term, meaning)
            if meaning.two_way and meaning.kind is Kind.WORDS:
                for value in meaning.values:
                    back = Meaning(value, Kind.WORDS, (meaning.term,), meaning.weight, two_way=True)
                    self._add(runs, value, back)
        self._runs = {key: tuple(dict.fromkeys(found)) for key, found in runs.items()}
        lengths: dict[str, set[int]] = defaultdict(set)
        for key in self._runs:
            lengths[key[0]].add(len(key))
        self._lengths = {stem: tuple(sorted(found)) for stem, found in lengths.items()}
        self.stems = frozenset(stem for key in self._runs for stem in key)
        self.forms = frozenset(
            token.word
            for meaning in self.meanings
            if meaning.kind not in UNSPELT
            for token in tokens_of(readable(meaning.term))
            if token.word.isascii() and token.word not in STOP_WORDS
        )

    @staticmethod
    def _add(runs: dict[tuple[str, ...], list[Meaning]], term: str, meaning: Meaning) -> None:
        key = _key(stems_of(term))
        if 0 < len(key) <= LONGEST_TERM:
            runs[key].append(meaning)

    def runs_at(self, stems: Sequence[str], start: int) -> list[tuple[int, tuple[Meaning, ...]]]:
        """The known runs that begin at a place among ``stems``: how many tokens long, and what each stands for."""
        found = []
        first = stems[start]
        lengths = self._lengths.get(first, ())
        if first == IT_WORD:
            lengths = (*lengths, *(length for length in self._lengths.get("it", ()) if length > 1))
        for length in lengths:
            meanings = self._runs.get(_key(tuple(stems[start : start + length])))
            if meanings and start + length <= len(stems):
                found.append((length, meanings))
        return found

    def meaning_of(self, term: str) -> tuple[Meaning, ...]:
        """What exactly this term stands for; nothing when it is not known."""
        return self._runs.get(_key(stems_of(term)), ())

    def without(self, meaning: Meaning) -> "Thesaurus":
        """The same thesaurus less one meaning."""
        return Thesaurus(other for other in self.meanings if other is not meaning)


def _key(stems: tuple[str, ...]) -> tuple[str, ...]:
    """Stems to look up by. "It" is the subject only when it stands alone; inside a run it is the little word."""
    if len(stems) < 2 or IT_WORD not in stems:
        return stems
    return tuple("it" if stem == IT_WORD else stem for stem in stems)
