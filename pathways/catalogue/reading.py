"""From what was typed to the rows that meet it: words read, mended, widened to endings and, if need be, let go."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.filling.lexicon import OCCUPATION_WEIGHT, PROVIDER_WEIGHT, TITLE_WEIGHT
from pathways.catalogue.known_words import KnownWords
from pathways.catalogue.mending import mend
from pathways.catalogue.results import Correction
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.snapshot.matching import Choice, Matched, WantedWords, match
from pathways.snapshot.segment import Segment
from pathways.words.families import relatives
from pathways.words.query import Query, QueryWord, read_query

BEGINNING_SHARE = 5
"""Eighths of its weight that a word counts when only its beginning was typed."""

RELATIVE_SHARE = 6
"""Eighths for a relative: the doing of a doer, or the doer of a doing."""

SHORTEST_BEGINNING = 3
SHORTEST_STEM = 5
_LOOKED_AT = 4096


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words came to. ``matched`` has one entry for each segment; None when nothing was asked in words.

    ``words`` are those required, ``ignored`` those let go because nothing holds all of them.
    """

    words: tuple[QueryWord, ...] = ()
    matched: tuple[Matched, ...] | None = None
    correction: Correction | None = None
    ignored: tuple[str, ...] = ()


def read(snapshot: CatalogueSnapshot, text: str, today: date, *, keep_spelling: bool) -> Reading:
    """Read ``text`` against ``snapshot``. All words are required at first.

    When nothing on offer today holds them all, phrases in quotes are let go as phrases, then words: those that
    weigh most in any field are kept first, rarer ones before common ones, as long as something holds them all.
    """
    query = read_query(text)
    if query.is_empty:
        return Reading(ignored=(text.strip(),) if text.strip() else ())
    correction = None
    if not keep_spelling:
        query, correction = mend(snapshot.words, snapshot.size, text, query)
    matched = _match(snapshot, query)
    if _is_any(snapshot, matched, today) or not query.words:
        return Reading(query.words, matched, correction)
    loose = replace(query, phrases=())
    written = {word.term: word.form for word in query.words}
    ignored = tuple(" ".join(written.get(term, term) for term in phrase) for phrase in query.phrases)
    if query.phrases:
        matched = _match(snapshot, loose)
        if _is_any(snapshot, matched, today):
            return Reading(query.words, matched, correction, ignored)
    kept = _kept_words(snapshot, loose, today)
    if not kept:
        return Reading(query.words, matched, correction)
    dropped = tuple(word.form for word in query.words if word not in kept)
    return Reading(kept, _match(snapshot, replace(loose, words=kept)), correction, ignored + dropped)


def _kept_words(snapshot: CatalogueSnapshot, query: Query, today: date) -> tuple[QueryWord, ...]:
    known = snapshot.words

    def importance(word: QueryWord) -> tuple[int, int, str]:
        return -min(known.heaviest(word.term), TITLE_WEIGHT), known.count_of_term(word.term), word.form

    kept: tuple[QueryWord, ...] = ()
    for word in sorted(query.words, key=importance):
        tried = tuple(one for one in query.words if one in kept or one is word)
        if _is_any(snapshot, _match(snapshot, replace(query, words=tried)), today):
            kept = tried
    return kept


def _match(snapshot: CatalogueSnapshot, query: Query) -> tuple[Matched, ...]:
    plain = [word for word in query.words if not word.exact]
    wanted = WantedWords(
        tuple(
            _choices(snapshot.words, word, is_last=bool(plain) and word is plain[-1]) for word in query.words
        ),
        tuple(tuple(term.encode() for term in phrase) for phrase in query.phrases),
        tuple(tuple(term.encode() for term in terms) for terms in query.without),
    )
    return tuple(match(segment, wanted) for segment in snapshot.segments)


def _choices(known: KnownWords, word: QueryWord, *, is_last: bool) -> tuple[Choice, ...]:
    """What a word may be met by: its own term; in titles and job titles, a relative; and as the last word, more.

    The last word may be a beginning. Where it is known by itself, longer words count only in titles and job titles
    ("hair" finds hairdressing, "care" does not find every text on careers); otherwise anywhere. An unknown one is met
    in titles by words that share its stem ("technical" finds technicians).
    """
    own = Choice(word.term.encode())
    if word.exact:
        return (own,)
    kin = known.choices(relatives(word.form), RELATIVE_SHARE, OCCUPATION_WEIGHT)
    if not is_last or len(word.form) < SHORTEST_BEGINNING:
        return (own, *kin)
    if known.count_of_term(word.term):
        return (own, *kin, *known.choices_beginning(word.form, word.term, BEGINNING_SHARE, OCCUPATION_WEIGHT))
    longer = known.choices_beginning(word.form, word.term, BEGINNING_SHARE, 0)
    if not longer and len(word.term) >= SHORTEST_STEM and word.term != word.form:
        longer = known.choices_beginning(word.term, word.term, BEGINNING_SHARE, TITLE_WEIGHT)
    return (own, *kin, *longer)


def _is_any(snapshot: CatalogueSnapshot, matched: tuple[Matched, ...], today: date) -> bool:
    """Whether any row that matches is still on offer; the first rows nearly always tell."""
    for day, found in zip(snapshot.days(today), matched, strict=True):
        for start in range(0, len(found.rows), _LOOKED_AT):
            if day.not_over[day.cell[found.rows[start : start + _LOOKED_AT]]].any():
                return True
    return False


def named_providers(
    snapshot: CatalogueSnapshot, words: tuple[QueryWord, ...]
) -> tuple[NDArray[np.bool_], ...] | None:
    """For each segment, which providers' names were typed (bool, by provider); None when no word names any.

    A name is typed when all of its words are there; or when all that was typed stands in the name and one of
    the words means nothing else: no title, job title, career area or further words hold it.
    """
    terms = [word.term for word in words]
    if not terms:
        return None
    only_names = any(0 < snapshot.words.heaviest(term) <= PROVIDER_WEIGHT for term in terms)
    found = tuple(_named(segment, terms, whole_query=only_names) for segment in snapshot.segments)
    return found if any(named.any() for named in found) else None


def _named(segment: Segment, terms: list[str], *, whole_query: bool) -> NDArray[np.bool_]:
    names = segment.arrays["provider_name_terms"]
    held = np.zeros((len(terms), len(segment.provider_ids)), bool)
    for place, term in enumerate(terms):
        number = segment.number_of(term.encode())
        if number is not None:
            held[place, segment.name_owners[names == number]] = True
    sizes = segment.name_lengths
    named: NDArray[np.bool_] = (held.sum(axis=0) == sizes) & (sizes > 0)
    return named | held.all(axis=0) if whole_query else named
