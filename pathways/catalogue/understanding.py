"""What a sentence means to a search: filters, things meant, things refused, and the words that are left."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pathways.catalogue.careers_thesaurus import FACETS
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.vocabulary import StartWindow
from pathways.words.analysis import STOP_WORDS
from pathways.words.query import QueryWord
from pathways.words.sentences import AS_WRITTEN, SMALL_TALK, Piece, Sentence, read_sentence
from pathways.words.thesaurus import Kind, Meaning, Thesaurus
from pathways.words.tokens import tokens_of

CONTENT = (Kind.OCCUPATION, Kind.AREA, Kind.WORDS, Kind.STEP_BEFORE, Kind.SUPPORT)
"""Kinds of what may be looked for; the rest narrow the search, or say how somebody wants to learn or live."""

FIELDS: dict[Kind, str] = {
    Kind.ROUTE: "routes",
    Kind.LEVEL: "levels",
    Kind.MODE: "modes",
    Kind.DELIVERY: "deliveries",
    Kind.MONEY: "money",
}
"""The field of the criteria that each kind that narrows a search fills; a start window is one more."""

NARROWING = (*FIELDS, Kind.START)

_WORD = re.compile(r"\S+")

SURE, SHORT = 80, 5
"""The weight from which a term narrows a search, and the tokens up to which any does: few words are all meant."""


@dataclass(frozen=True, slots=True)
class Understood:
    """Words that were read as something: a facet or kind and its codes. ``refused``: as something not wanted."""

    text: str
    facet: str
    values: tuple[str, ...]
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Understanding:
    """A sentence understood.

    ``text`` is what was typed without the words that became filters; ``plain`` those of its words that stand for
    nothing known, and what is in quotes or after a minus. ``filters``, ``meant`` and
    ``refused`` are pieces in order, ``narrowing_words`` the words of the filters; ``length`` is how many tokens there
    were.
    """

    text: str
    plain: str
    filters: tuple[Piece, ...] = ()
    facts: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    meant: tuple[Piece, ...] = ()
    refused: tuple[Piece, ...] = ()
    understood: tuple[Understood, ...] = ()
    narrowing_words: tuple[str, ...] = ()
    length: int = 0

    def applied_to(self, criteria: SearchCriteria) -> SearchCriteria:
        """The search with what was understood as its filters. A filter that was chosen stays as it was chosen."""
        changes: dict[str, object] = {
            FIELDS[kind]: frozenset(FACETS[kind](value) for value in self.facts[kind])
            for kind in FIELDS
            if kind in self.facts and not getattr(criteria, FIELDS[kind])
        }
        if criteria.start is None and Kind.START in self.facts:
            changes["start"] = max(map(StartWindow, self.facts[Kind.START]), key=list(StartWindow).index)
        return replace(criteria, text=self.text, **changes)  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def understand(text: str, thesaurus: Thesaurus, names: tuple[tuple[int, int], ...] = ()) -> Understanding:
    """Understand ``text``. ``names`` are spans of the readable text that are somebody's name. Never raises."""
    sentence = read_sentence(text, thesaurus, names)
    facts: dict[Kind, set[str]] = {}
    meant: list[Piece] = []
    refused: list[Piece] = []
    understood: list[Understood] = []
    cut: list[Piece] = []
    for piece in sentence.pieces:
        if piece.is_small_talk:
            continue
        words = sentence.text[piece.start : piece.end]
        understood.extend(
            Understood(words, meaning.kind.value, meaning.values, piece.refused)
            for meaning in piece.meanings
            if meaning.kind not in SMALL_TALK
        )
        if piece.refused:
            refused.append(piece)
            continue
        for meaning in piece.of(*NARROWING):
            if meaning.weight < SURE and len(sentence.tokens) > SHORT:
                continue
            facts.setdefault(meaning.kind, set()).update(meaning.values)
        if content_of(piece):
            meant.append(piece)
        elif piece.of(*NARROWING):
            cut.append(piece)
    return Understanding(
        text=_without(sentence, cut),
        plain=_plain(sentence),
        filters=tuple(cut),
        facts={kind: frozenset(values) for kind, values in facts.items()},
        meant=tuple(meant),
        refused=tuple(refused),
        understood=tuple(dict.fromkeys(understood)),
        narrowing_words=tuple(sentence.text[piece.start : piece.end] for piece in cut),
        length=len(sentence.tokens),
    )


def content_of(piece: Piece) -> tuple[Meaning, ...]:
    """What a piece says of what is looked for."""
    return tuple(meaning for meaning in piece.of(*CONTENT) if meaning.values)


def words_of_piece(piece: Piece) -> tuple[QueryWord, ...]:
    """The words that a piece was typed in, small ones left out unless there are no others."""
    large = [token for token in piece.tokens if token.word not in STOP_WORDS]
    return tuple(QueryWord(token.word, token.stem) for token in large)


def _without(sentence: Sentence, cut: list[Piece]) -> str:
    """The sentence without some pieces, and without the small words that are then left hanging at its ends.

    A word by which something is refused stays: without it, what nobody wants would be what is looked for.
    """
    if not cut:
        return sentence.text.strip()
    left = sentence.text
    for piece in cut:
        left = left[: piece.start] + " " * (piece.end - piece.start) + left[piece.end :]
    said = list(_WORD.finditer(left))
    while said and _is_hanging(said[0], sentence):
        del said[0]
    while said and _is_hanging(said[-1], sentence):
        del said[-1]
    return " ".join(word.group() for word in said)


def _is_hanging(word: re.Match[str], sentence: Sentence) -> bool:
    says_no = any(start < word.end() and word.start() < end for start, end in sentence.refusing)
    return _is_small(word.group()) and not says_no


def _is_small(word: str) -> bool:
    return all(token.word in STOP_WORDS for token in tokens_of(word)) and '"' not in word


def _plain(sentence: Sentence) -> str:
    """What was typed in quotes or after a minus, and the words that stand for nothing known."""
    kept = [(match.start(), match.group()) for match in AS_WRITTEN.finditer(sentence.text)]
    kept.extend((token.start, sentence.text[token.start : token.end]) for token in sentence.plain)
    return " ".join(words for _, words in sorted(kept))
