"""Own words about jobs and subjects, read into codes by the reader of search. The words themselves are kept nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from pathways.catalogue.careers_thesaurus import careers_thesaurus
from pathways.catalogue.mending import mend
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.understanding import Understanding, understand
from pathways.guidance.answers import LEARNINGS, MATTERS
from pathways.guidance.choices import codes_of
from pathways.guidance.ideas import OCCUPATION, WORDS, is_idea
from pathways.words.query import read_query
from pathways.words.sentences import Piece
from pathways.words.thesaurus import Kind

LONGEST_TYPED = 600
"""Characters that are read; a thousand words say no more than their first hundred."""
MOST_OF_A_PIECE = 2
"""Ideas that one run of words may stand for."""

_IDEAS: tuple[tuple[Kind, str], ...] = (
    (Kind.OCCUPATION, OCCUPATION),
    (Kind.AREA, "area"),
    (Kind.WORDS, WORDS),
    (Kind.STEP_BEFORE, WORDS),
    (Kind.ROUTE, "route"),
    (Kind.LEVEL, "level"),
)
"""The kinds that are ideas, the most telling first: a run of words gives those of one kind alone."""


@dataclass(frozen=True, slots=True)
class IdeasRead:
    """What was understood, as codes: ideas in the order of the words, and answers to other questions said with them.

    ``unknown`` are the words that were not understood.
    """

    ideas: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    learning: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def read_ideas(text: str, snapshot: CatalogueSnapshot | None = None) -> IdeasRead:
    """Read what somebody typed about what they have in mind. What they refuse is no idea. Never raises.

    With a ``snapshot``, spelling is mended by the words of its catalogue first, as a search does.
    """
    thesaurus = careers_thesaurus()
    typed = text[:LONGEST_TYPED]
    if snapshot is not None:
        mended = mend(snapshot.words, snapshot.size, typed, read_query(typed), thesaurus)
        typed = mended.searched if mended else typed
    found = understand(typed, thesaurus)
    pieces = sorted((*found.meant, *found.filters), key=lambda piece: piece.start)
    return IdeasRead(
        ideas=_each(code for piece in pieces for code in _ideas_of(piece)),
        avoid=_said(found, Kind.AVOID, codes_of("avoid")),
        matters=_said(found, Kind.MATTERS, MATTERS),
        learning=_said(found, Kind.LEARNING, LEARNINGS),
        unknown=_each(found.plain.replace('"', " ").split()),
    )


def _ideas_of(piece: Piece) -> tuple[str, ...]:
    for kind, name in _IDEAS:
        meanings = sorted(piece.of(kind), key=lambda meaning: -meaning.weight)
        values = [value for meaning in meanings for value in meaning.values]
        codes = [code for value in values for code in _codes(name, value)]
        if codes:
            return _each(codes)[:MOST_OF_A_PIECE]
    return ()


def _codes(name: str, value: str) -> tuple[str, ...]:
    """The code of a value; a step before may be an area or words."""
    return next(((code,) for code in (f"{name}:{value}", f"area:{value}") if is_idea(code)), ())


def _said(found: Understanding, kind: Kind, known: Iterable[str]) -> tuple[str, ...]:
    values = (value for one in found.understood if one.facet == kind.value for value in one.values)
    return _each(value for value in values if value in tuple(known))


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
