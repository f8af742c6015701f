"""From what was typed to the rows that meet it: mended, understood, widened to what was meant, or let go."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pathways.catalogue.careers_thesaurus import careers_occupations, careers_thesaurus
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.filling.lexicon import AREA_WEIGHT, DESCRIPTION_WEIGHT, TITLE_WEIGHT
from pathways.catalogue.meeting import choices_of, concept_of, refusals_of
from pathways.catalogue.mending import mend
from pathways.catalogue.results import Correction
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.understanding import Understanding, Understood, understand, words_of_piece
from pathways.snapshot.concepts import Concept, Refusals, match_meant
from pathways.snapshot.matching import Matched, WantedWords
from pathways.words.query import Query, QueryWord, read_query
from pathways.words.thesaurus import Thesaurus

SENTENCE = 4
"""Tokens from which a search is a sentence, of which every word need not be met."""

_LOOKED_AT = 4096


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words came to. ``matched`` has one entry for each segment; None when nothing was asked in words.

    ``words`` are those required, ``count`` how many weights are summed in ``matched``, ``ignored`` the words let go
    because nothing holds all of them. ``criteria`` are those asked with the filters that the words held, and
    ``understood`` what the words were read as.
    """

    criteria: SearchCriteria = field(default_factory=SearchCriteria)
    words: tuple[QueryWord, ...] = ()
    count: int = 0
    matched: tuple[Matched, ...] | None = None
    correction: Correction | None = None
    ignored: tuple[str, ...] = ()
    understood: tuple[Understood, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """One way to ask for what was typed: words and things meant, all of them or any of the things."""

    query: Query
    concepts: tuple[Concept, ...] = ()
    refusals: Refusals = field(default_factory=Refusals)
    any_concept: bool = False

    @property
    def count(self) -> int:
        return len(self.query.words) + len(self.concepts)


def read(
    snapshot: CatalogueSnapshot, criteria: SearchCriteria, today: date, thesaurus: Thesaurus | None = None
) -> Reading:
    """Read the words of ``criteria`` against ``snapshot``.

    With ``keep_spelling`` they are words and nothing more. Otherwise spelling is mended, and what the thesaurus
    knows is understood: filters narrow the search, what is refused is left out, and the rest is what is meant.

    All words and all things meant are required at first. When nothing on offer today meets them all well, a sentence
    lets go its small words, then is content with any of the things meant. When nothing holds all the words, phrases
    in quotes are let go as phrases, then words: those that weigh most in any field are kept first, rarer ones before
    common ones, as long as something holds them all.
    """
    query = read_query(criteria.text)
    if criteria.keep_spelling or not criteria.text.strip():
        ignored = (criteria.text.strip(),) if query.is_empty and criteria.text.strip() else ()
        reading = Reading(criteria, ignored=ignored)
        return reading if query.is_empty else _found_by_words(snapshot, reading, _Asked(query), today)
    known = thesaurus or careers_thesaurus()
    correction = mend(snapshot.words, snapshot.size, criteria.text, query, known)
    text = correction.searched if correction else criteria.text
    meant = understand(text, known, snapshot.words.name_spans(text))
    applied = meant.applied_to(criteria)
    if applied == replace(criteria, text=applied.text):
        applied = criteria
    reading = Reading(applied, correction=correction, understood=meant.understood)
    asked = _Asked(read_query(meant.plain), refusals=refusals_of(snapshot.words, meant.refused))
    if meant.meant:
        return _found_by_meaning(snapshot, reading, asked, meant, today)
    if asked.query.is_empty:
        if asked.refusals.is_any:
            return replace(reading, matched=_match(snapshot, asked))
        return reading if meant.understood else replace(reading, ignored=(criteria.text.strip(),))
    return _found_by_words(snapshot, reading, asked, today)


def _found_by_meaning(
    snapshot: CatalogueSnapshot, reading: Reading, asked: _Asked, meant: Understanding, today: date
) -> Reading:
    known, occupations = snapshot.words, careers_occupations()
    last = max((piece.end for piece in meant.meant), default=0)
    is_last = not asked.query.words

    def concepts(*, areas_count: bool) -> tuple[Concept, ...]:
        return tuple(
            concept_of(
                known, piece, occupations, is_last=is_last and piece.end == last, areas_count=areas_count
            )
            for piece in meant.meant
        )

    asked = replace(asked, concepts=concepts(areas_count=False))
    typed = tuple(word for piece in meant.meant for word in words_of_piece(piece))
    heavy = tuple(
        word for word in asked.query.words if word.exact or known.heaviest(word.term) > DESCRIPTION_WEIGHT
    )
    without_light = replace(asked, query=replace(asked.query, words=heavy))
    no_words = replace(asked, query=replace(asked.query, words=(), phrases=()))
    tries = [asked]
    if meant.length >= SENTENCE:
        tries.append(without_light)
    if len(asked.concepts) > 1:
        tries.extend((replace(without_light, any_concept=True), replace(no_words, any_concept=True)))
    found = _first_good(snapshot, tries, today, least=AREA_WEIGHT if len(tries) > 1 else 0)
    if found is None:
        wide = concepts(areas_count=True)
        tries.append(replace(no_words, concepts=wide, any_concept=True))
        found = _first_good(snapshot, [*tries[1:-1], no_words, tries[-1]], today, least=0)
    if found is None:
        return _found_by_words(
            snapshot, reading, replace(asked, query=read_query(meant.text), concepts=()), today
        )
    used, matched = found
    dropped = tuple(word.form for word in asked.query.words if word not in used.query.words)
    return replace(
        reading, words=(*used.query.words, *typed), count=used.count, matched=matched, ignored=dropped
    )


def _first_good(
    snapshot: CatalogueSnapshot, tries: Sequence[_Asked], today: date, *, least: int
) -> tuple[_Asked, tuple[Matched, ...]] | None:
    """The first way to ask that something on offer meets with a mean weight of ``least`` or more."""
    for place, asked in enumerate(tries):
        if asked in tries[:place]:
            continue
        matched = _match(snapshot, asked)
        good = matched
        if least:
            good = tuple(
                Matched(one.rows[one.weights >= least * asked.count], one.weights) for one in matched
            )
        if _is_any(snapshot, good, today):
            return asked, matched
    return None


def _found_by_words(snapshot: CatalogueSnapshot, reading: Reading, asked: _Asked, today: date) -> Reading:
    query = asked.query
    matched = _match(snapshot, asked)
    found = replace(reading, words=query.words, count=asked.count, matched=matched)
    if _is_any(snapshot, matched, today) or not query.words:
        return found
    loose = replace(asked, query=replace(query, phrases=()))
    written = {word.term: word.form for word in query.words}
    ignored = tuple(" ".join(written.get(term, term) for term in phrase) for phrase in query.phrases)
    if query.phrases:
        matched = _match(snapshot, loose)
        if _is_any(snapshot, matched, today):
            return replace(found, matched=matched, ignored=ignored)
    kept = _kept_words(snapshot, loose, today)
    if not kept:
        return found
    dropped = tuple(word.form for word in query.words if word not in kept)
    matched = _match(snapshot, replace(loose, query=replace(loose.query, words=kept)))
    return replace(reading, words=kept, count=len(kept), matched=matched, ignored=ignored + dropped)


def _kept_words(snapshot: CatalogueSnapshot, asked: _Asked, today: date) -> tuple[QueryWord, ...]:
    known = snapshot.words

    def importance(word: QueryWord) -> tuple[int, int, str]:
        return -min(known.heaviest(word.term), TITLE_WEIGHT), known.count_of_term(word.term), word.form

    kept: tuple[QueryWord, ...] = ()
    for word in sorted(asked.query.words, key=importance):
        tried = tuple(one for one in asked.query.words if one in kept or one is word)
        if _is_any(
            snapshot, _match(snapshot, replace(asked, query=replace(asked.query, words=tried))), today
        ):
            kept = tried
    return kept


def _match(snapshot: CatalogueSnapshot, asked: _Asked) -> tuple[Matched, ...]:
    query = asked.query
    plain = [word for word in query.words if not word.exact]
    wanted = WantedWords(
        tuple(
            choices_of(snapshot.words, word, is_last=bool(plain) and word is plain[-1])
            for word in query.words
        ),
        tuple(tuple(term.encode() for term in phrase) for phrase in query.phrases),
        tuple(tuple(term.encode() for term in terms) for terms in query.without),
    )
    return tuple(
        match_meant(segment, wanted, asked.concepts, asked.refusals, any_concept=asked.any_concept)
        for segment in snapshot.segments
    )


def _is_any(snapshot: CatalogueSnapshot, matched: tuple[Matched, ...], today: date) -> bool:
    """Whether any row that matches is still on offer; the first rows nearly always tell."""
    for day, found in zip(snapshot.days(today), matched, strict=True):
        for start in range(0, len(found.rows), _LOOKED_AT):
            if day.not_over[day.cell[found.rows[start : start + _LOOKED_AT]]].any():
                return True
    return False
