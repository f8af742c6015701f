"""The five words that open a plan: drawn at random from a list of our own, and read as people type them.

2,048 words, so eleven bits each and 55 in all. No word of the list begins another, so that words run together, or
parted in the wrong place, still read in one way only. No two words are one letter apart, so that a slip makes
something that is no word of ours and is noticed before anything is looked up.
"""

import re
import secrets
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pathways.paths import resource_dir

WORDS_IN_CODE = 5
LONGEST_TYPED = 120
"""Letters of what is typed that are looked at; five of the longest words and what parts them take fewer."""
_FARTHEST_SLIP = 2
"""Letters that may differ between what was typed and a word that is offered instead."""
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Slip:
    """A word that was typed and is not on the list, and the nearest that is; empty when none is near."""

    typed: str
    nearest: str


@dataclass(frozen=True, slots=True)
class TypedCode:
    """What was typed, read: a whole ``code``, or why it is none.

    ``slips`` are words that are not ours, ``count`` is how many words there were, and ``suggested`` is the code with
    the nearest words put in, where there are five. It comes from the list alone and says nothing of any plan.
    """

    code: str | None = None
    count: int = 0
    slips: tuple[Slip, ...] = ()
    suggested: str = ""


@lru_cache(maxsize=1)
def plan_words() -> tuple[str, ...]:
    """The words that codes are made of, in the order of the file."""
    text = (resource_dir("seed_data") / "plan_words.csv").read_text(encoding="utf-8")
    return tuple(text.split()[1:])


def new_code() -> str:
    """Five words drawn at random, as `word-word-word-word-word`. 55 bits."""
    return "-".join(secrets.choice(plan_words()) for _ in range(WORDS_IN_CODE))


def read_code(typed: str) -> TypedCode:
    """Read a code as people type one: in any case, with spaces, hyphens, commas, numbers, or nothing between."""
    words = _LETTERS.findall(typed[:LONGEST_TYPED].casefold())
    whole = _run_together("".join(words))
    if whole is not None and len(whole) == WORDS_IN_CODE:
        return TypedCode("-".join(whole), WORDS_IN_CODE)
    known = _known()
    slips = {word: Slip(word, _nearest(word)) for word in words if word not in known}
    mended = [slips[word].nearest if word in slips else word for word in words]
    is_likely = bool(slips) and len(words) == WORDS_IN_CODE and all(mended)
    return TypedCode(
        count=len(words), slips=tuple(slips.values()), suggested="-".join(mended) if is_likely else ""
    )


def _run_together(letters: str) -> list[str] | None:
    """The words that the letters are made of, which is one way at most; None when they are not."""
    known, shortest, longest = _known(), _lengths()[0], _lengths()[1]
    found: list[str] = []
    at = 0
    while at < len(letters):
        ends = range(at + shortest, min(at + longest, len(letters)) + 1)
        end = next((end for end in ends if letters[at:end] in known), None)
        if end is None:
            return None
        found.append(letters[at:end])
        at = end
    return found


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(plan_words())


@lru_cache(maxsize=1)
def _lengths() -> tuple[int, int]:
    lengths = [len(word) for word in plan_words()]
    return min(lengths), max(lengths)


def _nearest(word: str) -> str:
    found = process.extractOne(word, plan_words(), scorer=OSA.distance, score_cutoff=_FARTHEST_SLIP)
    return found[0] if found else ""
