"""Changing words in a search as it was typed, leaving the rest of it alone."""

import re
from collections.abc import Mapping

from pathways.words.analysis import forms_typed

_PART = re.compile(r'(?:(?<=\s)|^)-(?:"[^"]*"|(?=[^\s\-"])[^\s"]+)|([^\s"]+)')
"""One part between spaces or quotes; the group is empty for what is to be left out of the results."""

_TYPED_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_IN_QUOTES = re.compile(r'-?"([^"]*)"')


def rewritten(text: str, changes: Mapping[str, str]) -> str:
    """``text`` with every word whose form is in ``changes`` replaced, or dropped where the change is empty.

    Words that are to be left out of the results (after a minus) stay as they are. A hyphen goes with the word on
    either side of it: left in front, it would be a minus.
    """

    def in_place(found: re.Match[str]) -> str:
        forms = forms_typed(found.group())
        return changes.get(forms[0], found.group()) if len(forms) == 1 else found.group()

    def in_part(found: re.Match[str]) -> str:
        part = found[1]
        changed = found.group() if part is None else _TYPED_WORD.sub(in_place, part)
        return changed if changed == found.group() else changed.strip("-/")

    def unless_empty(found: re.Match[str]) -> str:
        return found.group() if found[1].strip() else " "

    return " ".join(_IN_QUOTES.sub(unless_empty, _PART.sub(in_part, text)).split())


def without_word(text: str, form: str) -> str:
    """``text`` without one of its words, given by its form."""
    return rewritten(text, {form: ""})
