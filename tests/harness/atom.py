"""Is a feed one that RFC 4287 allows?"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = ("id", "title", "updated")
MAY_STAND_IN = {
    "feed": {"id", "title", "subtitle", "updated", "rights", "link", "author", "entry"},
    "entry": {"id", "title", "published", "updated", "link", "author", "category", "summary"},
}


def read_feed(content: bytes) -> Element:
    """The feed, parsed and checked: well-formed, with what must be there once, and links that can be followed."""
    feed = fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    _check(feed, "feed")
    relations = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
    assert relations == ["self", "alternate"]
    ids = [text_of(entry, "id") for entry in entries_of(feed)]
    assert len(ids) == len(set(ids)), "an id stands twice"
    for entry in entries_of(feed):
        _check(entry, "entry")
    updated = [moment_of(entry, "updated") for entry in entries_of(feed)]
    assert updated == sorted(updated, reverse=True), "not newest first"
    assert not updated or moment_of(feed, "updated") == updated[0]
    return feed


def entries_of(feed: Element) -> list[Element]:
    """The entries of a feed, in its order."""
    return feed.findall(f"{ATOM}entry")


def text_of(node: Element, name: str) -> str:
    """The text of the one child of that name; empty when there is none."""
    return node.findtext(f"{ATOM}{name}") or ""


def moment_of(node: Element, name: str) -> datetime:
    """A moment, which has to be aware."""
    moment = datetime.fromisoformat(text_of(node, name))
    assert moment.tzinfo is not None
    return moment


def link_of(node: Element, relation: str) -> str:
    """The address of the one link of that relation."""
    (link,) = [link for link in node.findall(f"{ATOM}link") if link.get("rel") == relation]
    return link.get("href") or ""


def _check(node: Element, kind: str) -> None:
    for child in node:
        assert child.tag.removeprefix(ATOM) in MAY_STAND_IN[kind], child.tag
    for name in ONCE:
        (only,) = node.findall(f"{ATOM}{name}")
        assert (only.text or "").strip(), f"an empty {name} in {kind}"
    assert text_of(node, "id").startswith("tag:")
    moment_of(node, "updated")
    (author,) = node.findall(f"{ATOM}author")
    assert text_of(author, "name")
    for link in node.findall(f"{ATOM}link"):
        parts = urlsplit(link.get("href", ""))
        assert parts.scheme in ("http", "https") and parts.netloc, link.get("href")
