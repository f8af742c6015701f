"""One helper for pages of which htmx may ask for a part."""

from typing import Any

from flask import Response, make_response, render_template

from pathways.extensions import htmx


def wants_fragment() -> bool:
    """Whether htmx asks for a part. Boosted links and a restored history need the whole page."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render(page_template: str, fragment_template: str, *, status: int = 200, **context: Any) -> Response:
    """The page, or only its part when htmx asks for that. Caches are told that the two differ."""
    template = fragment_template if wants_fragment() else page_template
    response = make_response(render_template(template, **context), status)
    response.vary.update(("HX-Request", "HX-Boosted", "HX-History-Restore-Request"))
    return response
