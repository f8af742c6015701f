"""Parts that a page repeats many times: drawn once by their macro, with gaps, and from then on filled in by formatting.

Drawing a macro costs some ten times what filling a text costs. What a piece was drawn with is its key, what differs
from one use to the next is a gap; so nothing that a piece keeps can belong to one person.
"""

from collections.abc import Callable, Hashable
from secrets import token_hex
from typing import Any
from weakref import WeakKeyDictionary

from flask import current_app
from jinja2 import Template
from markupsafe import Markup

from pathways.web.language import current_language

MOST_KEPT = 8192
"""Pieces kept of each macro: of some hundred characters, so about three megabytes."""
_EDGE = f"\x01{token_hex(8)}\x01"
"""Round the name of each gap: something that no text holds, by chance or by intent."""


def gap(name: str) -> Markup:
    """What stands in a macro's place for the value ``name`` that is filled in later; the macro does not escape it."""
    return Markup(_EDGE + name + _EDGE)  # noqa: S704


class Pieces:
    """The pieces of one macro of a template, each drawn when it is first asked for."""

    def __init__(self, template: str, macro: str) -> None:
        self._template = template
        self._macro = macro
        self._kept: WeakKeyDictionary[Template, dict[Hashable, str]] = WeakKeyDictionary()

    def of_this_page(self) -> Callable[[Hashable, Callable[[Any], str]], str]:
        """A function that gives pieces in the language of this request, to be called once for each use.

        It takes what the piece is known by, and a function that draws the piece with the macro it is given. The piece
        is a text for ``%``, with a mapping of the names of its gaps to values that are escaped already.
        """
        template = current_app.jinja_env.get_template(self._template)
        kept = self._kept.setdefault(template, {})
        language = current_language()

        def piece(key: Hashable, draw: Callable[[Any], str]) -> str:
            known_by = (language, key)
            text = kept.get(known_by)
            if text is None:
                if len(kept) >= MOST_KEPT:
                    kept.clear()
                text = kept[known_by] = _with_gaps(draw(getattr(template.module, self._macro)))
            return text

        return piece


def _with_gaps(drawn: str) -> str:
    """What was drawn, as a text for ``%``."""
    parts = str(drawn).replace("%", "%%").split(_EDGE)
    parts[1::2] = [f"%({name})s" for name in parts[1::2]]
    return "".join(parts)
