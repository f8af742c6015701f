"""Error pages, written with as much care as the others: what happened, what to do, one way on."""

import logging

from flask import Flask, Response, make_response, render_template, request
from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import HTTPException, default_exceptions

from pathways.web.problems import asks_the_api, problem

logger = logging.getLogger(__name__)
RETRY_AFTER = {429: "60", 503: "10"}

WORDS = {
    400: (
        _("We could not read that"),
        _("Part of the address or form made no sense to us. You could start again from the search."),
    ),
    403: (
        _("That form came from somewhere else"),
        _("We only take forms sent from our own pages. You could open the page here and try again."),
    ),
    404: (
        _("We could not find that page"),
        _("It may have moved, or the address may have a slip in it. You could search for what you wanted."),
    ),
    405: (
        _("That page does not work this way"),
        _("You could go back to the search and start from there."),
    ),
    410: (
        _("This has gone"),
        _("It was here once and has been taken down. You could look for something like it."),
    ),
    413: (_("That was too much to send"), _("You could try again with a smaller file, or with fewer words.")),
    414: (_("That address is too long"), _("You could start a new search with fewer words.")),
    422: (
        _("Something in the form needs a change"),
        _("You could go back, check what you typed and try again."),
    ),
    429: (
        _("That was a lot of searches at once"),
        _("Wait one minute, then try again. Nothing is lost."),
    ),
    500: (
        _("Something broke on our side"),
        _("It is not your fault. You could try again in a few minutes."),
    ),
    503: (
        _("We are catching our breath"),
        _("The site is busy or being updated. Wait a few seconds, then load this page again."),
    ),
}


def error_page(status: int, *, seconds_to_wait: int = 0) -> Response:
    """The answer to an error: a page, or a problem document for the API.

    A status without words of its own takes those of 400 or 500. ``seconds_to_wait``: a 429 that lasts so long.
    """
    title, text = WORDS.get(status) or WORDS[500 if status >= 500 else 400]
    if status == 429 and seconds_to_wait > 60:
        title, text = _("That was a lot of tries"), _longer_wait(seconds_to_wait)
    if asks_the_api(request.path):
        response = problem(status, str(text))
    else:
        body = render_template("errors/error.html", status=status, title=title, text=text)
        response = make_response(body, status)
    if status in RETRY_AFTER:
        response.headers["Retry-After"] = RETRY_AFTER[status]
    response.headers["Cache-Control"] = "no-store"
    return response


def _http_error(error: HTTPException) -> HTTPException | Response:
    if error.code is None or error.response is not None or error.code < 400:
        return error
    wait = getattr(error, "retry_after", None)
    response = error_page(error.code, seconds_to_wait=wait if isinstance(wait, int) else 0)
    for name, value in error.get_headers(request.environ):
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _longer_wait(seconds: int) -> str:
    minutes = -(-seconds // 60)
    words: str = ngettext(
        "You could try again in about %(num)s minute. We count tries to keep guessers out.",
        "You could try again in about %(num)s minutes. We count tries to keep guessers out.",
        minutes,
    )
    return words


def _unexpected(error: Exception) -> Response:
    # The path stays out of this line: it may hold what somebody typed.
    logger.error("A page of endpoint %r failed.", request.endpoint, exc_info=error)
    return error_page(500)


def bind_errors(app: Flask) -> None:
    """Answer every error of ``app`` with a page of ours. A feature may answer its own addresses otherwise."""
    for code in default_exceptions:
        app.register_error_handler(code, _http_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)
