"""A sentence taken apart: the runs of words that stand for something, what is refused, and the words left over."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pathways.words.analysis import STOP_WORDS
from pathways.words.negation import BEFORE, ENDING, FURTHEST, GOING_ON
from pathways.words.thesaurus import Kind, Meaning, Thesaurus
from pathways.words.tokens import Token, readable, tokens_of

SMALL_TALK = frozenset({Kind.FILLER, Kind.WHO, Kind.PLACE_WORD})
"""Kinds that say nothing of what is looked for."""

AS_WRITTEN = re.compile(r'(?:(?<=\s)|^)-?"[^"]*"|(?:(?<=\s)|^)-(?=[^\s\-"])[^\s"]+')
"""What stands in quotes or after a minus: words, whatever they might stand for."""

_STOP = re.compile(r"[.,;:!?\n]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of tokens that stands for something. ``start`` and ``end`` are places in the readable text."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    meanings: tuple[Meaning, ...]
    refused: bool = False

    @property
    def is_small_talk(self) -> bool:
        """Whether it says nothing of what is looked for."""
        return all(meaning.kind in SMALL_TALK for meaning in self.meanings)

    def of(self, *kinds: Kind) -> tuple[Meaning, ...]:
        """Those of its meanings that are of these kinds."""
        return tuple(meaning for meaning in self.meanings if meaning.kind in kinds)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was typed, readable, with its pieces in order. ``plain`` are the tokens in no piece, small words and all.

    ``refusing`` are the spans of what says that something is not wanted ("not", "is not for me"); none where they
    refuse nothing.
    """

    text: str
    tokens: tuple[Token, ...]
    pieces: tuple[Piece, ...]
    plain: tuple[Token, ...]
    refused: tuple[Token, ...] = ()
    refusing: tuple[tuple[int, int], ...] = ()


def read_sentence(text: str, thesaurus: Thesaurus, names: Collection[tuple[int, int]] = ()) -> Sentence:
    """Take ``text`` apart. Never raises.

    Of all ways to cover the tokens with known runs, the one with the longest runs is taken. ``names`` are spans of
    the readable text that are names, and stay words; so does what stands in quotes or after a minus.
    """
    line = readable(text)
    kept = [match.span() for match in AS_WRITTEN.finditer(line)]
    tokens = tuple(
        token for token in tokens_of(line) if not any(start <= token.start < end for start, end in kept)
    )
    held = [any(start <= token.start < end for start, end in names) for token in tokens]
    return _with_refusals(line, tokens, _covered(line, tokens, held, thesaurus))


def _covered(
    line: str, tokens: tuple[Token, ...], held: Sequence[bool], thesaurus: Thesaurus
) -> list[Piece | Token]:
    """The tokens as pieces and single tokens, by the cover whose squared lengths add up to most."""
    best: list[tuple[float, int, tuple[Meaning, ...]]] = [(0.0, 0, ())] * (len(tokens) + 1)
    for at in range(len(tokens) - 1, -1, -1):
        best[at] = (best[at + 1][0], 1, ())
        if held[at]:
            continue
        for length, meanings in thesaurus.runs_at(tokens, at):
            if any(held[at : at + length]) or _is_broken(line, tokens[at : at + length]):
                continue
            worth = length * length * (1.0 if _says_nothing(meanings) else 1.25) + best[at + length][0]
            if worth >= best[at][0]:
                best[at] = (worth, length, meanings)
    found: list[Piece | Token] = []
    at = 0
    while at < len(tokens):
        _, length, meanings = best[at]
        run = tokens[at : at + length]
        found.append(Piece(run[0].start, run[-1].end, run, meanings) if meanings else run[0])
        at += length
    return found


def _says_nothing(meanings: tuple[Meaning, ...]) -> bool:
    return all(meaning.kind in SMALL_TALK for meaning in meanings)


def _is_broken(line: str, run: tuple[Token, ...]) -> bool:
    """Whether a full stop or the like stands between two tokens of a run."""
    return len(run) > 1 and any(
        _STOP.search(line, before.end, after.start) for before, after in pairwise(run)
    )


def _with_refusals(line: str, tokens: tuple[Token, ...], parts: list[Piece | Token]) -> Sentence:
    pieces: list[Piece] = []
    plain: list[Token] = []
    refused: list[Token] = []
    reach = 0
    goes_on = False
    end = 0
    refused_after = _refused_by_what_follows(line, parts)
    for at, part in enumerate(parts):
        if _STOP.search(line, end, part.start) or (isinstance(part, Token) and part.word in ENDING):
            reach, goes_on = 0, False
        end = part.end
        if isinstance(part, Token):
            is_small = part.word in STOP_WORDS or part.word in GOING_ON
            if reach and not is_small:
                refused.append(part)
                goes_on = True
            elif reach and part.word == "and":
                reach = 0
            elif goes_on and part.word in GOING_ON:
                reach, goes_on = 2, False
            elif not is_small:
                plain.append(part)
                goes_on = False
            reach = max(0, reach - 1)
        elif part.of(Kind.NOT):
            reach, goes_on = 0 if _is_said_after(part) else FURTHEST + 1, False
        elif part.is_small_talk:
            pieces.append(part)
            reach = max(0, reach - len(part.tokens))
        else:
            is_refused = (reach > 0 or at in refused_after) and not part.of(Kind.AVOID)
            pieces.append(Piece(part.start, part.end, part.tokens, part.meanings, is_refused))
            goes_on, reach = is_refused, 0
    refusals = [part for part in parts if isinstance(part, Piece) and part.of(Kind.NOT)]
    is_any = bool(refused) or any(piece.refused for piece in pieces)
    refusing = tuple((part.start, part.end) for part in refusals if is_any)
    return Sentence(line, tokens, tuple(pieces), tuple(plain), tuple(refused), refusing)


def _refused_by_what_follows(line: str, parts: Sequence[Piece | Token]) -> set[int]:
    """Where among ``parts`` the pieces stand that are refused after they are named: "uni is not for me"."""
    found: set[int] = set()
    last: int | None = None
    end = 0
    for at, part in enumerate(parts):
        if _STOP.search(line, end, part.start):
            last = None
        end = part.end
        if isinstance(part, Token):
            last = last if part.word in STOP_WORDS else None
        elif _is_said_after(part):
            found |= set() if last is None else {last}
            last = None
        elif not part.is_small_talk:
            last = at
    return found


def _is_said_after(piece: Piece) -> bool:
    return any(BEFORE in meaning.values for meaning in piece.of(Kind.NOT))
