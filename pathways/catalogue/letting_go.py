"""Words that nothing on offer holds together: which are kept, and which are let go."""

from dataclasses import replace
from datetime import date

from pathways.catalogue.asking import Asked, is_on_offer, match_asked
from pathways.catalogue.filling.lexicon import TITLE_WEIGHT
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.snapshot.matching import Matched
from pathways.words.query import QueryWord


def found_by_words(
    snapshot: CatalogueSnapshot, asked: Asked, today: date
) -> tuple[Asked, tuple[Matched, ...], tuple[str, ...]]:
    """What can be asked for so that something is found, its rows, and the words let go for it.

    All words are required at first. When nothing on offer today holds them all, phrases in quotes are let go as
    phrases, then words: those that weigh most in any field are kept first, rarer ones before common ones, as long
    as something holds them all.
    """
    query = asked.query
    matched = match_asked(snapshot, asked)
    if is_on_offer(snapshot, matched, today) or not query.words:
        return asked, matched, ()
    loose = replace(asked, query=replace(query, phrases=()))
    written = {word.term: word.form for word in query.words}
    ignored = tuple(" ".join(written.get(term, term) for term in phrase) for phrase in query.phrases)
    if query.phrases:
        without_phrases = match_asked(snapshot, loose)
        if is_on_offer(snapshot, without_phrases, today):
            return loose, without_phrases, ignored
    kept = _kept_words(snapshot, loose, today)
    if not kept:
        return asked, matched, ()
    dropped = tuple(word.form for word in query.words if word not in kept)
    fewer = _with_words(loose, kept)
    return fewer, match_asked(snapshot, fewer), ignored + dropped


def _kept_words(snapshot: CatalogueSnapshot, asked: Asked, today: date) -> tuple[QueryWord, ...]:
    known = snapshot.words

    def importance(word: QueryWord) -> tuple[int, int, str]:
        return -min(known.heaviest(word.term), TITLE_WEIGHT), known.count_of_term(word.term), word.form

    kept: tuple[QueryWord, ...] = ()
    for word in sorted(asked.query.words, key=importance):
        tried = tuple(one for one in asked.query.words if one in kept or one is word)
        if is_on_offer(snapshot, match_asked(snapshot, _with_words(asked, tried)), today):
            kept = tried
    return kept


def _with_words(asked: Asked, words: tuple[QueryWord, ...]) -> Asked:
    return replace(asked, query=replace(asked.query, words=words))
