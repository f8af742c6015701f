"""What browsers and caches may keep, and for how long."""

from hashlib import blake2b
from urllib.parse import parse_qsl

from flask import Flask, Response, request

PUBLIC = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"
PRIVATE = "private, no-store"
ONE_PERSONS = "private, max-age=60"
"""For an answer made from what somebody said: their own browser may keep it for Back, no cache between may."""
PERSONAL_COOKIES = ("plan", "staff", "session")
"""Cookies of a student's plan or of staff: an answer to a request with one is for that person only."""
SAID_OF_SOMEBODY = frozenset(
    "stage home travel minutes yes maybe no subject idea avoid learning english maths gcses highest points"
    " pattern matters without like answers".split()
)
"""Parameters of an address that say something of the person who asks."""
INNER_QUERY = "from"
"""The parameter that holds a whole query: the search that a page was opened from."""


def says_something_of_somebody(query: str) -> bool:
    """Whether a query string holds an answer of the questionnaire, a stage or a grade, or the way back to some."""
    pairs = parse_qsl(query, errors="replace")
    inner = [pair for name, value in pairs if name == INNER_QUERY for pair in parse_qsl(value)]
    return any(name in SAID_OF_SOMEBODY for name, _value in (*pairs, *inner))


def is_personal() -> bool:
    """Whether this request carries the cookie of a plan or of staff."""
    return any(name in request.cookies for name in PERSONAL_COOKIES)


def add_caching(response: Response) -> Response:
    """Say how long this answer keeps, unless the page said so itself, and answer 304 to what is known already."""
    if "Cache-Control" not in response.headers:
        if is_personal():
            response.headers["Cache-Control"] = PRIVATE
        elif request.method in ("GET", "HEAD") and response.status_code in (200, 301, 308):
            said = says_something_of_somebody(request.query_string.decode("utf-8", "replace"))
            response.headers["Cache-Control"] = ONE_PERSONS if said else PUBLIC
            # Else a browser that has just been given a plan would show the page that it had before.
            response.vary.add("Cookie")
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
