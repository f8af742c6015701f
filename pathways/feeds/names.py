"""Names of employers and providers as people read them: not shouted."""

import re

_SMALL = frozenset({"and", "at", "by", "for", "in", "of", "on", "the", "to", "with"})
_SHORT_WORDS = frozenset({"LTD", "MR", "MRS", "MS", "DR", "ST", "BY", "MY", "FLY", "SKY"})
_INITIALS = frozenset({"UK", "UTC", "BAE", "AI", "IT", "HR", "EDF", "ICA"})
_ARTICLE_MARK = re.compile(r", the$|\(the\)$", re.IGNORECASE)
_WORD = re.compile(r"\([A-Z]{2,5}\)|[^\W_]+(?:'[^\W_]+)?")


def shown_name(name: str) -> str:
    """A name in capitals with capitals at its words' beginnings: "SCL SKILLS UK LTD" is "SCL Skills UK Ltd".

    Words that nobody could say for want of a vowel are initials and stay, and short ones in brackets. A name in
    small letters too is left.
    """
    name = " ".join(name.split())
    if not name.isupper() or " " not in name:
        return name[:200]
    return _WORD.sub(lambda word: _said(word[0], is_first=word.start() == 0), name)[:200]


def provider_name(name: str) -> str:
    """A provider's name as `shown_name` has it, with its article in front and no full stop behind.

    "Sheffield College, the" is "The Sheffield College".
    """
    name = " ".join(name.split())
    bare = _ARTICLE_MARK.sub("", name).strip()
    shown = shown_name(bare).removesuffix(".")
    return shown if bare == name else f"The {shown}"[:200]


def _said(word: str, *, is_first: bool) -> str:
    if word.startswith("("):
        return word
    if word.casefold() in _SMALL and not is_first:
        return word.casefold()
    is_initials = word in _INITIALS or (word not in _SHORT_WORDS and not re.search("[AEIOUY]", word))
    return word if is_initials else word.capitalize()
