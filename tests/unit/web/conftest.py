"""The whole application with nothing behind it: no catalogue, no rows. What holds there holds on the worst day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.harness.catalogue import database_of, make_app, make_settings
from tests.harness.pages import CheckingClient


@pytest.fixture(scope="session")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on an empty instance folder."""
    made = make_app(make_settings(tmp_path_factory.mktemp("bare")))
    yield made
    database_of(made).close()


@pytest.fixture
def bare_client(bare_app: Flask) -> CheckingClient:
    """A client of `bare_app` that checks every answer."""
    made = bare_app.test_client(use_cookies=False)
    assert isinstance(made, CheckingClient)
    return made


@pytest.fixture
def raw_client(bare_app: Flask) -> FlaskClient:
    """A client of `bare_app` that takes answers as they are, compressed ones too."""
    return FlaskClient(bare_app, bare_app.response_class, use_cookies=False)
