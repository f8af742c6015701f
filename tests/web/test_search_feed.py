"""Following a search: its feed finds what the page finds, and says truly what changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import html5lib
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from pathways import clock
from pathways.app import create_app
from pathways.catalogue.models import Opportunity
from pathways.catalogue.query_string import PARAMETERS
from pathways.front.search_feed import MOST_ENTRIES, MOST_LOOKED_AT
from tests.harness.atom import ATOM, entries_of, link_of, moment_of, read_feed, text_of
from tests.harness.catalogue import SeededCatalogue, database_of, make_settings
from tests.harness.htmx import assert_htmx_equals_fresh_load
from tests.harness.pages import CheckingClient, links_of

HTML = "{http://www.w3.org/1999/xhtml}"


def feed_of(client: CheckingClient, query: str) -> Any:
    response = client.get(f"/search.atom?{query}")
    assert response.status_code == 200
    assert response.content_type == "application/atom+xml"
    return read_feed(response.data)


def ids_in(feed: Any) -> list[str]:
    return [text_of(entry, "id") for entry in entries_of(feed)]


def head_link(html: str) -> str:
    """The feed that the head of a page names."""
    (link,) = [
        node
        for node in html5lib.parse(html).iter(f"{HTML}link")
        if node.get("type") == "application/atom+xml"
    ]
    assert link.get("rel") == "alternate"
    return link.get("href", "")


@pytest.mark.parametrize(
    "query", ["q=plumbing&near=consett", "near=preston&miles=5&route=t-level", "q=nursing"]
)
def test_feed_holds_what_the_search_finds(client: CheckingClient, query: str) -> None:
    feed = feed_of(client, query)
    found = client.get(f"/api/v1/opportunities?{query}&per_page=50").get_json()
    assert 0 < found["total"] <= MOST_LOOKED_AT
    assert len(entries_of(feed)) == min(found["total"], MOST_ENTRIES)
    if found["total"] <= MOST_ENTRIES:
        names = {f"tag:127.0.0.1,2026:opportunity/{item['id']}" for item in found["items"]}
        assert set(ids_in(feed)) == names
        titles = {item["title"] for item in found["items"]}
        assert {
            text_of(entry, "title").removeprefix("Made-up example: ") for entry in entries_of(feed)
        } == titles


def test_feed_names_itself_and_the_page_it_follows(client: CheckingClient) -> None:
    feed = feed_of(client, "near=consett&q=plumbing&miles=20&page=3&colour=red")
    assert link_of(feed, "self") == "http://127.0.0.1:8000/search.atom?q=plumbing&near=consett"
    assert link_of(feed, "alternate") == "http://127.0.0.1:8000/search?q=plumbing&near=consett"
    assert text_of(feed, "id") == "tag:127.0.0.1,2026:search?q=plumbing&near=consett"
    page = client.get(link_of(feed, "alternate").removeprefix("http://127.0.0.1:8000")).text
    assert text_of(feed, "title").split(" – ")[0] in page
    entry = entries_of(feed)[0]
    address = link_of(entry, "alternate").removeprefix("http://127.0.0.1:8000")
    assert client.get(address).status_code == 200


def test_made_up_entries_say_so(client: CheckingClient) -> None:
    for entry in entries_of(feed_of(client, "q=plumbing")):
        assert text_of(entry, "title").startswith("Made-up example: ")


def test_entry_that_changed_comes_first_with_the_moment_of_its_change(
    client: CheckingClient, rows: Session
) -> None:
    before = feed_of(client, "q=bricklaying&near=preston&miles=60")
    last = entries_of(before)[-1]
    number = int(text_of(last, "id").rpartition("/")[2])
    later = datetime(2031, 5, 4, 3, 2, 1, tzinfo=UTC)
    clock.set_clock(lambda: later)
    rows.get_one(Opportunity, number).week_text = "Mornings only."
    rows.commit()
    clock.set_clock(None)
    # Another address, so that the answer kept for a minute is not the one that comes.
    after = feed_of(client, "near=preston&miles=60&q=bricklaying")
    first = entries_of(after)[0]
    assert text_of(first, "id") == text_of(last, "id")
    assert moment_of(first, "updated") == later
    assert moment_of(first, "published") == moment_of(last, "published")
    assert set(ids_in(after)) == set(ids_in(before))


def test_feed_of_everything_is_as_long_as_it_may_be_and_says_what_it_leaves_out(
    client: CheckingClient,
) -> None:
    feed = feed_of(client, "")
    assert len(entries_of(feed)) == MOST_ENTRIES
    assert f"Of the first {MOST_LOOKED_AT}" in text_of(feed, "subtitle")
    assert text_of(feed, "id") == "tag:127.0.0.1,2026:search?"


def test_feed_of_nothing_is_still_a_feed(client: CheckingClient) -> None:
    feed = feed_of(client, "q=astronaut&near=consett&miles=1&route=t-level&spelling=kept")
    assert entries_of(feed) == []
    assert moment_of(feed, "updated").tzinfo is not None
    assert text_of(feed, "subtitle").startswith("Nothing found")


def test_what_could_not_be_used_is_said(client: CheckingClient) -> None:
    said = text_of(feed_of(client, "q=plumbing&near=atlantis&level=99"), "subtitle")
    assert "We do not know the place “atlantis”" in said


def test_feed_that_is_known_is_not_sent_again_and_is_in_no_index(client: CheckingClient) -> None:
    first = client.get("/search.atom?q=plumbing&near=consett")
    assert first.headers["X-Robots-Tag"] == "noindex"
    assert first.headers["Cache-Control"].startswith("public, max-age=60")
    again = client.get(
        "/search.atom?q=plumbing&near=consett", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_feed_is_sent_small(client: CheckingClient) -> None:
    response = client.get("/search.atom", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.data) < 12_000


def test_full_postcode_never_stands_in_the_address_of_a_feed(client: CheckingClient) -> None:
    response = client.get("/search.atom?near=PR1+2HE&q=nursing")
    assert (response.status_code, response.headers["Location"]) == (303, "/search.atom?near=PR1-2&q=nursing")


def test_what_somebody_says_of_themselves_is_kept_by_no_cache_between(client: CheckingClient) -> None:
    response = client.get("/search.atom?near=preston&for=eligible&stage=year-10-11")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, max-age=60"


def test_page_of_results_leads_to_its_feed(client: CheckingClient) -> None:
    page = client.get("/search?q=plumbing&near=consett&page=2").text
    assert head_link(page) == "/search.atom?q=plumbing&near=consett"
    assert links_of(page)["/search.atom?q=plumbing&near=consett"] == "Follow this search"
    assert feed_of(client, "q=plumbing&near=consett") is not None


def test_link_to_the_feed_leaves_out_what_somebody_said_of_themselves(client: CheckingClient) -> None:
    page = client.get(
        "/search?near=preston&miles=40&for=eligible&stage=year-10-11&english=have&gcses=5&page=2"
    ).text
    assert head_link(page) == "/search.atom?near=preston&miles=40"
    assert "/search.atom?near=preston&miles=40" in links_of(page)


@pytest.mark.parametrize(
    "url", ["/search?q=plumbing&near=consett", "/search?near=preston&miles=40&route=t-level&sort=distance"]
)
def test_list_swapped_in_brings_its_own_feed(client: CheckingClient, url: str) -> None:
    assert_htmx_equals_fresh_load(client, url, "results")
    part = client.get(url, headers={"HX-Request": "true", "HX-Target": "results"}).text
    assert 'id="feed-link" data-hx-swap-oob="true"' in part


def test_question_in_place_of_a_list_has_the_feed_of_the_search_without_a_place(
    client: CheckingClient,
) -> None:
    asked = {"q": "law", "near": "Richmond", "miles": "40", "for": "eligible", "stage": "19-24"}
    whole = client.post("/search", data=asked)
    assert whole.status_code == 422
    feed = head_link(whole.text)
    assert feed == "/search.atom?q=law"
    part = client.post("/search", data=asked, headers={"HX-Request": "true", "HX-Target": "results"})
    assert 'id="feed-link" data-hx-swap-oob="true"' in part.text
    assert f'href="{feed}"'.replace("&", "&amp;") in part.text
    assert client.get(feed).status_code == 200


def test_following_many_searches_has_the_limit_of_searching(seeded_catalogue: SeededCatalogue) -> None:
    base = seeded_catalogue.settings
    made = make_settings(
        base.instance_dir, database_url=base.database_url, page_limits=True, search_limit="3 per minute"
    )
    limited = create_app(made)
    client = limited.test_client()
    statuses = [client.get(f"/search.atom?page={number}").status_code for number in range(1, 5)]
    database_of(limited).close()
    assert statuses == [200, 200, 200, 429]


@pytest.fixture
def without_database(client: CheckingClient) -> Iterator[CheckingClient]:
    """The client while the database cannot be reached."""
    database = database_of(client.application)
    working = database.engine
    database.engine = create_engine("sqlite:////nowhere/at/all.db")
    yield client
    database.engine = working


def test_while_the_database_is_away_a_reader_is_told_when_to_come_back(
    without_database: CheckingClient,
) -> None:
    response = without_database.get("/search.atom?q=plumbing&near=bradford&miles=2")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0


def test_before_there_is_a_list_a_reader_is_told_when_to_come_back(tmp_path: Any) -> None:
    client = create_app(make_settings(tmp_path / "empty")).test_client()
    response = client.get("/search.atom?q=plumbing")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0


def test_every_entry_is_under_its_route_and_areas(client: CheckingClient) -> None:
    for entry in entries_of(feed_of(client, "route=t-level&near=preston&miles=40"))[:5]:
        terms = [node.get("term") for node in entry.findall(f"{ATOM}category")]
        assert terms[0] == "t-level"
        assert len(terms) >= 2


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    parameters=st.lists(
        st.tuples(st.sampled_from(sorted(PARAMETERS)) | st.text(max_size=8), st.text(max_size=30)), max_size=6
    )
)
def test_whatever_is_asked_a_feed_can_be_read(app: Flask, parameters: list[tuple[str, str]]) -> None:
    query = "&".join(
        f"{quote(name.encode('utf-8', 'replace'))}={quote(value.encode('utf-8', 'replace'))}"
        for name, value in parameters
    )
    response = app.test_client().get(f"/search.atom?{query}")
    assert response.status_code in (200, 303)
    if response.status_code == 200:
        read_feed(response.data)
