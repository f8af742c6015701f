"""Built files: their names of today, sent small, kept for a year."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from pathways.web import assets
from pathways.web.assets import A_YEAR, bind_assets


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What a build leaves behind."""
    (tmp_path / "manifest.json").write_text(
        json.dumps({"site.css": "site.abc.css", "star.svg": "star.def.svg"})
    )
    (tmp_path / "site.abc.css").write_text("body{}")
    (tmp_path / "site.abc.css.br").write_bytes(b"brotli")
    (tmp_path / "site.abc.css.gz").write_bytes(b"gzip")
    (tmp_path / "star.def.svg").write_text("<svg/>")
    return tmp_path


def service(folder: Path) -> Flask:
    app = Flask(__name__, static_folder=None)
    bind_assets(app, folder)
    return app


def test_a_page_asks_for_the_file_of_the_last_build(built: Path) -> None:
    with service(built).test_request_context():
        assert render_template_string("{{ asset_url('site.css') }}") == "/static/build/site.abc.css"
        assert render_template_string("{{ asset_url('gone.css') }}") == "None"


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [("gzip, br", "br", b"brotli"), ("gzip", "gzip", b"gzip"), ("identity", None, b"body{}")],
)
def test_a_file_is_sent_as_small_as_the_browser_takes_it(
    built: Path, accepted: str, encoding: str | None, body: bytes
) -> None:
    response = (
        service(built)
        .test_client()
        .get("/static/build/site.abc.css", headers={"Accept-Encoding": accepted}, buffered=True)
    )
    assert response.headers.get("Content-Encoding") == encoding
    assert response.data == body
    assert response.mimetype == "text/css"
    assert response.headers["Cache-Control"] == A_YEAR
    assert "Accept-Encoding" in response.headers["Vary"]


@pytest.mark.parametrize(
    "path", ["/static/build/gone.css", "/static/build/../app.py", "/static/build/%2e%2e/x", "/static/"]
)
def test_nothing_else_can_be_fetched(built: Path, path: str) -> None:
    assert service(built).test_client().get(path).status_code == 404


def test_the_small_picture_is_where_browsers_look_for_it(built: Path) -> None:
    response = service(built).test_client().get("/favicon.ico", buffered=True)
    assert (response.status_code, response.mimetype) == (200, "image/svg+xml")


def test_without_a_build_the_service_says_what_to_do(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        app = service(tmp_path / "missing")
    assert "npm run build" in caplog.text
    assert app.test_client().get("/favicon.ico").status_code == 404


def test_a_build_made_while_the_service_runs_is_noticed(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "SECONDS_BETWEEN_LOOKS", 0.0)
    app = service(built)
    (built / "manifest.json").write_text(json.dumps({"site.css": "site.new.css"}))
    os.utime(built / "manifest.json", ns=(1, 1))
    with app.test_request_context():
        assert render_template_string("{{ asset_url('site.css') }}") == "/static/build/site.new.css"
    (built / "manifest.json").unlink()
    with app.test_request_context():
        assert render_template_string("{{ asset_url('site.css') }}") == "/static/build/site.new.css"
