"""axe looks, and finds what is wrong."""

from __future__ import annotations

from tests.accessibility.checks import axe, violations_on
from tests.accessibility.states import State
from tests.accessibility.visits import DESKTOP, Visitor


def test_axe_would_find_something(visitor: Visitor, browser: object) -> None:
    with visitor.visit(State("home", "/"), DESKTOP) as page:
        page.evaluate(
            """() => { document.documentElement.removeAttribute("lang");
            document.body.innerHTML = "<main><h1>x</h1><img src='data:,'><p id=pale>pale</p></main>";
            document.getElementById("pale").style.color = "#eee"; }"""
        )
        found = {item["rule"] for item in violations_on(page)}
        assert found >= {"image-alt", "color-contrast", "html-has-lang"}
        assert any(said.startswith("image-alt: ") for said in axe(page))
