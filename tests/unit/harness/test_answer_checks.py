"""The checking client lets no unsafe answer by."""

from __future__ import annotations

import pytest
from flask import Flask, Response

from tests.harness.pages import CheckingClient

SAFE = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=()",
    "Strict-Transport-Security": "max-age=1",
}
PAGE = "<!doctype html><html lang=en><title>A page of {}</title><main><h1>A page</h1></main></html>"


def client_of(
    body: str = PAGE, status: int = 200, kind: str = "text/html", **changes: str | None
) -> CheckingClient:
    """A client of an application with one answer, whose headers differ from the safe ones by `changes`."""
    app = Flask(__name__)
    app.test_client_class = CheckingClient

    @app.get("/<path:name>")
    def answer(name: str) -> Response:
        response = Response(body.format(name), status, mimetype=kind)
        for header, value in (
            SAFE | {key.replace("_", "-"): value for key, value in changes.items()}
        ).items():
            if value is not None:
                response.headers[header] = value
        return response

    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def test_a_safe_answer_passes() -> None:
    assert client_of().get("/safe").status_code == 200


@pytest.mark.parametrize("header", list(SAFE))
@pytest.mark.parametrize("kind", ["text/html", "text/css", "application/json"])
def test_a_missing_header_is_found_on_any_kind_of_answer(header: str, kind: str) -> None:
    with pytest.raises(AssertionError):
        client_of(kind=kind, **{header.replace("-", "_"): None}).get("/missing")


@pytest.mark.parametrize(
    ("header", "value", "complaint"),
    [
        ("Content_Security_Policy", SAFE["Content-Security-Policy"] + "; img-src 'unsafe-inline'", "unsafe"),
        ("Content_Security_Policy", "default-src 'self'", "lacks"),
        ("Referrer_Policy", "no-referrer", "Referrer-Policy"),
        ("Permissions_Policy", "camera=()", "geolocation"),
        ("Set_Cookie", "a=b", "sets a cookie"),
    ],
)
def test_a_weakened_header_is_found(header: str, value: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        client_of(**{header: value}).get("/weakened")


@pytest.mark.parametrize("path", ["/plan/abc", "/advisers/lists", "/listings/1", "/admin/users"])
def test_cookies_are_for_signed_in_parts_alone(path: str) -> None:
    assert client_of(Set_Cookie="a=b").get(path).status_code == 200


def test_a_broken_page_is_found() -> None:
    with pytest.raises(AssertionError, match="broke"):
        client_of(status=500).get("/broken")


def test_an_invalid_page_is_found_and_other_kinds_are_not_read_as_pages() -> None:
    with pytest.raises(AssertionError, match="not valid HTML"):
        client_of(body="<p>{}").get("/invalid")
    assert client_of(body="<p>{}", kind="text/plain").get("/plain").status_code == 200


def test_a_part_for_htmx_needs_no_page_around_it() -> None:
    client = client_of(body="<title>Part of {}</title><p id=a>Some</p>")
    assert client.get("/part", headers={"HX-Request": "true"}).status_code == 200
    with pytest.raises(AssertionError, match="not valid HTML"):
        client.get("/part")
