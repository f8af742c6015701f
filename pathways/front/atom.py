"""Writing an Atom feed (RFC 4287): plain values in, XML out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from pathways.web.plain_text import plain

ATOM_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
SINCE = "2026"
"""The year in which the first feed was given out. It is part of every id, so it must stay as it is (RFC 4151)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``id`` stays the same whatever else changes; ``terms`` are its categories, each a code and a name."""

    id: str
    title: str
    address: str
    author: str
    summary: str
    published: datetime
    updated: datetime
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: where it is itself, the page that it follows, and its entries, newest first."""

    id: str
    title: str
    subtitle: str
    address: str
    page: str
    author: str
    rights: str
    updated: datetime
    language: str
    entries: tuple[Entry, ...]


def tag(site_address: str, specific: str) -> str:
    """A name for a thing that never changes (a tag URI, RFC 4151), whatever its address or title becomes."""
    return f"tag:{urlsplit(site_address).hostname or 'localhost'},{SINCE}:{specific}"


def written(feed: Feed) -> bytes:
    """The feed as XML in UTF-8. Texts are text, never markup, and lose what XML cannot hold."""
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": feed.language})
    _texts(root, (("id", feed.id), ("title", feed.title), ("subtitle", feed.subtitle)))
    _texts(root, (("updated", _moment(feed.updated)), ("rights", feed.rights)))
    _link(root, "self", ATOM_TYPE, feed.address)
    _link(root, "alternate", "text/html", feed.page)
    _texts(SubElement(root, "author"), (("name", feed.author),))
    for entry in feed.entries:
        _write(SubElement(root, "entry"), entry)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _write(node: Element, entry: Entry) -> None:
    _texts(node, (("id", entry.id), ("title", entry.title)))
    _texts(node, (("published", _moment(entry.published)), ("updated", _moment(entry.updated))))
    _link(node, "alternate", "text/html", entry.address)
    _texts(SubElement(node, "author"), (("name", entry.author),))
    for code, name in entry.terms:
        SubElement(node, "category", {"term": code, "label": plain(name)})
    _texts(node, (("summary", entry.summary),))


def _texts(node: Element, texts: Iterable[tuple[str, str]]) -> None:
    for name, text in texts:
        if text:
            SubElement(node, name).text = plain(text)


def _link(node: Element, relation: str, kind: str, address: str) -> None:
    SubElement(node, "link", {"rel": relation, "type": kind, "href": plain(address)})


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
