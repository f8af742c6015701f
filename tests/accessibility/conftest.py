"""Fixtures of the accessibility tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.accessibility.services import Services, addresses, services
from tests.accessibility.states import Service, State
from tests.accessibility.visits import Setting, Visitor

__all__ = ["addresses", "services"]


class Contexts:
    """Browser contexts, one for each way of looking, kept for all tests of this worker."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._kept: dict[Setting, BrowserContext] = {}

    def of(self, setting: Setting) -> BrowserContext:
        """The context for a way of looking."""
        if setting not in self._kept:
            self._kept[setting] = self._browser.new_context(**setting.options())
            self._kept[setting].set_default_timeout(60_000)
        return self._kept[setting]

    def close(self) -> None:
        """Close them all."""
        for context in self._kept.values():
            context.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Contexts]:
    """The browser contexts of this worker."""
    kept = Contexts(browser)
    yield kept
    kept.close()


@pytest.fixture
def visitor(contexts: Contexts, services: Services, addresses: dict[Service, str]) -> Visitor:
    """Somebody who can be sent to any state in any way of looking."""

    def go(state: State, setting: Setting) -> tuple[BrowserContext, str, State]:
        return contexts.of(setting), addresses[state.service], services.filled(state)

    return Visitor(go)
