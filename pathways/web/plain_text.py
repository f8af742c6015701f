"""Requests whose text is text: characters that no page may hold are taken out before anybody reads them."""

import re
from typing import Any

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.utils import cached_property

_PLANES = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
UNFIT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANES}]")
"""Control characters but tab and line ends, lone surrogates, and the code points that are no characters (HTML
standard, 13.2.3.5). Nobody types them; browsers, databases and terminals each do something else with them."""


def plain(text: str) -> str:
    """The text without unfit characters."""
    return UNFIT.sub("", text)


def _all_plain(values: Any) -> Any:
    pairs = [(name, value) for name, value in values.items(multi=True)]
    if not any(UNFIT.search(text) for pair in pairs for text in pair):
        return values
    return ImmutableMultiDict([(plain(name), plain(value)) for name, value in pairs])


class PlainTextRequest(Request):
    """A request whose address and form hold only characters that a page may show again."""

    @cached_property
    def args(self) -> Any:
        """The parameters of the address."""
        return _all_plain(super().args)

    @cached_property
    def form(self) -> Any:
        """The fields of the form."""
        return _all_plain(super().form)


def bind_plain_text(app: Flask) -> None:
    """Let ``app`` read plain text only."""
    app.request_class = PlainTextRequest
