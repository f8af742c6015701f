"""Fixtures of advisers' pages."""

from __future__ import annotations

import pytest

from tests.harness.desk import Adviser, at_desk
from tests.harness.pages import CheckingClient


@pytest.fixture
def adviser(client: CheckingClient) -> Adviser:
    """An adviser of a school, signed in."""
    return at_desk(client)
