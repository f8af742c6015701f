"""Names of places made comparable: case, accents, apostrophes and small words do not matter."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST_PLACE_TEXT: Final = 120
"""Characters of typed text that are read; no place in Great Britain needs more."""

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_WORD_FORMS: Final = {"saint": "st", "ste": "st", "mount": "mt", "nr": "near"}
_LEADING: Final = (
    "near to",
    "close to",
    "next to",
    "not far from",
    "the town of",
    "the city of",
    "outside of",
    "i live in",
    "i live near",
    "live in",
    "living in",
    "from",
    "near",
    "in",
    "around",
    "at",
    "by",
    "outside",
)
_TRAILING: Final = (
    "city centre",
    "town centre",
    "train station",
    "bus station",
    "railway station",
    "station",
    "town",
    "city",
    "area",
    "great britain",
    "united kingdom",
    "gb",
    "uk",
)


def normal_name(text: str) -> str:
    """A name as plain words for comparing: `St. Alban's` and `ST ALBANS` are both `st albans`."""
    if text.isascii() and text.isalpha() and len(text) < LONGEST_PLACE_TEXT:  # most names are one plain word
        word = text.lower()
        return _WORD_FORMS.get(word, word)
    words = _NOT_WORDS.sub(" ", _plain_letters(text[:LONGEST_PLACE_TEXT])).split()
    return " ".join(_WORD_FORMS.get(word, word) for word in words)


def slug(text: str) -> str:
    """A name as it stands in an address: `Land's End` is `lands-end`, `Saint Ives` stays `saint-ives`."""
    if text.isascii() and text.isalpha():
        return text.lower()
    return _NOT_WORDS.sub("-", _plain_letters(text)).strip("-")


def _plain_letters(text: str) -> str:
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(character for character in decomposed if not unicodedata.combining(character))
    return text.lower().replace("&", " and ")


def without_small_talk(name: str) -> list[str]:
    """The readings of a normal name with "near" before it or "city centre" behind it taken off, best first.

    The name itself comes first, so that a place really called `Market Town` would still be found.
    """
    readings = [name]
    shorter = name
    for lead in _LEADING:
        if shorter.startswith(lead + " "):
            shorter = shorter[len(lead) + 1 :]
            readings.append(shorter)
            break
    for trail in _TRAILING:
        if shorter.endswith(" " + trail):
            readings.append(shorter[: -len(trail) - 1])
            break
    return readings
