"""The keyboard reaches everything once, in order, and shows where it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.accessibility.states import MEASURED, State
from tests.accessibility.test_layout import MEASURING
from tests.accessibility.visits import DESKTOP, PHONE, Setting, Visitor

NOT_AT_REST = {"home, places suggested", "results, filters open", "results, map open"}
"""States with something open: tests of their own walk through them."""

_MARK = """() => {
  // Begin at the top, wherever the page put the focus (an error summary takes it).
  document.body.tabIndex = -1;
  document.body.focus({ preventScroll: true });
  document.body.blur();
  document.body.removeAttribute("tabindex");
  window.order = measuring.focusable();
  // Of a group of radio buttons the keyboard stops at one.
  const groups = new Map();
  for (const element of window.order) {
    if (element.type === "radio" && element.name) {
      const known = groups.get(element.name);
      if (!known || element.checked) groups.set(element.name, element);
    }
  }
  window.order = window.order.filter(element => element.type !== "radio" || groups.get(element.name) === element);
  window.rest = window.order.map(element => measuring.look(element));
  return window.order.map(element => measuring.name(element));
}"""
_WHERE = """() => {
  const at = window.order.indexOf(document.activeElement);
  const here = document.activeElement;
  if (at < 0) return [at, here === document.body ? "the page itself" : measuring.name(here), true, true];
  const element = window.order[at];
  const box = element.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [at, measuring.name(element), measuring.look(element) !== window.rest[at], inside];
}"""


def walk(page: Page) -> list[str]:
    """Press Tab from the top of the page to its end; give back every complaint."""
    page.evaluate(MEASURING)
    expected: list[str] = page.evaluate(_MARK)
    complaints: list[str] = []
    for number, name in enumerate(expected):
        page.keyboard.press("Tab")
        at, reached, is_seen, is_inside = page.evaluate(_WHERE)
        if at != number:
            complaints.append(f"stop {number + 1} is {reached}, not {name}")
            break
        if not is_seen:
            complaints.append(f"{name} looks the same with the focus on it")
        if not is_inside:
            complaints.append(f"{name} has the focus outside the window")
    else:
        page.keyboard.press("Tab")
        at, reached, *_ = page.evaluate(_WHERE)
        if at > 0:
            complaints.append(f"after the last stop comes {reached}")
    return complaints


@pytest.mark.parametrize("state", [state for state in MEASURED if state.name not in NOT_AT_REST], ids=str)
def test_tab_reaches_everything_once_and_shows_where(visitor: Visitor, state: State, browser: object) -> None:
    with visitor.visit(state, DESKTOP) as page:
        assert walk(page) == []


@pytest.mark.parametrize("setting", [PHONE, Setting(320, scripts=False), DESKTOP], ids=str)
def test_the_first_stop_leads_past_the_header(visitor: Visitor, setting: Setting, browser: object) -> None:
    with visitor.visit(State("home", "/"), setting) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_walk_finds_a_trap_and_a_focus_that_cannot_be_seen(visitor: Visitor, browser: object) -> None:
    with visitor.visit(State("home", "/"), DESKTOP) as page:
        page.evaluate(
            """() => { document.body.innerHTML = "<button id=a>a</button><button id=b>b</button>";
            const sheet = new CSSStyleSheet(); sheet.replaceSync("#a:focus, #a:focus-visible {outline: none !important;"
              + "box-shadow: none !important; background: none !important} #a {background: none !important}");
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
            document.getElementById("a").addEventListener("keydown", event => event.preventDefault()); }"""
        )
        complaints = walk(page)
    assert any("looks the same" in complaint for complaint in complaints)
    assert any("not button#b" in complaint for complaint in complaints)
