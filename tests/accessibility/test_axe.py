"""axe finds nothing on any page, in any state, at either width, with or without scripts, light or dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.accessibility.states import STATES, State
from tests.accessibility.visits import WAYS_OF_LOOKING, Setting, Visitor

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_RUN = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false,
  });
  return found.violations.map(rule => ({
    rule: rule.id, help: rule.help,
    nodes: rule.nodes.slice(0, 4).map(node => node.target.join(" ") + " :: " + node.failureSummary),
  }));
}"""


def violations_on(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the page as it stands. axe is put in from outside: the page's own policy would refuse it."""
    page.evaluate(AXE.read_text(encoding="utf-8") + "; 0")
    found: list[dict[str, Any]] = page.evaluate(_RUN, TAGS)
    return found


@pytest.mark.parametrize("setting", WAYS_OF_LOOKING, ids=str)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_axe_finds_nothing(visitor: Visitor, state: State, setting: Setting, browser: object) -> None:
    with visitor.visit(state, setting) as page:
        found = violations_on(page)
    assert not found, "\n".join(
        f"{item['rule']}: {item['help']}\n  " + "\n  ".join(item["nodes"]) for item in found
    )


def test_axe_would_find_something(browser_page: Page) -> None:
    browser_page.set_content(
        "<html><title>x</title><body><img src='data:,'><p style='color:#eee'>pale</p></body></html>"
    )
    assert {item["rule"] for item in violations_on(browser_page)} >= {
        "image-alt",
        "color-contrast",
        "html-has-lang",
    }
