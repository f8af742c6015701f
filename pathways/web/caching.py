"""What browsers and caches may keep, and for how long."""

from hashlib import blake2b

from flask import Flask, Response, request

PUBLIC = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"
PRIVATE = "private, no-store"
PERSONAL_COOKIES = ("plan", "staff", "session")
"""Cookies of a student's plan or of staff: an answer to a request with one is for that person only."""


def is_personal() -> bool:
    """Whether this request carries the cookie of a plan or of staff."""
    return any(name in request.cookies for name in PERSONAL_COOKIES)


def add_caching(response: Response) -> Response:
    """Say how long this answer keeps, unless the page said so itself, and answer 304 to what is known already."""
    if "Cache-Control" not in response.headers:
        if is_personal():
            response.headers["Cache-Control"] = PRIVATE
        elif request.method in ("GET", "HEAD") and response.status_code in (200, 301, 308):
            response.headers["Cache-Control"] = PUBLIC
        else:
            response.headers["Cache-Control"] = "no-store"
    if response.status_code == 200 and request.method in ("GET", "HEAD") and not response.is_streamed:
        if "ETag" not in response.headers and "no-store" not in response.headers["Cache-Control"]:
            # Weak, because the same page is sent compressed in several ways.
            response.set_etag(blake2b(response.get_data(), digest_size=9).hexdigest(), weak=True)
        response.make_conditional(request)
    return response


def bind_caching(app: Flask) -> None:
    """Add `Cache-Control` and `ETag` to the answers of ``app``."""
    app.after_request(add_caching)
