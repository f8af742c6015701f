"""Somebody else who writes while a request is under way, between its reading and its writing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

LONG_ENOUGH = 0.5
"""Seconds in which somebody writes whom nothing holds up."""


@contextmanager
def somebody_else_writes(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, write: Callable[[], None], *, after: bool = False
) -> Iterator[None]:
    """Let ``write`` happen in another thread before (or ``after``) the function ``name`` of ``owner``.

    It gets its turn at once when nothing holds it up, and else when the request is done. On SQLite, a request that
    read before it and writes after it is refused.
    """
    really: Callable[..., Any] = getattr(owner, name)
    others: list[threading.Thread] = []

    def run() -> None:
        other = threading.Thread(target=write)
        others.append(other)
        other.start()
        other.join(LONG_ENOUGH)

    def between(*args: Any, **named: Any) -> Any:
        if not after:
            run()
        made = really(*args, **named)
        if after:
            run()
        return made

    monkeypatch.setattr(owner, name, between)
    yield
    monkeypatch.setattr(owner, name, really)
    assert others, "nobody came between"
    for other in others:
        other.join(20)
        assert not other.is_alive()
