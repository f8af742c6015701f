"""A test client that checks every answer: valid HTML, one heading, a true title, safe headers, no cookie."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
CSP_PARTS = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
COOKIE_PATHS = ("/plan", "/s/", "/shared/", "/staff", "/advisers", "/listings", "/admin")
"""Only these parts of the site may ever set a cookie."""

RAISE = "/raise"
"""An address that applications under test have besides their own: `/raise/404` answers as any lost page does."""

_HTML = "{http://www.w3.org/1999/xhtml}"
_NAMES_OTHERS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-activedescendant")
_INTERACTIVE = {"a", "button", "input", "select", "textarea", "label", "details", "summary"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_FORM_TOKEN = re.compile(r'(?<=name="csrf_token" value=")[\w.-]+')
"""The one thing that differs between two answers that are the same page: every form's token is its own."""

_checked: dict[bytes, str] = {}
_titles: dict[str, str] = {}


class CheckingClient(FlaskClient):
    """Flask's client, with every response checked before the test sees it."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make a request and check what comes back. The body is read at once, and files are closed."""
        kwargs.setdefault("buffered", True)
        response = super().open(*args, **kwargs)
        check_response(response, titles_of(self.application))
        return response


def titles_of(app: Flask) -> dict[str, str]:
    """The titles seen so far on one site, each with the address of its page."""
    titles: dict[str, str] = app.extensions.setdefault("titles seen in tests", {})
    return titles


def check_response(response: TestResponse, titles: dict[str, str]) -> None:
    """Fail when an answer breaks a promise that holds on every page. ``titles`` are those of its site so far."""
    path = response.request.path
    assert response.status_code != 500 or path.startswith(RAISE), f"{path} broke"
    check_headers(response)
    if not path.startswith(COOKIE_PATHS):
        assert "Set-Cookie" not in response.headers, f"{path} sets a cookie"
    if response.mimetype != "text/html" or response.request.method == "HEAD" or response.is_streamed:
        return
    body = response.get_data(as_text=True)
    if not body:
        return
    wants_part = response.request.headers.get("HX-Request") == "true"
    same_for_all = _FORM_TOKEN.sub("", body)
    key = hashlib.sha256(f"{wants_part} {path}\n{same_for_all}".encode()).digest()
    if key not in _checked:
        is_part = wants_part and "<html" not in body
        _checked[key] = check_fragment(body, path) if is_part else check_page(body, path)
    if _checked[key] and response.status_code == 200:
        check_title_is_unique(_checked[key], path, titles)


def check_headers(response: TestResponse) -> None:
    """Fail when a response, of whatever kind, lacks a security header."""
    path = response.request.path
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value, f"{path}: {name} is {response.headers.get(name)!r}"
    policy = response.headers.get("Content-Security-Policy", "")
    for part in CSP_PARTS:
        assert part in policy, f"{path}: the content security policy lacks {part}: {policy!r}"
    assert "unsafe" not in policy, f"{path}: the content security policy allows unsafe code"
    assert "geolocation=()" in response.headers.get("Permissions-Policy", ""), (
        f"{path}: geolocation is not refused"
    )
    assert "Strict-Transport-Security" in response.headers, f"{path}: no Strict-Transport-Security"


def check_page(html: str, where: str) -> str:
    """Check one whole page and give back its title."""
    tree = _parsed(html, where)
    assert tree.get("lang"), f"{where}: the page does not say its language"
    headings = [_text(node) for node in tree.iter(f"{_HTML}h1")]
    assert len(headings) == 1, f"{where}: {len(headings)} h1 headings: {headings}"
    titles = [_text(node) for node in tree.iter(f"{_HTML}title")]
    assert len(titles) == 1, f"{where}: {len(titles)} titles: {titles}"
    assert headings[0], f"{where}: the h1 is empty"
    assert titles[0].casefold().startswith(headings[0].casefold()), (
        f"{where}: the title {titles[0]!r} does not begin with the h1 {headings[0]!r}"
    )
    assert next(tree.iter(f"{_HTML}main"), None) is not None, f"{where}: no main part"
    _check_elements(tree, where)
    _check_references(tree, where)
    return titles[0]


def check_fragment(html: str, where: str) -> str:
    """Check a part of a page by itself: it parses, repeats no id and holds no inline code. It has no title."""
    head = "<!doctype html><html lang='en'><head><title>Part</title></head>"
    document = f"{head}<body>{_without_title(html)}</body></html>"
    _check_elements(_parsed(document, where), where)
    return ""


