"""What happens to every answer on its way out: headers, caching, compression, redirects, the log."""

from __future__ import annotations

import gzip
import logging

import brotli
import pytest
from flask import Flask, Response, redirect, request
from flask.testing import FlaskClient
from werkzeug.wrappers import Response as AnyResponse

from pathways.places.postcodes import cut_postcodes_to_sector
from pathways.tokens import new_token
from pathways.web.access_log import bind_access_log
from pathways.web.caching import PRIVATE, PUBLIC, bind_caching
from pathways.web.compression import bind_compression
from pathways.web.redirects import bind_redirects
from pathways.web.security import bind_security, header_pairs

LONG = "Every route near home. " * 100


@pytest.fixture
def client() -> FlaskClient:
    """A service of a few pages with everything bound as the application binds it."""
    app = Flask(__name__)
    bind_access_log(app, cut_postcodes_to_sector)
    bind_security(app)
    bind_compression(app)
    bind_caching(app)
    bind_redirects(app)

    @app.get("/long")
    def long() -> str:
        return LONG

    @app.get("/short")
    def short() -> str:
        return "short"

    @app.get("/cookie")
    def cookie() -> Response:
        response = Response(LONG)
        response.set_cookie("plan", "x")
        return response

    @app.get("/own")
    def own() -> Response:
        return Response(LONG, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})

    @app.get("/picture")
    def picture() -> Response:
        return Response(b"\x89PNG" * 500, mimetype="image/png")

    @app.get("/away")
    def away() -> AnyResponse:
        return redirect("/long", 303)

    @app.post("/sent")
    def sent() -> str:
        return request.form["q"]

    @app.get("/<path:rest>")
    def other(rest: str) -> str:
        return "other"

    return app.test_client()


def test_every_answer_has_the_safe_headers(client: FlaskClient) -> None:
    for path in ("/long", "/away", "/picture", "/cookie"):
        headers = client.get(path).headers
        for name, _value in header_pairs():
            assert name in headers, f"{path} lacks {name}"
    assert client.post("/sent").headers["X-Frame-Options"] == "DENY"
    assert client.get("/own").headers["Referrer-Policy"] == "no-referrer"


def test_headers_already_there_are_not_repeated() -> None:
    assert "X-Frame-Options" not in dict(header_pairs(["x-frame-options"]))


def test_a_browser_gets_a_page_in_the_smallest_form_it_takes(client: FlaskClient) -> None:
    small = client.get("/long", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert small.headers["Content-Encoding"] == "br"
    assert brotli.decompress(small.data).decode() == LONG
    older = client.get("/long", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(older.data).decode() == LONG
    plain = client.get("/long")
    assert "Content-Encoding" not in plain.headers
    assert plain.get_data(as_text=True) == LONG
    for response in (small, older, plain):
        assert "Accept-Encoding" in response.headers["Vary"]
        assert int(response.headers["Content-Length"]) == len(response.data)


@pytest.mark.parametrize("path", ["/short", "/picture", "/cookie"])
def test_what_is_short_or_secret_or_a_picture_is_not_compressed(client: FlaskClient, path: str) -> None:
    assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "br"}).headers


def test_a_public_page_may_be_kept_for_a_minute(client: FlaskClient) -> None:
    response = client.get("/long")
    assert response.headers["Cache-Control"] == PUBLIC
    again = client.get("/long", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == response.headers["ETag"]


def test_the_tag_is_the_same_however_the_page_is_compressed(client: FlaskClient) -> None:
    plain, small = client.get("/long"), client.get("/long", headers={"Accept-Encoding": "br"})
    assert plain.headers["ETag"] == small.headers["ETag"]


@pytest.mark.parametrize("cookie", ["plan", "staff"])
def test_a_page_for_one_person_is_kept_nowhere(client: FlaskClient, cookie: str) -> None:
    client.set_cookie(cookie, "x")
    response = client.get("/long")
    assert response.headers["Cache-Control"] == PRIVATE
    assert "ETag" not in response.headers


def test_another_cookie_makes_no_page_private(client: FlaskClient) -> None:
    client.set_cookie("language", "cy")
    assert client.get("/long").headers["Cache-Control"] == PUBLIC


def test_a_page_that_says_how_long_it_keeps_is_believed(client: FlaskClient) -> None:
    assert client.get("/own").headers["Cache-Control"] == "no-store"


def test_errors_and_forms_are_not_kept(client: FlaskClient) -> None:
    assert client.post("/sent", data={"q": "x"}).headers["Cache-Control"] == "no-store"
    assert client.post("/long").headers["Cache-Control"] == "no-store"


def test_a_redirect_is_an_address_and_nothing_else(client: FlaskClient) -> None:
    response = client.get("/away")
    assert (response.status_code, response.headers["Location"], response.data) == (303, "/long", b"")


def test_the_log_holds_no_query_and_no_street(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="pathways.access"):
        client.get("/areas/PR1 2HE?q=secret+words", headers={"X-Forwarded-For": "203.0.113.9"})
    line = caplog.messages[-1]
    assert line.startswith("GET /areas/PR1 2 200 ")
    assert "secret" not in line
    assert "203.0.113.9" not in line


@pytest.mark.parametrize("path", ["/areas/{}", "/areas/{}.ics"])
def test_the_log_holds_no_secret_that_opens_something(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    secret = new_token()
    with caplog.at_level(logging.INFO, logger="pathways.access"):
        client.get(path.format(secret))
    assert secret not in caplog.text
    assert caplog.messages[-1].startswith(f"GET {path.format('-')} 200 ")


def test_the_log_keeps_long_names_readable(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    name = "level-2-technical-certificate-in-health-and-social-care-for-adults"
    with caplog.at_level(logging.INFO, logger="pathways.access"):
        client.get(f"/areas/{name}")
    assert name in caplog.messages[-1]


def test_a_path_cannot_forge_a_line_of_the_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="pathways.access"):
        client.get("/a%0AGET /admin 200")
    assert "\n" not in caplog.messages[-1]
