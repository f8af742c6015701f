"""Links that show something to whoever holds them: `/s/<token>`, exchanged at once for a clean address.

The token stays out of the address bar, the history, pictures of the screen and the addresses that pages send on: the
link sets a short-lived cookie that only its own clean address gets, `/shared/<kind and number>`, and goes there. At
each look the kind says whether the link still stands. Wrong, run out and ended are one and the same page. It knows no
feature: ``create_app`` names the kinds.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from flask import Blueprint, Flask, Response, current_app, make_response, redirect, render_template, request
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response as AnyResponse

from pathways.tokens import may_be_token
from pathways.web.caching import PRIVATE
from pathways.web.errors import error_page
from pathways.web.session import current_session
from pathways.web.site import site_settings

shared_links = Blueprint("shared_links", __name__)

SHARED_COOKIE = "shared"
SECONDS_KEPT = 24 * 60 * 60
"""How long a browser can come back to the clean address before the link itself is needed again."""
_REFERENCE = re.compile(r"([a-z])([1-9][0-9]{0,17})", re.ASCII)


class SharedKind(Protocol):
    """One kind of thing that links show. Both functions raise DBAPIError when the database is away."""

    @property
    def letter(self) -> str:
        """What its clean addresses begin with, a small letter of its own."""

    def find(self, token: str) -> int | None:
        """The number of the link with this token, if it stands today."""

    def show(self, token: str, number: int) -> Response | None:
        """What the link with this token and this number shows; None if it does not stand today."""


def bind_shared_links(app: Flask, kinds: Iterable[SharedKind]) -> None:
    """Give ``app`` the two addresses, for these kinds."""
    app.extensions["shared_kinds"] = {kind.letter: kind for kind in kinds}
    app.register_blueprint(shared_links)


@shared_links.get("/s/<token>")
def open_link(token: str) -> AnyResponse:
    """Exchange a link for its clean address."""
    if may_be_token(token):
        for letter, kind in _kinds().items():
            number = kind.find(token)
            if number is not None:
                return _to_clean_address(f"/shared/{letter}{number}", token)
    return _nothing_there()


@shared_links.get("/shared/<reference>")
def shared(reference: str) -> AnyResponse:
    """What a link shows, for whoever opened the link in this browser."""
    opened = _opened(reference)
    page = None if opened is None else opened.kind.show(opened.token, opened.number)
    return _nothing_there() if page is None else _for_nobody_else(page)


def opened_token(reference: str) -> str | None:
    """The token by which this browser opened the link of a clean address, if that link still stands.

    For the addresses beneath `/shared/<reference>` at which somebody may answer.
    """
    opened = _opened(reference)
    if opened is None or opened.kind.find(opened.token) != opened.number:
        return None
    return opened.token


@shared_links.errorhandler(DBAPIError)
def database_away(_error: DBAPIError) -> AnyResponse:
    """Answer 503 while nobody can be told whether a link stands."""
    current_session().rollback()
    return _for_nobody_else(error_page(503))


@dataclass(frozen=True, slots=True)
class _Opened:
    """A clean address, and the token that this browser has for it. Whether they belong together the kind knows."""

    kind: SharedKind
    number: int
    token: str


def _opened(reference: str) -> _Opened | None:
    named = _REFERENCE.fullmatch(reference)
    kind = _kinds().get(named[1]) if named else None
    token = request.cookies.get(SHARED_COOKIE, "")
    if named is None or kind is None or not may_be_token(token):
        return None
    return _Opened(kind, int(named[2]), token)


def _to_clean_address(address: str, token: str) -> AnyResponse:
    response = redirect(address, 303)
    response.set_cookie(
        SHARED_COOKIE,
        token,
        max_age=SECONDS_KEPT,
        path=address,
        secure=site_settings().env == "production",
        httponly=True,
        samesite="Lax",
    )
    return _for_nobody_else(response)


def _nothing_there() -> AnyResponse:
    return _for_nobody_else(make_response(render_template("shared/nothing_there.html"), 404))


def _for_nobody_else(response: AnyResponse) -> AnyResponse:
    response.headers["Cache-Control"] = PRIVATE
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _kinds() -> dict[str, SharedKind]:
    kinds: dict[str, SharedKind] = current_app.extensions["shared_kinds"]
    return kinds
