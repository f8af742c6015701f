"""One connection to a server outside: to a number that was looked at, and cut off when its time is over.

A name is looked up once, every number that it has must be public, and the connection goes to a number that was
looked at: a name that changes what it stands for between two look-ups gains nothing.
"""

import http.client
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pathways.feed_addresses.rules.addresses import FeedUrl
from pathways.feed_addresses.rules.public import is_public

Found = tuple[socket.AddressFamily, tuple[object, ...]]
"""A family of addresses and an address of it, as the system names them."""


class FetchRefusedError(Exception):
    """Nothing was taken from an address. The message says why, in words for its provider and the host."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long one fetch may take in all and how long a server may be silent, in seconds."""

    seconds: float = 60.0
    silence: float = 15.0


USUAL = Bounds()


class CutOff:
    """Cuts a connection off when the time of a fetch is over."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._ends: list[socket.socket] = []
        self.is_over = False
        self._timer = threading.Timer(bounds.seconds, self._cut)
        self._timer.daemon = True

    @contextmanager
    def running(self) -> Iterator[None]:
        """Time what happens in the block."""
        self._timer.start()
        try:
            yield
        finally:
            self._timer.cancel()
            for end in self._ends:
                end.close()

    def watch(self, opened: socket.socket) -> None:
        """Cut this one off as well, even while somebody waits for it."""
        end = socket.socket(fileno=os.dup(opened.fileno()))
        self._ends.append(end)
        if self.is_over:
            _shut(end)

    def _cut(self) -> None:
        self.is_over = True
        for end in self._ends:
            _shut(end)


def connected(url: FeedUrl, bounds: Bounds, timer: CutOff, *, locally: bool) -> http.client.HTTPConnection:
    """A connection to the server of an address. Raises FetchRefusedError and OSError."""
    found = _looked_up(url, bounds)
    if not locally:
        for _family, number in found:
            if not is_public(str(number[0])):
                raise FetchRefusedError(
                    f"{url.host} does not stand in the public internet. We only read from there."
                )
    opened = _opened(found, bounds, timer)
    if url.scheme == "https":
        opened = ssl.create_default_context().wrap_socket(
            opened, server_hostname=url.host.strip("[]"), suppress_ragged_eofs=False
        )
    connection = http.client.HTTPConnection(url.host, url.port, timeout=bounds.silence)
    connection.sock = opened
    return connection


def _opened(found: list[Found], bounds: Bounds, timer: CutOff) -> socket.socket:
    """The first of the numbers that answers, while there is time: a name may stand for any number of them."""
    failure: OSError | None = None
    for family, number in found:
        if timer.is_over:
            raise TimeoutError
        opened = None
        try:
            opened = socket.socket(family, socket.SOCK_STREAM)
            opened.settimeout(bounds.silence)
            timer.watch(opened)
            opened.connect(number)
        except OSError as error:
            if opened is not None:
                opened.close()
            failure = error
        else:
            return opened
    raise failure or OSError("no number")


def _looked_up(url: FeedUrl, bounds: Bounds) -> list[Found]:
    """Every number of a name. Raises FetchRefusedError when there is none, or nobody says in time."""
    answer: list[list[Found]] = []
    asking = threading.Thread(target=_ask, args=(url, answer.append), daemon=True)
    asking.start()
    asking.join(bounds.silence)
    if not answer or not answer[0]:
        raise FetchRefusedError(f"There is no website called {url.host}. Check the address.")
    return answer[0]


def _ask(url: FeedUrl, told: Callable[[list[Found]], None]) -> None:
    try:
        lines = socket.getaddrinfo(url.host.strip("[]"), url.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        told([])
    else:
        told([(family, number) for family, _kind, _protocol, _name, number in lines])


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        # It was closed already.
        return
