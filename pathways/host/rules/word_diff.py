"""What differs between two texts, word by word, so that a changed sentence is seen at a glance."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\S+|\s+")
MOST_WORDS = 4_000
"""Longer texts are shown whole: one taken out, the other put in."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text that stayed, came or went."""

    kind: Literal["same", "new", "gone"]
    text: str


def word_diff(before: str, after: str) -> list[Run]:
    """Both texts as runs in reading order: without the new ones they are `before`, without the gone ones `after`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        whole = [Run("gone", before), Run("new", after)]
        return [run for run in whole if run.text]
    runs = []
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run("same", "".join(old[first:last])))
            continue
        if last > first:
            runs.append(Run("gone", "".join(old[first:last])))
        if end > start:
            runs.append(Run("new", "".join(new[start:end])))
    return runs
