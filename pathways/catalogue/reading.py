"""From what was typed to the rows that meet it: mended, understood, widened to what was meant, or let go."""

from dataclasses import dataclass, field, replace
from datetime import date

from pathways.catalogue.asking import Asked, first_good, match_asked
from pathways.catalogue.careers_thesaurus import careers_occupations, careers_thesaurus
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.filling.lexicon import AREA_WEIGHT, DESCRIPTION_WEIGHT, PROVIDER_WEIGHT
from pathways.catalogue.letting_go import found_by_words
from pathways.catalogue.meeting import concept_of, refusals_of, way_of
from pathways.catalogue.mending import mend
from pathways.catalogue.results import Correction
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.understanding import Understanding, Understood, understand, words_of_piece
from pathways.snapshot.concepts import Concept
from pathways.snapshot.matching import Matched
from pathways.words.query import QueryWord, read_query
from pathways.words.thesaurus import Thesaurus

LONG_SENTENCE = 6
"""Tokens from which several things meant are several chances."""

SENTENCE = 4
"""Tokens from which a search is a sentence, of which every word need not be met."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words came to. ``matched`` has one entry for each segment; None when nothing was asked in words.

    ``words`` are those required, ``count`` how many weights are summed in ``matched``, ``ignored`` the words let go
    because nothing holds all of them. ``criteria`` are those asked with the filters that the words held, and
    ``understood`` what the words were read as. ``has_filters``: the words hold filters, used or not;
    ``has_meaning``: they name something that can be widened to its career area; ``is_nearest``: it was.
    """

    criteria: SearchCriteria = field(default_factory=SearchCriteria)
    words: tuple[QueryWord, ...] = ()
    count: int = 0
    matched: tuple[Matched, ...] | None = None
    correction: Correction | None = None
    ignored: tuple[str, ...] = ()
    understood: tuple[Understood, ...] = ()
    has_filters: bool = False
    has_meaning: bool = False
    is_nearest: bool = False


def read(
    snapshot: CatalogueSnapshot,
    criteria: SearchCriteria,
    today: date,
    thesaurus: Thesaurus | None = None,
    *,
    widened: bool = False,
    narrowing: bool = True,
) -> Reading:
    """Read the words of ``criteria`` against ``snapshot``.

    With ``keep_spelling`` they are words and nothing more. Otherwise spelling is mended, and what the thesaurus
    knows is understood: filters narrow the search (unless ``narrowing`` is off), what is refused is left out, and
    the rest is what is meant, which with ``widened`` is met by anything of the same career area.

    All words and all things meant are required at first. When nothing on offer today meets them all well, a sentence
    lets go its small words, then is content with any of the things meant. Words that stand for nothing known are let
    go as `letting_go` says.
    """
    query = read_query(criteria.text)
    if criteria.keep_spelling or not criteria.text.strip():
        ignored = (criteria.text.strip(),) if query.is_empty and criteria.text.strip() else ()
        reading = Reading(criteria, ignored=ignored)
        return reading if query.is_empty else _by_words(snapshot, reading, Asked(query), today)
    known = thesaurus or careers_thesaurus()
    correction = mend(snapshot.words, snapshot.size, criteria.text, query, known)
    text = correction.searched if correction else criteria.text
    meant = understand(text, known, snapshot.words.name_spans(text))
    reading = Reading(
        meant.applied_to(criteria) if narrowing and meant.facts else criteria,
        correction=correction,
        understood=meant.understood,
        ignored=() if narrowing else meant.narrowing_words,
        has_filters=bool(meant.facts),
        has_meaning=bool(meant.meant),
    )
    better = tuple(way for piece in meant.filters if (way := way_of(snapshot.words, words_of_piece(piece))))
    asked = Asked(read_query(meant.plain), refusals=refusals_of(snapshot.words, meant.refused))
    if meant.meant:
        return _by_meaning(snapshot, reading, replace(asked, better=better), meant, today, widened=widened)
    if not asked.query.is_empty:
        return _by_words(snapshot, reading, replace(asked, better=better), today)
    if asked.refusals.is_any:
        return replace(reading, matched=match_asked(snapshot, asked))
    return reading if meant.understood else replace(reading, ignored=(criteria.text.strip(),))


def _by_meaning(
    snapshot: CatalogueSnapshot,
    reading: Reading,
    asked: Asked,
    meant: Understanding,
    today: date,
    *,
    widened: bool,
) -> Reading:
    known = snapshot.words
    heavy = tuple(
        word for word in asked.query.words if word.exact or known.heaviest(word.term) > DESCRIPTION_WEIGHT
    )
    asked = replace(asked, concepts=_concepts(snapshot, meant, asked, areas_count=False))
    without_light = replace(asked, query=replace(asked.query, words=heavy))
    no_words = replace(asked, query=replace(asked.query, words=(), phrases=()))
    wide = replace(no_words, concepts=_concepts(snapshot, meant, asked, areas_count=True), any_concept=True)
    tries = [asked]
    if meant.length >= SENTENCE:
        tries.append(without_light)
    if len(asked.concepts) > 1:
        tries.extend((replace(without_light, any_concept=True), replace(no_words, any_concept=True)))
    if meant.length >= LONG_SENTENCE:
        tries = [_loosely(snapshot, asked)]
    found = None
    if not widened:
        found = first_good(snapshot, tries, today, least=AREA_WEIGHT if len(tries) > 1 else 0)
    found = found or first_good(snapshot, [wide] if widened else [*tries[1:], no_words, wide], today, least=0)
    if found is None:
        return _by_words(snapshot, reading, replace(asked, query=read_query(meant.text), concepts=()), today)
    used, matched = found
    typed = tuple(word for piece in meant.meant for word in words_of_piece(piece))
    dropped = tuple(word.form for word in asked.query.words if word not in used.query.words)
    if meant.length >= LONG_SENTENCE:
        dropped = ()
    return replace(
        reading,
        words=(*used.query.words, *typed),
        count=used.count,
        matched=matched,
        ignored=reading.ignored + dropped,
        is_nearest=used is wide and wide.concepts != asked.concepts,
    )


def _loosely(snapshot: CatalogueSnapshot, asked: Asked) -> Asked:
    """A whole sentence: it names things side by side, and its other words make a row fit better, no more."""
    exact = tuple(word for word in asked.query.words if word.exact)
    ways = (way_of(snapshot.words, (word,)) for word in asked.query.words if not word.exact)
    return replace(
        asked,
        query=replace(asked.query, words=exact),
        better=(*asked.better, *(way for way in ways if way is not None)),
        any_concept=True,
    )


def _concepts(
    snapshot: CatalogueSnapshot, meant: Understanding, asked: Asked, *, areas_count: bool
) -> tuple[Concept, ...]:
    last = max((piece.end for piece in meant.meant), default=0)
    occupations = careers_occupations()
    return tuple(
        concept_of(
            snapshot.words,
            piece,
            occupations,
            is_last=not asked.query.words and piece.end == last,
            areas_count=areas_count,
            least_outside=PROVIDER_WEIGHT if meant.length >= SENTENCE else 0,
        )
        for piece in meant.meant
    )


def _by_words(snapshot: CatalogueSnapshot, reading: Reading, asked: Asked, today: date) -> Reading:
    used, matched, ignored = found_by_words(snapshot, asked, today)
    return replace(
        reading,
        words=used.query.words,
        count=used.count,
        matched=matched,
        ignored=reading.ignored + ignored,
    )
