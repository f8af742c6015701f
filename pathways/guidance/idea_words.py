"""Own words about jobs and subjects, read into codes by the reader of search. The words themselves are kept nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from pathways.catalogue.careers_thesaurus import careers_thesaurus
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.mending import mend
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.understanding import Understanding, understand
from pathways.catalogue.understanding_place import Places, place_in_words
from pathways.catalogue.vocabulary import StartWindow
from pathways.guidance.answers import LEARNINGS, MATTERS, PATTERNS
from pathways.guidance.choices import codes_of
from pathways.guidance.ideas import OCCUPATION, WORDS, is_idea
from pathways.places.place import Place
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

_PATTERN_OF: dict[str, str] = {pattern: pattern for pattern in PATTERNS} | {"day-release": "part-time"}
_WANT_OF = {
    (Kind.DELIVERY, "online"): "online",
    (Kind.DELIVERY, "venue"): "in-person",
    (Kind.MONEY, "free"): "free",
}


@dataclass(frozen=True, slots=True)
class IdeasRead:
    """What was understood, as codes: ideas in the order of the words, and answers to other questions said with them.

    ``refused`` are ideas that are not wanted ("not nursing").
    ``place`` is where they would look, or ``place_choices`` those of the name in ``place_said`` (never finer than a
    postcode sector). ``unknown`` are the words that were not understood.
    """

    ideas: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    learning: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    start: StartWindow | None = None
    place: Place | None = None
    place_said: str = ""
    place_choices: tuple[Place, ...] = ()
    unknown: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def read_ideas(
    text: str, snapshot: CatalogueSnapshot | None = None, places: Places | None = None
) -> IdeasRead:
    """Read what somebody typed about what they have in mind. What they refuse is no idea. Never raises.

    As a search does, a place is taken out of the words first, where ``places`` can read one; then, with a
    ``snapshot``, spelling is mended by the words of its catalogue.
    """
    thesaurus = careers_thesaurus()
    where = SearchCriteria(text=text[:LONGEST_TYPED])
    named = place_in_words(where, places, thesaurus) if places is not None else None
    typed = named.rest if named is not None and named.said else where.text
    if snapshot is not None:
        mended = mend(snapshot.words, snapshot.size, typed, read_query(typed), thesaurus)
        typed = mended.searched if mended else typed
    found = understand(typed, thesaurus)
    pieces = sorted((*found.meant, *found.filters), key=lambda piece: piece.start)
    starts = found.facts.get(Kind.START, frozenset())
    return IdeasRead(
        ideas=_each(code for piece in pieces for code in _ideas_of(piece)),
        wants=_each(want for (kind, value), want in _WANT_OF.items() if value in found.facts.get(kind, ())),
        avoid=_said(found, Kind.AVOID, codes_of("avoid")),
        matters=_each((*_said(found, Kind.MATTERS, MATTERS), *_also_matters(found))),
        learning=_said(found, Kind.LEARNING, LEARNINGS),
        patterns=_each(
            pattern for mode, pattern in _PATTERN_OF.items() if mode in found.facts.get(Kind.MODE, ())
        ),
        start=max(map(StartWindow, starts), key=list(StartWindow).index) if starts else None,
        place=named.criteria.place if named is not None else None,
        place_said=named.said if named is not None else "",
        place_choices=named.choices if named is not None else (),
        unknown=_each(found.plain.replace('"', " ").split()),
        refused=_each(code for piece in found.refused for code in _ideas_of(piece)[:1]),
    )


def _also_matters(found: Understanding) -> tuple[str, ...]:
    """What matters to somebody who names pay, or a need for support: that there is some, and never what need it is."""
    paid = "paid" in found.facts.get(Kind.MONEY, ())
    support = any(one.facet == Kind.SUPPORT.value and not one.refused for one in found.understood)
    return (*(("earning-soon",) if paid else ()), *(("support",) if support else ()))


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
    told = (one for one in found.understood if one.facet == kind.value and not one.refused)
    values = (value for one in told for value in one.values)
    return _each(value for value in values if value in tuple(known))


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
