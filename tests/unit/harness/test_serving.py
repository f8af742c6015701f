"""What the browser of a test is served: the pages themselves, axe beside them, or pages without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import Client

from tests.harness.serving import AXE_ADDRESS, WithAxe, WithoutScripts

PAGE = (
    b"<!DOCTYPE html><title>x</title><script src=a.js></script><p>seen</p>"
    b"<noscript><p>for those without</p></noscript><SCRIPT>\nlet a = '<p>'\n</SCRIPT>"
)


def service(kind: str) -> Callable[[dict[str, Any], Any], list[bytes]]:
    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        body = b"squeezed" if "HTTP_ACCEPT_ENCODING" in environ else PAGE
        start_response("202 Accepted", [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    return answer


def test_pages_arrive_without_scripts_and_with_what_is_kept_for_those_without() -> None:
    answer = Client(WithoutScripts(service("text/html; charset=utf-8"))).get(
        "/", headers={"Accept-Encoding": "br"}
    )
    assert answer.status_code == 202
    assert answer.data == b"<!DOCTYPE html><title>x</title><p>seen</p><p>for those without</p>"
    assert answer.content_length == len(answer.data)


@pytest.mark.parametrize("kind", ["text/css", "image/svg+xml", "application/json"])
def test_what_is_no_page_arrives_as_it_is(kind: str) -> None:
    assert Client(WithoutScripts(service(kind))).get("/").data == PAGE


def test_axe_stands_beside_the_service_and_in_front_of_nothing() -> None:
    browser = Client(WithAxe(service("text/html")))
    assert browser.get("/").data == PAGE
    found = browser.get(AXE_ADDRESS)
    assert (found.status_code, found.mimetype) == (200, "text/javascript")
    assert b"axe" in found.data
