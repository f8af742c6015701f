"""Fixtures of the accessibility tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.accessibility.services import Addresses, Services, addresses, services
from tests.accessibility.visits import Visitor

__all__ = ["addresses", "services"]


@pytest.fixture(scope="session")
def visitor(browser: Browser, services: Services, addresses: Addresses) -> Iterator[Visitor]:
    """Somebody who can be sent to any state in any way of looking."""
    sent = Visitor(browser, services, addresses)
    yield sent
    sent.close()
