"""Own words about jobs and subjects, read into codes. The words themselves are kept nowhere."""

from dataclasses import dataclass

from pathways.guidance.ideas import named_ideas
from pathways.words.analysis import STOP_WORDS, words_of

LONGEST_TYPED = 600
"""Characters that are read; a thousand words say no more than their first hundred."""
LONGEST_NAME = 6
"""Words of the longest name that is looked for."""


@dataclass(frozen=True, slots=True)
class IdeasRead:
    """What was understood, as codes in the order of the words, and the words that were not."""

    ideas: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def read_ideas(text: str) -> IdeasRead:
    """Read what somebody typed: the longest known names first. Never raises."""
    known = named_ideas()
    words = words_of(text[:LONGEST_TYPED])
    ideas: list[str] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        lengths = range(min(LONGEST_NAME, len(words) - at), 0, -1)
        length = next((size for size in lengths if " ".join(words[at : at + size]) in known), 0)
        if length:
            ideas.append(known[" ".join(words[at : at + length])])
        elif words[at] not in STOP_WORDS:
            unknown.append(words[at])
        at += max(1, length)
    return IdeasRead(tuple(dict.fromkeys(ideas)), tuple(dict.fromkeys(unknown)))
