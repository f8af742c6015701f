"""How a word sounds, roughly: two spellings of one sound come to the same letters ("electrishan", "electrician")."""

import re
from functools import lru_cache

_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"(?:tion|sion|ssion|cian|cien|tian|shun|shan|shen|cean)", "xn"),
        (r"(?:tch|ch|t(?=ure))", "c"),
        (r"(?:sh|s(?=ure))", "x"),
        (r"ph", "f"),
        (r"gh(?=t)|(?<=[aeiou])gh$", ""),
        (r"dge?(?=[eiy])", "j"),
        (r"(?:ck|qu|q|x)", "k"),
        (r"c(?=[eiy])", "s"),
        (r"z", "s"),
        (r"c(?!$)(?=[aourlt])", "k"),
    )
)
_SILENT = re.compile(r"[aeiouyhw]")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def sound_of(word: str) -> str:
    """The consonants of a folded word as they sound; its first letter stays, so that words on vowels differ."""
    heard = word
    for pattern, sound in _RULES:
        heard = pattern.sub(sound, heard)
    return _TWICE.sub(r"\1", heard[:1] + _SILENT.sub("", heard[1:]))
