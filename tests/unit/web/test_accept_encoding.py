"""Whatever a browser says it can unpack, it gets that page, whole, and nothing it refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import brotli
import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from pathways.web.assets import bind_assets
from pathways.web.compression import SMALLEST, bind_compression
from tests.harness.pages import CheckingClient

STYLES = "body { colour: teal }\n" * 200
REFUSED = "br;q=0, gzip;q=0"
ENCODINGS = st.sampled_from(
    ["br", "gzip", "zstd", "identity", "deflate", "*", "BR", "GZip", "", "br;br", "x-gzip"]
)
WEIGHTS = st.sampled_from(["", ";q=0", ";q=0.0", ";q=1", ";q=0.5", ";q=x", ";q=-1", ";q=9", ";", ";q="])


def unpacked(response: TestResponse) -> bytes:
    """The body as a browser would show it."""
    encoding = response.headers.get("Content-Encoding")
    if encoding == "br":
        return bytes(brotli.decompress(response.data))
    if encoding == "gzip":
        return gzip.decompress(response.data)
    assert encoding is None
    return response.data


def service() -> Flask:
    """A page, a picture drawn in text and a problem, compressed as the application does it."""
    app = Flask(__name__)
    bind_compression(app)
    app.add_url_rule("/page", "page", lambda: STYLES)
    app.add_url_rule("/svg", "svg", lambda: Response("<svg/>" * 300, mimetype="image/svg+xml"))
    app.add_url_rule("/json", "json", lambda: {"words": STYLES})
    app.add_url_rule(
        "/problem", "problem", lambda: Response(STYLES, 422, mimetype="application/problem+json")
    )
    app.add_url_rule("/zip", "zip", lambda: Response(STYLES, mimetype="application/zip"))
    app.add_url_rule(
        "/pieces",
        "pieces",
        lambda: Response((piece for piece in ("a" * 900, "b" * 900)), mimetype="text/csv"),
    )
    app.add_url_rule("/size/<int:size>", "size", lambda size: "é" * size)
    return app


CLIENT = service().test_client()


@given(st.lists(st.tuples(ENCODINGS, WEIGHTS), max_size=5))
@example([("br", ";q=0"), ("*", "")])
@example([("*", ";q=0")])
def test_any_wish_is_answered_with_the_same_page(wishes: list[tuple[str, str]]) -> None:
    wish = ", ".join(name + weight for name, weight in wishes)
    response = CLIENT.get("/page", headers={"Accept-Encoding": wish})
    assert response.status_code == 200
    assert unpacked(response).decode() == STYLES
    assert "Accept-Encoding" in response.headers["Vary"]
    assert int(response.headers["Content-Length"]) == len(response.data)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60))
def test_any_text_as_a_wish_is_survived(wish: str) -> None:
    assert unpacked(CLIENT.get("/page", headers={"Accept-Encoding": wish})).decode() == STYLES


@pytest.mark.parametrize(
    ("wish", "encoding"),
    [
        ("br", "br"),
        ("*", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.1", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("x, y, gzip", "gzip"),
        (REFUSED, None),
        ("*;q=0", None),
        ("identity, *;q=0", None),
        ("identity", None),
        ("zstd", None),
        ("", None),
    ],
)
def test_what_a_browser_refuses_it_does_not_get(wish: str, encoding: str | None) -> None:
    assert CLIENT.get("/page", headers={"Accept-Encoding": wish}).headers.get("Content-Encoding") == encoding


@pytest.mark.parametrize("path", ["/svg", "/json", "/problem"])
def test_everything_written_in_text_is_made_smaller(path: str) -> None:
    whole, small = CLIENT.get(path), CLIENT.get(path, headers={"Accept-Encoding": "br"})
    assert len(small.data) < len(whole.data) / 2
    assert unpacked(small) == whole.data
    assert small.status_code == whole.status_code
    assert small.content_type == whole.content_type


@pytest.mark.parametrize("path", ["/zip", "/pieces"])
def test_what_is_packed_already_or_still_being_written_is_left_alone(path: str) -> None:
    response = CLIENT.get(path, headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in response.headers
    assert response.data == CLIENT.get(path).data


@given(st.integers(0, SMALLEST))
def test_only_pages_worth_it_are_compressed(letters: int) -> None:
    response = CLIENT.get(f"/size/{letters}", headers={"Accept-Encoding": "gzip"})
    is_compressed = "Content-Encoding" in response.headers
    assert is_compressed == (len("é".encode()) * letters >= SMALLEST)
    assert unpacked(response).decode() == "é" * letters


def test_the_same_page_is_compressed_to_the_same_bytes() -> None:
    first, second = (CLIENT.get("/page", headers={"Accept-Encoding": "gzip"}).data for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "path", ["/", "/help", "/your-information", "/raise/404", "/raise/500", "/api/nothing", "/readyz"]
)
@pytest.mark.parametrize("wish", ["br", "gzip"])
def test_a_page_and_an_error_unpack_to_what_is_sent_plain(
    bare_client: CheckingClient, raw_client: FlaskClient, path: str, wish: str
) -> None:
    small = raw_client.get(path, headers={"Accept-Encoding": wish})
    whole = bare_client.get(path)
    assert unpacked(small) == whole.data
    assert small.status_code == whole.status_code
    assert small.headers.get("ETag") == whole.headers.get("ETag")


@pytest.fixture
def built(tmp_path: Path) -> Flask:
    """A service with one file, built and compressed beforehand, and one that was only built."""
    app = Flask(__name__, static_folder=None)
    (tmp_path / "manifest.json").write_text(json.dumps({"site.css": "site.1.css"}))
    for name in ("site.1.css", "plain.2.js"):
        (tmp_path / name).write_text(STYLES)
    (tmp_path / "site.1.css.br").write_bytes(brotli.compress(STYLES.encode()))
    (tmp_path / "site.1.css.gz").write_bytes(gzip.compress(STYLES.encode()))
    bind_assets(app, tmp_path)
    return app


@given(st.lists(st.tuples(ENCODINGS, WEIGHTS), max_size=4))
def test_a_built_file_is_the_same_however_it_is_asked_for(
    built: Flask, wishes: list[tuple[str, str]]
) -> None:
    wish = ", ".join(name + weight for name, weight in wishes)
    response = built.test_client().get(
        "/static/build/site.1.css", headers={"Accept-Encoding": wish}, buffered=True
    )
    assert unpacked(response).decode() == STYLES
    assert response.mimetype == "text/css"


def test_a_browser_that_refuses_packed_files_gets_the_built_one(built: Flask) -> None:
    response = built.test_client().get(
        "/static/build/site.1.css", headers={"Accept-Encoding": REFUSED}, buffered=True
    )
    assert "Content-Encoding" not in response.headers
    assert response.get_data(as_text=True) == STYLES


def test_a_file_that_was_not_compressed_is_sent_as_it_is(built: Flask) -> None:
    response = built.test_client().get(
        "/static/build/plain.2.js", headers={"Accept-Encoding": "br, gzip"}, buffered=True
    )
    assert "Content-Encoding" not in response.headers
    assert (response.mimetype, response.get_data(as_text=True)) == ("text/javascript", STYLES)
