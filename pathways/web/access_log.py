"""The access log: method, path, status and time. Never a query string, a full postcode, a secret or who asked."""

import logging
import re
import time
from collections.abc import Callable

from flask import Flask, Response, g, request

from pathways.tokens import TOKEN_SHAPE

logger = logging.getLogger("pathways.access")
LONGEST_PATH = 200
_SECRET = re.compile(rf"(?<=/){TOKEN_SHAPE}(?=[/.]|$)")
"""A token in a path opens something for whoever reads it."""


def _note_start() -> None:
    g.started = time.perf_counter()


def bind_access_log(app: Flask, cut: Callable[[str], str]) -> None:
    """Write one line for each request of ``app`` to `pathways.access`. ``cut`` takes full postcodes out of a path."""

    def log(response: Response) -> Response:
        if logger.isEnabledFor(logging.INFO):
            spent = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
            path = ascii(_SECRET.sub("-", cut(request.path))[:LONGEST_PATH])[1:-1]
            logger.info("%s %s %s %.1f ms", request.method, path, response.status_code, spent)
        return response

    app.before_request(_note_start)
    app.after_request(log)
