"""A full postcode is somebody's street: no page address may keep one."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from pathways.web.problems import asks_the_api

PLACE_PARAMETERS = frozenset({"near", "place", "home"})
BUILT_FILES = "/static/"
"""Their names are letters and digits, which may look like a postcode and never are."""


@dataclass(frozen=True, slots=True)
class PostcodeReader:
    """How full postcodes are known and cut: whether a text holds one, its cut form, and whether it is one."""

    held_in: Callable[[str], bool]
    cut: Callable[[str], str]
    is_one: Callable[[str], bool]


def cut_address(path: str, query: str, postcodes: PostcodeReader) -> str | None:
    """The address with every full postcode cut to its sector, or None when it holds none.

    ``path`` is decoded, ``query`` is not. In a place the sector takes its canonical form: `PR1-2`.
    """
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
    if not any(postcodes.held_in(text) for text in (path, *(text for pair in pairs for text in pair))):
        return None

    def cut_value(name: str, value: str) -> str:
        cut = postcodes.cut(value)
        return cut.strip().replace(" ", "-") if name in PLACE_PARAMETERS and postcodes.is_one(value) else cut

    cut_pairs = [(postcodes.cut(name), cut_value(name, value)) for name, value in pairs]
    address = quote("/" + postcodes.cut(path).lstrip("/\\"), safe="/-._~")
    return f"{address}?{urlencode(cut_pairs)}" if cut_pairs else address


def bind_postcode_guard(app: Flask, postcodes: PostcodeReader) -> None:
    """Answer 303 to a page address that holds a full postcode, with it cut to its sector."""

    def cut_this_address() -> Response | None:
        if request.method not in ("GET", "HEAD") or request.path.startswith(BUILT_FILES):
            return None
        if asks_the_api(request.path):
            return None
        address = cut_address(request.path, request.query_string.decode("utf-8", "replace"), postcodes)
        return redirect(address, 303) if address else None

    app.before_request(cut_this_address)
