"""Where in a sentence a place may be named: after "near" or "in", as a postcode district, or at the very end."""

import re
from dataclasses import dataclass

from pathways.words.sentences import AS_WRITTEN, Sentence
from pathways.words.thesaurus import Kind, Thesaurus
from pathways.words.tokens import Token

LONGEST_NAME = 5
"""Tokens of the longest name that is tried ("Newcastle upon Tyne, Tyne and Wear" is cut)."""

VAGUE = frozenset(
    {"in", "by", "from", "at", "round", "around", "within", "outside", "towards", "surrounding"}
)
"""Words before a place that more often stand before something else: what follows must be spelt as the place is."""

LEAST_LETTERS = 4
"""Letters of a place at the end of a search with no word before it."""

_DISTRICT = re.compile(r"[a-z]{1,2}[0-9][0-9a-z]?")
_MILES = re.compile(
    r"(?:within\s+|up\s+to\s+|about\s+)?([0-9]{1,2})\s*miles?\s+(?:of|from|around|near)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """Words that may name a place: the ``name`` and the span of ``text`` to be taken out with it.

    ``is_certain``: it must be a place, so that several of the name are worth asking about, and its spelling mending.
    """

    text: str
    start: int
    end: int
    name: str
    is_certain: bool
    miles: int | None = None


def place_phrases(sentence: Sentence, thesaurus: Thesaurus) -> tuple[PlacePhrase, ...]:
    """Every phrase that may name a place, the likeliest first. Whether one does is for a gazetteer to say."""
    told: list[PlacePhrase] = []
    vague: list[PlacePhrase] = []
    known = {token for piece in sentence.pieces if not piece.is_small_talk for token in piece.tokens}
    for piece in sentence.pieces:
        if not piece.of(Kind.PLACE_WORD):
            continue
        is_vague = " ".join(token.word for token in piece.tokens) in VAGUE
        for run in _following(sentence, piece.end):
            if is_vague and any(token in known and not _is_capital(sentence, token) for token in run):
                continue
            (vague if is_vague else told).append(_phrase(sentence, piece.start, run, is_certain=not is_vague))
    told.extend(
        _phrase(sentence, token.start, _with_sector(sentence, token), is_certain=False)
        for token in sentence.tokens
        if _DISTRICT.fullmatch(token.word) and len(token.word) > 2 and token not in known
    )
    return (*told, *vague, *_at_the_end(sentence, known, thesaurus))


def without_span(text: str, start: int, end: int) -> str:
    """``text`` without the characters from ``start`` to ``end``, tidied."""
    return " ".join((text[:start] + " " + text[end:]).split()).strip(" ,;")


def _following(sentence: Sentence, end: int) -> list[tuple[Token, ...]]:
    """The runs of tokens that begin right after a place in the text, longest first."""
    tokens = [token for token in sentence.tokens if token.start >= end]
    run: list[Token] = []
    for token in tokens[:LONGEST_NAME]:
        between = sentence.text[run[-1].end if run else end : token.start]
        if between.strip(" \t'’-") and not (run and between.strip() in (",", ".")):
            break
        run.append(token)
    return [tuple(run[:length]) for length in range(len(run), 0, -1)]


def _phrase(sentence: Sentence, start: int, run: tuple[Token, ...], *, is_certain: bool) -> PlacePhrase:
    name = sentence.text[run[0].start : run[-1].end]
    told = _MILES.search(sentence.text, 0, run[0].start)
    if told:
        return PlacePhrase(
            sentence.text, min(start, told.start()), run[-1].end, name, is_certain, int(told[1])
        )
    return PlacePhrase(sentence.text, start, run[-1].end, name, is_certain)


def _with_sector(sentence: Sentence, district: Token) -> tuple[Token, ...]:
    follower = next((token for token in sentence.tokens if token.start > district.start), None)
    if follower and len(follower.word) == 1 and follower.word.isdigit():
        return (district, follower)
    return (district,)


def _at_the_end(sentence: Sentence, known: set[Token], thesaurus: Thesaurus) -> list[PlacePhrase]:
    """Names with a capital at the end of a search for something else."""
    if AS_WRITTEN.search(sentence.text):
        return []
    found = []
    for length in range(min(3, len(sentence.tokens) - 1), 0, -1):
        run = sentence.tokens[-length:]
        if any(token in known or token.word in thesaurus.forms for token in run):
            continue
        if _is_capital(sentence, run[0]) and sum(len(token.word) for token in run) >= LEAST_LETTERS:
            found.append(_phrase(sentence, run[0].start, run, is_certain=False))
    return found


def _is_capital(sentence: Sentence, token: Token) -> bool:
    return sentence.text[token.start].isupper() and not sentence.text.isupper()
