"""Spelling mended in what was typed, by the catalogue's own words, and shown."""

from rapidfuzz.distance import OSA

from pathways.catalogue.known_words import KnownWords
from pathways.catalogue.results import Correction
from pathways.words.analysis import term_of
from pathways.words.query import Query, QueryWord, read_query
from pathways.words.spelling import may_be_mended
from pathways.words.thesaurus import Thesaurus
from pathways.words.typed import rewritten

LEAST_SPLIT = 4
"""Letters of each half for a run-together word to be split before another spelling is looked for."""

LEAST_JOINED = 6
"""Letters of a word that a single letter begins ("e sports" is esports, "B Ed" is no bed)."""

LEAST_SLIP, SLIP_COMMONER = 6, 10
"""Letters of a word that may be a slip for another stem, and how many times commoner that must be."""

ALMOST_NONE = 50_000
"""A word that fewer than one opportunity in so many holds may be a slip in the catalogue itself."""

MUCH_COMMONER = 100
"""How many times commoner the right spelling must be then."""


def mend(known: KnownWords, size: int, text: str, query: Query, thesaurus: Thesaurus) -> Correction | None:
    """What was changed where unknown words of ``text`` became the known ones most likely meant; None for nothing.

    ``query`` is ``text`` taken apart, ``size`` the number of opportunities. The words of the thesaurus are known too.
    The last word is let stand when some known word begins with it. Words in quotes, with figures in them, and short
    ones are never mended.
    """
    words = [word for word in query.words if not word.exact]
    changes: dict[str, str] = {}
    strange = False
    for at, word in enumerate(words):
        follower = words[at + 1] if at + 1 < len(words) else None
        if word.form in changes:
            continue
        if len(word.form) == 1:
            changes |= _joined(known, word, follower, least=LEAST_JOINED)
        elif slip := _slip(known, word, thesaurus):
            changes[word.form] = slip
        elif word.term in thesaurus.stems:
            continue
        elif _is_doubtful(known, size, word, is_last=at == len(words) - 1):
            strange = True
            changes |= _joined(known, word, follower) or _respelt(known, word, thesaurus)
    if (
        strange
        and len(query.words) == len(words)
        and (phrase := thesaurus.phrase_like(" ".join(text.lower().split())))
    ):
        return Correction(text, phrase)
    if not changes:
        return None
    corrected = rewritten(text, changes)
    # What is searched for is what is shown: a word that cannot be changed where it stands ("C#") is left as it is.
    return None if read_query(corrected) == query else Correction(text, corrected)


def _is_doubtful(known: KnownWords, size: int, word: QueryWord, *, is_last: bool) -> bool:
    count = known.count_of_term(word.term)
    if count == 0:
        return not (is_last and len(word.form) > 2 and known.terms_beginning(word.form))
    return count * ALMOST_NONE <= size and may_be_mended(word.form)


def _slip(known: KnownWords, word: QueryWord, thesaurus: Thesaurus) -> str | None:
    """The far commoner word that a strange one is a single slip away from, though it shares its stem with a known one.

    "Plumming" is no form of plum.
    """
    if len(word.form) < LEAST_SLIP or word.form in thesaurus.words or known.is_form(word.form):
        return None
    nearest = known.nearest(word.form, thesaurus)
    if nearest is None or OSA.distance(word.form, nearest) > 1 or term_of(nearest) == word.term:
        return None
    return (
        nearest if known.count_of(nearest) >= SLIP_COMMONER * max(1, known.count_of_term(word.term)) else None
    )


def _joined(
    known: KnownWords, word: QueryWord, follower: QueryWord | None, *, least: int = 0
) -> dict[str, str]:
    if follower is None or len(word.form + follower.form) < least:
        return {}
    if not known.count_of(word.form + follower.form):
        return {}
    return {word.form: word.form + follower.form, follower.form: ""}


def _respelt(known: KnownWords, word: QueryWord, thesaurus: Thesaurus) -> dict[str, str]:
    count = known.count_of_term(word.term)
    split = known.split(word.form) if not count else None
    if split and min(map(len, split)) >= LEAST_SPLIT:
        return {word.form: " ".join(split)}
    nearest = known.nearest(word.form, thesaurus)
    if nearest and (not count or known.count_of(nearest) >= MUCH_COMMONER * count):
        return {word.form: nearest}
    return {word.form: " ".join(split)} if split else {}
