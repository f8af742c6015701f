"""Words that were typed and are not known: how they are counted, and when their text may be kept."""

import re
from collections.abc import Collection
from functools import cache

from zxcvbn.frequency_lists import FREQUENCY_LISTS

from pathways.demand.models import LONGEST_PHRASE
from pathways.places.postcodes import contains_full_postcode, cut_postcodes_to_sector

KEPT_FROM = 10
"""Times that a phrase was typed before its text is kept."""
MOST_WORDS = 6

_PLAIN = re.compile(r"[a-z][a-z '&-]*[a-z]")
_OF_ONESELF = re.compile(
    r"\b(my name|i am|i'm|im|i live|call me|called|mr|mrs|ms|miss|sir|dr|address|street|road|phone|number)\b"
)
_NAME_LISTS = ("male_names", "female_names", "surnames")


def phrase_of(text: str) -> str | None:
    """What was typed as it is counted: small letters, single spaces. None: nothing, or more than a phrase."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    plain = " ".join(cut_postcodes_to_sector(printable).lower().split())
    return plain if 0 < len(plain) <= LONGEST_PHRASE else None


def may_keep(phrase: str, known_words: Collection[str]) -> bool:
    """Whether a phrase holds nothing that could tell of a person: no name, number, address or postcode.

    A name that is a word of careers as well ("mason", "baker") may stay. In doubt the answer is no.
    """
    words = phrase.replace("-", " ").split()
    if len(words) > MOST_WORDS or not _PLAIN.fullmatch(phrase):
        return False
    if contains_full_postcode(phrase) or _OF_ONESELF.search(phrase):
        return False
    bare = (word.strip("'").removesuffix("'s") for word in words)
    return all(word in known_words or word not in _names() for word in bare)


@cache
def _names() -> frozenset[str]:
    """Some fourteen thousand given names and surnames."""
    return frozenset(name for names in _NAME_LISTS for name in FREQUENCY_LISTS[names])
