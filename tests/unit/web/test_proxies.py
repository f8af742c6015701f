"""Behind a proxy each visitor has a limit of their own; without one, nobody can borrow an address."""

from __future__ import annotations

import pytest
from flask import Flask, request

from pathways.web.proxies import believe_proxies

FORWARDED = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Proto": "https"}


def address_seen(proxies: int) -> str:
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: f"{request.scheme} {request.remote_addr}")
    believe_proxies(app, proxies)
    return app.test_client().get("/", headers=FORWARDED, environ_base={"REMOTE_ADDR": "127.0.0.1"}).text


@pytest.mark.parametrize(
    ("proxies", "seen"),
    [(0, "http 127.0.0.1"), (1, "https 198.51.100.7"), (2, "http 203.0.113.9")],
)
def test_only_as_many_proxies_are_believed_as_there_are(proxies: int, seen: str) -> None:
    assert address_seen(proxies) == seen
