"""Fixtures for the words of a plan: a bare application in the language that they are written in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from pathways.extensions import babel


@pytest.fixture
def in_english() -> Iterator[None]:
    """A request in which words can be asked for."""
    app = Flask(__name__)
    babel.init_app(app, default_locale="en_GB")
    with app.test_request_context():
        yield
