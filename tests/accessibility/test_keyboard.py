"""The keyboard gets past the header, and the walk through every state would notice what is wrong."""

from __future__ import annotations

import pytest

from tests.accessibility.checks import walk
from tests.accessibility.states import State
from tests.accessibility.visits import DESKTOP, PHONE, Setting, Visitor


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
