"""Fixtures of page tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient


@pytest.fixture
def rows(client: CheckingClient) -> Iterator[Session]:
    """A session on the catalogue behind `client`: commit what a page is to show. It is undone afterwards."""
    session = database_of(client.application).open_session()
    yield session
    session.rollback()
    session.close()
