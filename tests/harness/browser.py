"""Fixtures: the service on a port of its own, and Chromium to visit it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.harness.catalogue import copied_catalogue, database_of, make_app
from tests.harness.chromium import FLAGS, chromium_path
from tests.harness.serving import listening

PHONE = {"width": 360, "height": 640}
DESKTOP = {"width": 1280, "height": 900}

expect.set_options(timeout=30_000)
"""Milliseconds that a test waits for what it expects: speed is measured elsewhere, and a busy machine is slow."""


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the service on a copy of the seeded catalogue (SQLite), without a slash at its end.

    A copy of its own, because nothing puts back what a browser sends.
    """
    copied = copied_catalogue("sqlite", tmp_path_factory.mktemp("live") / "live", tmp_path_factory)
    made = make_app(copied.settings)
    with listening(made) as address:
        yield address
    database_of(made).close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this worker."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS, timeout=120_000)
        yield started
        started.close()


@pytest.fixture
def browser_page(browser: Browser, live_server: str) -> Iterator[Page]:
    """A page 360 pixels wide in a context of its own; relative addresses go to `live_server`.

    Fails the test when the page asked another host for anything or broke its content security policy.
    """
    context = browser.new_context(base_url=live_server, viewport=PHONE, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(30_000)
    complaints: list[str] = []
    watch(page, live_server, complaints)
    yield page
    context.close()
    assert not complaints, "\n".join(complaints)


def watch(page: Page, live_server: str, complaints: list[str]) -> None:
    """Write down every request to another host, every script error and every policy violation."""
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((live_server, "data:", "blob:"))
            else complaints.append(f"asked {request.url}")
        ),
    )
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            complaints.append(f"policy: {message.text}")
            if "Content Security Policy" in message.text
            else None
        ),
    )