def check_title_is_unique(title: str, path: str, titles: dict[str, str]) -> None:
    """Fail when two different pages carry one title.

    Within one site (``titles``) every path counts. Between sites the kind of page does: another database may give
    the same college another number. What a link shows is one page of its kind, for nothing says whose it is.
    """
    kind = re.sub(r"\d+", "N", path)
    for seen, page in ((titles, kind if path.startswith("/shared/") else path), (_titles, kind)):
        other = seen.setdefault(title, page)
        assert other == page, f"{page} and {other} share the title {title!r}"


def text_of(html: str) -> str:
    """What a reader sees of a page's main part, in one line."""
    tree = html5lib.parse(html)
    main = next(iter(tree.iter(f"{_HTML}main")), tree)
    return _text(main)


def heading_of(html: str) -> str:
    """The page's h1."""
    return _text(next(iter(html5lib.parse(html).iter(f"{_HTML}h1"))))


def links_of(html: str) -> dict[str, str]:
    """Every link of a page: its address and its words."""
    return {node.get("href", ""): _text(node) for node in html5lib.parse(html).iter(f"{_HTML}a")}


def _parsed(html: str, where: str) -> Element:
    parser = html5lib.HTMLParser()
    tree = parser.parse(html)
    errors = [f"line {line}: {code} {details}" for (line, _column), code, details in parser.errors]
    assert not errors, f"{where}: not valid HTML:\n" + "\n".join(errors[:10])
    assert isinstance(tree, Element)
    return tree


def _check_elements(tree: Element, where: str) -> None:
    seen: set[str] = set()
    parents = {child: parent for parent in tree.iter() for child in parent}
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        name = node.tag.removeprefix(_HTML)
        identifier = node.get("id")
        if identifier is not None:
            assert identifier and not re.search(r"\s", identifier), (
                f"{where}: the id {identifier!r} is not one"
            )
            assert identifier not in seen, f"{where}: the id {identifier!r} stands twice"
            seen.add(identifier)
        assert node.get("style") is None, f"{where}: inline style on {name}"
        inline = [key for key in node.attrib if isinstance(key, str) and key.startswith("on")]
        assert not inline, f"{where}: inline code {inline} on {name}"
        if name == "script":
            assert node.get("src") or node.get("type", "").endswith("json"), f"{where}: inline script"
        assert name != "style", f"{where}: a style element"
        if name == "img":
            assert node.get("alt") is not None, f"{where}: an image without words"
        if name in ("ul", "ol"):
            strays = [child.tag for child in node if child.tag not in (f"{_HTML}li", f"{_HTML}template")]
            assert not [tag for tag in strays if isinstance(tag, str)], (
                f"{where}: {strays} directly in a list"
            )
        if name == "li":
            parent = parents[node].tag.removeprefix(_HTML)
            assert parent in ("ul", "ol", "menu"), f"{where}: a list item in {parent}"
        if name in ("a", "button"):
            _check_nothing_inside(node, name, where)
        if name in _HEADINGS:
            assert _text(node), f"{where}: an empty {name}"


def _check_nothing_inside(node: Element, name: str, where: str) -> None:
    inside = [
        child.tag.removeprefix(_HTML)
        for child in node.iter()
        if child is not node and isinstance(child.tag, str)
    ]
    nested = _INTERACTIVE.intersection(inside)
    assert not nested, f"{where}: {nested} inside {name} {_text(node)!r}"


def _check_references(tree: Element, where: str) -> None:
    ids = {node.get("id") for node in tree.iter()}
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        wanted = [node.get("for")] if node.tag in (f"{_HTML}label", f"{_HTML}output") else []
        for name in _NAMES_OTHERS:
            wanted += node.get(name, "").split()
        address = node.get("href", "") if node.tag == f"{_HTML}a" else ""
        if address.startswith("#") and len(address) > 1:
            wanted.append(urlsplit(address).fragment)
        missing = [value for value in wanted if value and value not in ids]
        assert not missing, (
            f"{where}: {node.tag.removeprefix(_HTML)} names {missing}, which is not on the page"
        )


def _without_title(html: str) -> str:
    return re.sub(r"<title>.*?</title>", "", html, flags=re.DOTALL)


def _text(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())
