"""Public answers kept for a minute, so that a class that makes the same search does not make it thirty times.

Only what any shared cache may keep is kept: a whole, successful, public answer to a request that carries nobody's
cookie and says nothing of anybody. It is known by everything that it may depend on, and gone with its version.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from flask import Flask, Response, current_app, g, request

from pathways.web.caching import is_personal
from pathways.web.language import current_language

SECONDS_KEPT = 60.0
"""As long as browsers are told that they may keep a public answer."""
SECONDS_BETWEEN_TIDYING = 10.0
MOST_BYTES = 8 * 1024 * 1024
"""Room for kept answers in each process: some nine hundred pages, compressed."""

_DIFFERING = ("Accept-Encoding", "HX-Request", "HX-Boosted", "HX-History-Restore-Request", "HX-Target")
"""Request headers that an answer may depend on. One that names another in its `Vary` is not kept."""
_KNOWN = frozenset(name.lower() for name in (*_DIFFERING, "Cookie"))
"""That a page differs by cookie is known: a request with a cookie of ours is never answered from here."""

View = TypeVar("View", bound=Callable[..., Response])


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent: its headers and its body, compressed or not, and when it was made."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    made_at: float


class KeptAnswers:
    """The answers that one process keeps. What has not been asked for longest goes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._tidied_at = 0.0
        self.size = 0

    def find(self, key: Hashable) -> Kept | None:
        """The answer kept under ``key``, if it is not older than a minute."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            if time.monotonic() - kept.made_at > SECONDS_KEPT:
                self._drop(key)
                return None
            self._kept.move_to_end(key)
            return kept

    def keep(self, key: Hashable, kept: Kept) -> None:
        """Keep an answer under ``key``, and let go of others until there is room."""
        with self._lock:
            if kept.made_at - self._tidied_at > SECONDS_BETWEEN_TIDYING:
                self._tidied_at = kept.made_at
                for old in [
                    old for old, one in self._kept.items() if kept.made_at - one.made_at > SECONDS_KEPT
                ]:
                    self._drop(old)
            if key in self._kept:
                self._drop(key)
            self._kept[key] = kept
            self.size += len(kept.body)
            while self.size > MOST_BYTES:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Hashable) -> None:
        self.size -= len(self._kept.pop(key).body)


def kept_while(version: Callable[[], Hashable]) -> Callable[[View], View]:
    """Keep the answers of a view as long as ``version`` stays the same, and not longer than a minute."""

    def keeping(view: View) -> View:
        @wraps(view)
        def answer(*args: object, **values: object) -> Response:
            if is_personal():
                return view(*args, **values)
            asked = (request.host, request.path, request.query_string)
            key = (version(), current_language(), *asked, *map(request.headers.get, _DIFFERING))
            kept = _answers().find(key)
            if kept is not None:
                return Response(kept.body, headers=list(kept.headers))
            g.keep_under = key
            return view(*args, **values)

        return answer  # type: ignore[return-value]

    return keeping


def keep_nothing() -> None:
    """Do not keep the answer to this request: it holds what somebody said of themselves."""
    g.pop("keep_under", None)


def bind_kept_answers(app: Flask) -> None:
    """Give ``app`` room for the answers of its views that ask for it. To be bound before whatever changes answers."""
    app.extensions["kept_answers"] = KeptAnswers()
    app.after_request(_keep)


def _answers() -> KeptAnswers:
    answers: KeptAnswers = current_app.extensions["kept_answers"]
    return answers


def _keep(response: Response) -> Response:
    key = g.pop("keep_under", None)
    if key is not None and _may_be_kept(response):
        _answers().keep(key, Kept(tuple(response.headers), response.get_data(), time.monotonic()))
    return response


def _may_be_kept(response: Response) -> bool:
    return (
        response.status_code == 200
        and "public" in response.headers.get("Cache-Control", "")
        and "Set-Cookie" not in response.headers
        and not response.is_streamed
        and _KNOWN.issuperset(name.lower() for name in response.vary)
    )
