"""Spelling mended from a list of known words: the catalogue's own.

How far a word may be from what was typed depends on its length, and its first letter is usually right.
"""

from collections.abc import Callable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pathways.words.sounds import sound_of

SHORTEST_MENDED = 4
"""Letters: shorter words are too easily turned into others."""

_FURTHEST = ((5, 1), (8, 2))
_FURTHEST_LONG = 3
_NEAREST_KEPT = 24

SAME_SOUND = 1.5
"""Edits that a word is nearer by when it sounds the same."""

FormsStarting = Callable[[str], Sequence[str]]
CountOf = Callable[[str], int]


def may_be_mended(form: str) -> bool:
    """Whether a word is one to mend: letters only, and long enough."""
    return len(form) >= SHORTEST_MENDED and form.isalpha()


def furthest(form: str) -> int:
    """How many letters of a word of this length may be wrong."""
    for length, edits in _FURTHEST:
        if len(form) <= length:
            return edits
    return _FURTHEST_LONG


def nearest_word(form: str, forms_starting: FormsStarting, count_of: CountOf) -> str | None:
    """The known word most likely meant by ``form``, or None.

    ``forms_starting(letters)`` lists known words that begin so ("" for all); ``count_of(word)`` says how many
    opportunities hold one, zero for none. Fewest edits win, `SAME_SOUND` fewer for a word that sounds the same; then
    the more common word, then the alphabet. Words with another first letter are looked at only when none with the
    same one is near, and only one edit away.
    """
    if not may_be_mended(form):
        return None
    limit = furthest(form)
    return _nearest(form, forms_starting(form[0]), limit, count_of) or _nearest(
        form, forms_starting(""), 1, count_of
    )


def _nearest(form: str, known: Sequence[str], limit: int, count_of: CountOf) -> str | None:
    close = process.extract(
        form, known, scorer=OSA.distance, score_cutoff=limit, limit=_NEAREST_KEPT, processor=None
    )
    heard = sound_of(form)
    ranked = sorted(
        (distance - SAME_SOUND * (sound_of(word) == heard), -count, word)
        for word, distance, _ in close
        if word != form and len(word) >= SHORTEST_MENDED - 1 and (count := count_of(word)) > 0
    )
    return ranked[0][2] if ranked else None
