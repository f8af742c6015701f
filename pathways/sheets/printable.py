"""Words made fit for paper: the letters of every script stay, and what no font of ours draws goes."""

import re
import unicodedata

from pathways.web.plain_text import plain

_JOINERS = re.compile("[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
_PICTURES = frozenset({"So", "Sk", "Cs", "Co", "Cn", "Cc", "Cf"})
_DRAWN = frozenset("°©®™✓☐→^`´¨\n")


def printable(text: str) -> str:
    """The text without control characters, emoji and private letters; spaces drawn together, line ends kept."""
    kept = "".join(letter for letter in _JOINERS.sub("", plain(text)) if _is_drawn(letter))
    return "\n".join(" ".join(line.split()) for line in kept.splitlines()).strip()


def _is_drawn(letter: str) -> bool:
    return letter in _DRAWN or letter.isspace() or unicodedata.category(letter) not in _PICTURES
