"""Writing a feed: well-formed whatever the texts hold, and ids that never change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.front.atom import Entry, Feed, tag, written
from tests.harness.atom import ATOM, entries_of, link_of, read_feed, text_of

MONDAY = datetime(2026, 11, 2, 9, 30, 15, 123456, tzinfo=UTC)
ENTRY = Entry(
    id="tag:pathways.example,2026:opportunity/7",
    title="Plumbing",
    address="https://pathways.example/programmes/3/plumbing?at=7",
    author="Moorside College",
    summary="Vocational course · Consett",
    published=MONDAY,
    updated=MONDAY,
    terms=(("vocational", "Vocational course"),),
)
FEED = Feed(
    id="tag:pathways.example,2026:search?q=plumbing",
    title="Plumbing – Pathways",
    subtitle="1 option.",
    address="https://pathways.example/search.atom?q=plumbing&near=consett",
    page="https://pathways.example/search?q=plumbing&near=consett",
    author="Pathways",
    rights="Where each fact comes from: https://pathways.example/sources",
    updated=MONDAY,
    language="en-GB",
    entries=(ENTRY,),
)
NASTY = (
    "</title><script>alert(1)</script>",
    "]]>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    "&amp;&#0;",
    "a\x00b\x1fc",
)


def test_feed_says_all_that_a_reader_needs() -> None:
    feed = read_feed(written(FEED))
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    assert text_of(feed, "title") == "Plumbing – Pathways"
    assert link_of(feed, "self") == FEED.address
    assert link_of(feed, "alternate") == FEED.page
    (entry,) = entries_of(feed)
    assert text_of(entry, "updated") == "2026-11-02T09:30:15+00:00"
    assert link_of(entry, "alternate") == ENTRY.address
    (term,) = entry.findall(f"{ATOM}category")
    assert (term.get("term"), term.get("label")) == ("vocational", "Vocational course")


def test_feed_without_entries_is_one() -> None:
    assert entries_of(read_feed(written(replace(FEED, entries=())))) == []


@pytest.mark.parametrize("text", NASTY)
def test_text_of_a_provider_stays_text(text: str) -> None:
    entry = replace(ENTRY, title=f"Safe {text}", author=f"Safe {text}", summary=text)
    feed = read_feed(written(replace(FEED, title=f"Safe {text}", entries=(entry,))))
    (found,) = entries_of(feed)
    plain = text.replace("\x00", "").replace("\x1f", "")
    assert text_of(found, "title") == f"Safe {plain}"
    assert text_of(found, "summary") == plain
    assert len(list(found)) == len(list(entries_of(read_feed(written(FEED)))[0]))


@given(text=st.text(st.characters(), max_size=60))
def test_no_text_makes_a_feed_that_cannot_be_read(text: str) -> None:
    entry = replace(ENTRY, title=f"A {text}", summary=f"B {text}", terms=(("health", text),))
    (found,) = entries_of(read_feed(written(replace(FEED, subtitle=text, entries=(entry,)))))
    assert text_of(found, "title").startswith("A ")


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("https://pathways.example", "tag:pathways.example,2026:opportunity/7"),
        ("https://Pathways.Example:8443/there/", "tag:pathways.example,2026:opportunity/7"),
        ("http://127.0.0.1:8000", "tag:127.0.0.1,2026:opportunity/7"),
        ("nonsense", "tag:localhost,2026:opportunity/7"),
    ],
)
def test_name_of_a_thing_holds_the_host_and_no_more_of_its_address(site: str, name: str) -> None:
    assert tag(site, "opportunity/7") == name
