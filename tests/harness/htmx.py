"""Does a part swapped in by htmx leave the same page as loading its address afresh?"""

from __future__ import annotations

import re
from copy import deepcopy
from xml.etree.ElementTree import Element

import html5lib

from tests.harness.pages import CheckingClient, heading_of

_HTML = "{http://www.w3.org/1999/xhtml}"
_OUT_OF_BAND = ("hx-swap-oob", "data-hx-swap-oob")


def assert_htmx_equals_fresh_load(
    client: CheckingClient, url: str, target: str, *, start: str = "/search"
) -> None:
    """Apply what htmx would get from `url` to the page at `start`, and compare with a fresh load of `url`.

    `target` is the id of the element that is swapped. The live status region is left out: it speaks only of changes.
    """
    fresh_html = client.get(url).get_data(as_text=True)
    fresh = html5lib.parse(fresh_html)
    page = html5lib.parse(client.get(start).get_data(as_text=True))
    answer = client.get(url, headers={"HX-Request": "true", "HX-Target": target})
    assert "HX-Request" in answer.headers.get("Vary", ""), f"{url}: caches are not told that the part differs"
    apply_part(page, answer.get_data(as_text=True), target)
    _forget_status(page)
    _forget_status(fresh)
    assert written(page) == written(fresh), (
        f"the part from {url} does not make the page {heading_of(fresh_html)!r}"
    )


def apply_part(page: Element, html: str, target: str) -> None:
    """Swap a part into a parsed page as htmx does: the title, out-of-band elements, then the target (none: nothing)."""
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    part = html5lib.parseFragment(re.sub(r"<title>.*?</title>", "", html, flags=re.DOTALL))
    if title:
        node = next(page.iter(f"{_HTML}title"))
        node.text = html5lib.parseFragment(title[1]).text
    remaining = []
    for child in list(part):
        swap = next((child.attrib.pop(name) for name in _OUT_OF_BAND if name in child.attrib), None)
        if swap is None:
            remaining.append(child)
        elif ":" in swap:
            _replace_selected(page, swap.partition(":")[2], child)
        else:
            _replace(page, child.get("id", ""), child, whole=not swap.startswith("innerHTML"))
    if not target:
        assert not remaining, "a part that swaps nothing but what is named holds more"
        return
    own = next((child for child in remaining if child.get("id") == target), None)
    if own is not None:
        assert len(remaining) == 1, "the part holds more than its target"
        _replace(page, target, own, whole=True)
    else:
        wrapper = Element(f"{_HTML}div")
        wrapper.text = part.text
        wrapper.extend(remaining)
        _replace(page, target, wrapper, whole=False)


def _replace_selected(page: Element, selector: str, node: Element) -> None:
    """Swap whole elements by a selector: `#name`, or `[attribute="value"]:not([id])`. None need be there."""
    named = re.fullmatch(r"#([\w-]+)", selector)
    held = re.fullmatch(r'\[([\w-]+)="([^"]*)"\]:not\(\[id\]\)', selector)
    assert named or held, f"a selector that this harness cannot read: {selector}"
    parents = {child: parent for parent in page.iter() for child in parent}
    for old in list(parents):
        if named:
            fits = old.get("id") == named[1]
        else:
            assert held is not None
            fits = old.get(held[1]) == held[2] and old.get("id") is None
        if fits:
            copy = deepcopy(node)
            copy.tail = old.tail
            parent = parents[old]
            parent.insert(list(parent).index(old), copy)
            parent.remove(old)


def written(node: Element) -> list[str]:
    """A tree as lines: each element with its sorted attributes, each text without spare spaces."""
    lines: list[str] = []

    def walk(element: Element, depth: int) -> None:
        if not isinstance(element.tag, str):
            return
        attributes = " ".join(f'{key}="{value}"' for key, value in sorted(map(_pair, element.attrib.items())))
        lines.append(f"{'  ' * depth}<{element.tag.removeprefix(_HTML)} {attributes}>")
        _say(element.text, depth)
        for child in element:
            walk(child, depth + 1)
            _say(child.tail, depth)

    def _say(text: str | None, depth: int) -> None:
        if text and text.strip():
            lines.append(f"{'  ' * depth}  {' '.join(text.split())}")

    walk(node, 0)
    return lines


def _pair(item: tuple[object, object]) -> tuple[str, str]:
    return str(item[0]), str(item[1])


def _replace(page: Element, identifier: str, node: Element, *, whole: bool) -> None:
    parents = {child: parent for parent in page.iter() for child in parent}
    old = next((element for element in page.iter() if element.get("id") == identifier), None)
    assert old is not None, f"the page has no element #{identifier} to swap"
    if not whole:
        for child in list(old):
            old.remove(child)
        old.text = node.text
        old.extend(list(node))
        return
    parent = parents[old]
    place = list(parent).index(old)
    node.tail = old.tail
    parent.remove(old)
    parent.insert(place, node)


def _forget_status(page: Element) -> None:
    for node in page.iter():
        if node.get("role") == "status":
            node.text = None
            for child in list(node):
                node.remove(child)
