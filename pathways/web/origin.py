"""Anonymous forms carry no token, for a token needs a cookie: they are taken only from our own pages."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request

from pathways.web.problems import asks_the_api

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
FROM_ANYWHERE = "taken_from_anywhere"
View = TypeVar("View", bound=Callable[..., Any])


def taken_from_anywhere(view: View) -> View:
    """Mark a view whose forms may come from any site, as mail programs send them.

    Only for a view that does nothing without a secret in its address, and that asks for no cookie.
    """
    setattr(view, FROM_ANYWHERE, True)
    return view


def is_from_our_pages(site: str | None, origin: str | None, host: str) -> bool:
    """Whether a form comes from our own pages, by `Sec-Fetch-Site`, then `Origin`.

    A client that sends neither is no browser and carries nobody's authority: it is let through.
    """
    if site is not None:
        return site in ("same-origin", "none")
    if origin is not None:
        try:
            return urlsplit(origin).netloc == host
        except ValueError:
            return False
    return True


def _refuse_foreign_forms() -> None:
    if request.method in SAFE_METHODS or asks_the_api(request.path):
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, FROM_ANYWHERE, False):
        return
    if not is_from_our_pages(
        request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin"), request.host
    ):
        abort(403)


def bind_origin_guard(app: Flask) -> None:
    """Refuse forms that another site sends, with 403."""
    app.before_request(_refuse_foreign_forms)
