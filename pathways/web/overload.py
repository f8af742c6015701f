"""Too many at once: some wait a moment, the rest are told so at once, in words and with `Retry-After`."""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from pathways.web.problems import PROBLEM_TYPE, asks_the_api, problem_body
from pathways.web.security import header_pairs

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

AT_ONCE = 2
"""Requests that one worker works on together, so that one may wait for the database. More would take the interpreter
from each other: a search lets go of it at every step, and would wait for a page to be drawn to get it back."""
LONGEST_WAIT = 2.0
"""Seconds that a request waits for its turn."""
RETRY_AFTER = "5"
ALWAYS_ANSWERED = ("/healthz",)

BUSY_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lots of people are here right now</title>
</head>
<body>
<main>
<h1>Lots of people are here right now</h1>
<p>We could not fit you in this time. Nothing is lost. Wait a few seconds, then load this page again.</p>
</main>
</body>
</html>
"""

BUSY_PROBLEM = json.dumps(problem_body(503, "The service is busy. Wait a few seconds, then ask again."))


class Turns:
    """Turns for so many at once, given in the order of asking.

    A semaphore does not keep that order: under load somebody who comes later may always be quicker.
    """

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._waiting: deque[threading.Lock] = deque()
        self._lock = threading.Lock()

    def take(self, longest_wait: float) -> bool:
        """Wait so many seconds at most for a turn; whether one was given."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        if called.acquire(timeout=longest_wait):
            return True
        with self._lock:
            if called in self._waiting:
                self._waiting.remove(called)
                return False
        # The turn was given just as the wait was over.
        return True

    def give_back(self) -> None:
        """End a turn: it goes to whoever has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


class BoundedQueue:
    """A WSGI layer that lets ``AT_ONCE`` requests work, ``longest_queue`` wait, and answers 503 to the rest."""

    def __init__(self, application: Application, longest_queue: int) -> None:
        self._application = application
        self._longest_queue = longest_queue
        self._inside = 0
        self._lock = threading.Lock()
        self._turns = Turns(AT_ONCE)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, or say that there is no room."""
        if environ.get("PATH_INFO") in ALWAYS_ANSWERED:
            return self._application(environ, start_response)
        if not self._enter():
            return _busy(environ, start_response)
        try:
            if not self._turns.take(LONGEST_WAIT):
                return _busy(environ, start_response)
            try:
                return self._application(environ, start_response)
            finally:
                self._turns.give_back()
        finally:
            with self._lock:
                self._inside -= 1

    def _enter(self) -> bool:
        with self._lock:
            if self._inside >= self._longest_queue:
                return False
            self._inside += 1
            return True


def _busy(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    kind, text = "text/html; charset=utf-8", BUSY_PAGE
    if asks_the_api(environ.get("PATH_INFO", "")):
        kind, text = PROBLEM_TYPE, BUSY_PROBLEM
    body = text.encode()
    headers = [
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        ("Retry-After", RETRY_AFTER),
        ("Cache-Control", "no-store"),
    ]
    start_response("503 Service Unavailable", headers + header_pairs())
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]
