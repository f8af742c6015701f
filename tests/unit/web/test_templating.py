"""Templates are strict about what is missing while they are built, and forgiving in service."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, render_template
from flask_babel import Babel
from jinja2 import UndefinedError

from pathways.web.templating import prepare_templates


def make_app(folder: Path, *, strict: bool) -> Flask:
    app = Flask(__name__, template_folder=str(folder))
    prepare_templates(app, strict=strict)
    Babel(app)
    return app


def test_a_name_that_nobody_gave_is_a_mistake_while_building(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("Hello {{ nobody }}")
    app = make_app(tmp_path, strict=True)
    with app.test_request_context(), pytest.raises(UndefinedError):
        render_template("page.html")


def test_a_name_that_nobody_gave_is_empty_in_service(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("Hello {{ nobody }}")
    with make_app(tmp_path, strict=False).test_request_context():
        assert render_template("page.html") == "Hello "


def test_pages_are_escaped(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ typed }}")
    with make_app(tmp_path, strict=True).test_request_context():
        assert render_template("page.html", typed="<script>") == "&lt;script&gt;"
