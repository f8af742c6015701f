"""Visiting a state in the browser, in one way of looking at it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal

from playwright.sync_api import BrowserContext, Page, Route

from tests.accessibility.states import State

_SEND = """([path, fields]) => {
  const form = document.createElement("form");
  form.method = "post"; form.action = path; form.hidden = true;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input"); input.name = name; input.value = value; form.append(input);
  }
  document.body.append(form); form.submit();
}"""


_SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)
_NOSCRIPT = re.compile(r"</?noscript\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Setting:
    """A way of looking: how wide, with or without scripts, in the light or in the dark.

    axe is a script itself, so "no scripts" means that the page arrives without its own.
    """

    width: int
    scripts: bool = True
    scheme: Literal["light", "dark"] = "light"

    def __str__(self) -> str:
        return f"{self.width} px, {'scripts' if self.scripts else 'no scripts'}, {self.scheme}"

    def options(self) -> dict[str, Any]:
        """The options of a browser context that looks this way."""
        return {
            "viewport": {"width": self.width, "height": 640 if self.width < 600 else 900},
            "color_scheme": self.scheme,
            "reduced_motion": "reduce",
        }

    def at(self, width: int) -> Setting:
        """The same way of looking at another width."""
        return replace(self, width=width)


PHONE, DESKTOP = Setting(320), Setting(1280)
WAYS_OF_LOOKING = (
    Setting(320, scripts=True, scheme="dark"),
    Setting(320, scripts=False, scheme="light"),
    Setting(1280, scripts=True, scheme="light"),
    Setting(1280, scripts=False, scheme="dark"),
)
"""Each width, script and scheme meets each of the others at least once."""


class Visitor:
    """Opens states. Complains when a page asks another host for anything, or breaks its own security policy."""

    def __init__(self, go: Callable[[State, Setting], tuple[BrowserContext, str, State]]) -> None:
        self._go = go

    @contextmanager
    def visit(self, state: State, setting: Setting, *, script: str = "") -> Iterator[Page]:
        """The page of a state. `script` runs before the page's own."""
        context, host, state = self._go(state, setting)
        page = context.new_page()
        if not setting.scripts:
            page.route("**/*", _without_scripts)
        complaints: list[str] = []
        _watch(page, host, complaints)
        if script:
            page.add_init_script(script)
        try:
            status = _open(page, state, host)
            assert status == state.status, f"{state.name}: {host}{state.path} answered {status}"
            if state.enhanced is not None and setting.scripts:
                state.enhanced(page)
            yield page
            assert not complaints, f"{state.name}: " + "\n".join(complaints)
        finally:
            page.close()


def _without_scripts(route: Route) -> None:
    if route.request.resource_type == "script":
        route.abort()
    elif route.request.resource_type == "document":
        response = route.fetch(max_redirects=0)
        body = _NOSCRIPT.sub("", _SCRIPT.sub("", response.text()))
        route.fulfill(response=response, body=body)
    else:
        route.continue_()


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


def _watch(page: Page, host: str, complaints: list[str]) -> None:
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((host, "data:")) else complaints.append(f"asked {request.url}")
        ),
    )
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on(
        "console",
        lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None,
    )
