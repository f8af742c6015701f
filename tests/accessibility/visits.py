"""Visiting a state in the browser, in one way of looking at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser, Page

from tests.accessibility.services import Addresses, Services
from tests.accessibility.states import State

_SEND = """([path, fields]) => {
  const form = document.createElement("form");
  const token = document.querySelector("[name=csrf_token]");
  if (token) fields.csrf_token = token.value;
  form.method = "post"; form.action = path; form.hidden = true;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input"); input.name = name; input.value = value; form.append(input);
  }
  document.body.append(form); form.submit();
}"""


@dataclass(frozen=True)
class Setting:
    """A way of looking: how wide, with or without scripts, in the light or in the dark."""

    width: int
    scripts: bool = True
    scheme: Literal["light", "dark"] = "light"

    def __str__(self) -> str:
        return f"{self.width} px, {'scripts' if self.scripts else 'no scripts'}, {self.scheme}"


PHONE, DESKTOP = Setting(320), Setting(1280)


def look(page: Page, setting: Setting) -> None:
    """Look at an open page in another way, as who turns a tablet does: it is not loaded again."""
    page.set_viewport_size({"width": setting.width, "height": 640 if setting.width < 600 else 900})
    page.emulate_media(color_scheme=setting.scheme, reduced_motion="reduce")


class Visitor:
    """Opens states, one after another in one window, as starting another costs more than a visit.

    Complains when a page asks another host for anything, or breaks its own security policy.
    """

    def __init__(self, browser: Browser, services: Services, addresses: Addresses) -> None:
        self._context = browser.new_context(reduced_motion="reduce")
        self._context.set_default_timeout(60_000)
        self._services = services
        self._addresses = addresses
        self._window: Page | None = None
        self._host = ""
        self._complaints: list[str] = []

    @contextmanager
    def visit(self, state: State, setting: Setting, *, script: str = "") -> Iterator[Page]:
        """The page of a state. `script` runs before the page's own."""
        page = self._window or self._context.new_page()
        if self._window is None:
            self._watch(page)
        self._window = None
        try:
            if script:
                page.add_init_script(script)
            look(page, setting)
            self._host = self._addresses[state.service, setting.scripts]
            self._complaints.clear()
            filled = self._services.filled(state)
            self._come_with(filled)
            status = _open(page, filled, self._host)
            assert status == state.status, f"{state.name}: {self._host}{state.path} answered {status}"
            if state.enhanced is not None and setting.scripts:
                state.enhanced(page)
            yield page
            assert not self._complaints, f"{state.name}: " + "\n".join(self._complaints)
            # What the page still does must not reach the next visit. A window with a script of its own is not kept.
            page.goto("about:blank")
            if not script:
                self._window = page
        finally:
            if self._window is None:
                page.close()

    def _come_with(self, state: State) -> None:
        """Carry the cookies of the state, and none beside."""
        self._context.clear_cookies()
        self._context.add_cookies(
            [{"name": name, "value": value, "url": f"{self._host}/"} for name, value in state.cookies.items()]
        )

    def _watch(self, page: Page) -> None:
        def asked(address: str) -> None:
            if not address.startswith((self._host, "data:", "about:")):
                self._complaints.append(f"asked {address}")

        page.on("request", lambda request: asked(request.url))
        page.on("pageerror", lambda error: self._complaints.append(f"script error: {error}"))
        page.on(
            "console",
            lambda line: (
                self._complaints.append(line.text) if "Content Security Policy" in line.text else None
            ),
        )

    def close(self) -> None:
        """Close the window."""
        self._context.close()


def _open(page: Page, state: State, host: str) -> int:
    if not state.is_sent:
        response = page.goto(host + state.path, wait_until="load")
    else:
        page.goto(host + state.start, wait_until="load")
        with page.expect_navigation(wait_until="load") as navigation:
            page.evaluate(_SEND, [state.path, state.form])
        response = navigation.value
    assert response is not None, f"{state.name}: no answer"
    return response.status
