"""Requests that no browser of ours sends: answered in words before any page has to cope with them."""

from flask import Flask, abort, request

from pathways.web.problems import asks_the_api

LARGEST_BODY = 64 * 1024
"""Bytes of a form on a public page."""
LONGEST_QUERY = 8 * 1024
"""Bytes of a query string; the longest honest one is under 2,000."""


def _refuse_odd_requests() -> None:
    if "\0" in request.path:
        abort(400)
    if len(request.query_string) > LONGEST_QUERY and not asks_the_api(request.path):
        abort(414)


def bind_odd_request_guard(app: Flask) -> None:
    """Refuse what is too long or holds a NUL in its path; cap the size of bodies and the number of form fields."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_BODY
    app.config["MAX_FORM_PARTS"] = 500
    app.before_request(_refuse_odd_requests)
