"""Fixtures for words: a bare application in the language that the words are written in."""

from collections.abc import Iterator

import pytest
from flask import Flask

from pathways.extensions import babel
from pathways.front.blueprint import front


@pytest.fixture
def in_english() -> Iterator[None]:
    """A request in which words can be asked for."""
    app = Flask(__name__)
    babel.init_app(app, default_locale="en_GB")
    with app.test_request_context():
        yield


@pytest.fixture(scope="session")
def site_with_addresses() -> Flask:
    """An application that knows the addresses of the student's pages, and has no catalogue."""
    app = Flask(__name__)
    babel.init_app(app, default_locale="en_GB")
    app.register_blueprint(front)
    return app


@pytest.fixture
def on_a_page(site_with_addresses: Flask) -> Iterator[None]:
    """A request in which words and addresses can be asked for."""
    with site_with_addresses.test_request_context("/"):
        yield
