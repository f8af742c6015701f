"""What axe cannot see: no sideways scrolling, text that grows, targets a thumb can hit."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.accessibility.states import MEASURED, STATES, State
from tests.accessibility.visits import DESKTOP, PHONE, Setting, Visitor

MEASURING = (Path(__file__).parent / "measuring.js").read_text(encoding="utf-8")
LEAST_TARGET = 44

SPACED_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                     word-spacing: 0.16em !important; }
                     p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
DOUBLE_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":root { font-size: 200% !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


def measured(page: Page, what: str) -> list[str]:
    """Run one of the measurements of measuring.js."""
    page.evaluate(MEASURING)
    found: list[str] = page.evaluate(f"measuring.{what}")
    return found


@pytest.mark.parametrize("state", MEASURED, ids=str)
def test_a_phone_shows_everything_without_sideways_scrolling(
    visitor: Visitor, state: State, browser: object
) -> None:
    with visitor.visit(state, PHONE) as page:
        assert measured(page, "tooWide()") == []
        assert measured(page, f"smallTargets({LEAST_TARGET})") == []
        page.evaluate(SPACED_TEXT)
        assert measured(page, "tooWide()") == []
        assert measured(page, "clipped()") == []


@pytest.mark.parametrize("state", MEASURED, ids=str)
def test_text_twice_as_large_loses_nothing(visitor: Visitor, state: State, browser: object) -> None:
    with visitor.visit(state, DESKTOP) as page:
        assert measured(page, f"smallTargets({LEAST_TARGET})") == []
        page.evaluate(DOUBLE_TEXT)
        assert measured(page, "tooWide()") == []
        assert measured(page, "clipped()") == []


@pytest.mark.parametrize(
    "state",
    [state for state in STATES if state.name in ("home", "results near a place", "programme")],
    ids=str,
)
def test_nothing_moves_after_the_page_is_drawn(visitor: Visitor, state: State, browser: object) -> None:
    script = """window.shifts = []; new PerformanceObserver(list => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
    }).observe({type: "layout-shift", buffered: true});"""
    for setting in (PHONE, DESKTOP):
        with visitor.visit(state, setting, script=script) as page:
            page.wait_for_timeout(300)
            assert sum(page.evaluate("window.shifts")) < 0.01


def test_the_measurements_find_what_they_are_for(visitor: Visitor, browser: object) -> None:
    with visitor.visit(State("home", "/"), Setting(320)) as page:
        page.evaluate(
            """() => { document.body.innerHTML = `<main><h1>x</h1><button id="tiny">x</button>
            <p>Words around <a id="inline" href="#">a link</a> in a sentence.</p><div id="wide">wide</div>
            <div id="low">many words here</div></main>`;
            const set = (id, values) => Object.assign(document.getElementById(id).style, values);
            set("tiny", {width: "20px", height: "20px", minHeight: "0", padding: "0"});
            set("wide", {width: "700px"});
            set("low", {height: "5px", overflow: "hidden"}); }"""
        )
        assert [name.split()[0] for name in measured(page, "smallTargets(44)")] == ["button#tiny"]
        assert measured(page, "tooWide()")[0].startswith("div#wide")
        assert measured(page, "clipped()")[0].startswith("div#low")
