"""What is looked for on a page as it stands. Each check gives back its complaints, none when all is well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.harness.serving import AXE_ADDRESS

MEASURING = (Path(__file__).parent / "measuring.js").read_text(encoding="utf-8")
LEAST_TARGET = 44
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_AXE = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false,
  });
  return found.violations.map(rule => ({
    rule: rule.id, help: rule.help,
    nodes: rule.nodes.slice(0, 4).map(node => node.target.join(" ") + " :: " + node.failureSummary),
  }));
}"""
_DRESS = """(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}"""
SPACED_TEXT = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
                 p { margin-bottom: 2em !important }"""
DOUBLE_TEXT = ":root { font-size: 200% !important }"
_MARK = """() => {
  // Begin at the top, wherever the page put the focus (an error summary takes it).
  scrollTo(0, 0);
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


def violations_on(page: Page) -> list[dict[str, Any]]:
    """What axe finds, rule by rule."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(url=AXE_ADDRESS)
    found: list[dict[str, Any]] = page.evaluate(_AXE, TAGS)
    return found


def axe(page: Page) -> list[str]:
    """What axe finds, in words."""
    return [
        f"{item['rule']}: {item['help']}\n  " + "\n  ".join(item["nodes"]) for item in violations_on(page)
    ]


def measured(page: Page, what: str) -> list[str]:
    """One of the measurements of measuring.js."""
    page.evaluate(MEASURING)
    found: list[str] = page.evaluate(f"measuring.{what}")
    return found


def small_targets(page: Page) -> list[str]:
    """What a thumb cannot hit."""
    return measured(page, f"smallTargets({LEAST_TARGET})")


def lost_with(page: Page, rules: str) -> list[str]:
    """What runs off the page or is cut off while `rules` of style are added to the page's own."""
    page.evaluate(_DRESS, rules)
    lost = measured(page, "tooWide()") + measured(page, "clipped()")
    page.evaluate("document.adoptedStyleSheets = []")
    return lost


def walk(page: Page) -> list[str]:
    """Press Tab from the top of the page to its end: everything is reached once, in order, and shows it."""
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
