"""The pages that stand still, and what search engines are told."""

from xml.etree import ElementTree as ET

import pytest
from sqlalchemy.orm import Session

from pathways.catalogue.vocabulary import Area, ListingState, Route
from tests.factories import make_opportunity, make_programme, make_provider, make_source
from tests.harness.pages import CheckingClient, links_of, text_of

PAGES = ("/parents", "/your-information", "/sources", "/accessibility", "/help")
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.mark.parametrize("path", PAGES)
def test_page_is_there_and_names_itself_as_the_one_address(client: CheckingClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{path}">' in response.text


@pytest.mark.parametrize("path", PAGES)
def test_page_links_lead_somewhere(client: CheckingClient, path: str) -> None:
    for link in links_of(client.get(path).text):
        if link.startswith("/"):
            assert client.get(link).status_code == 200, link
        elif not link.startswith("#"):
            assert link.startswith("https://"), link


def test_parent_sees_every_route_side_by_side(client: CheckingClient) -> None:
    links = links_of(client.get("/parents").text)
    assert all(f"/routes/{route}" in links for route in Route)


def test_help_says_whom_to_talk_to_and_what_holds_at_13_and_25_and_over_the_border(
    client: CheckingClient,
) -> None:
    text = text_of(client.get("/help").text)
    for words in (
        "National Careers Service",
        "Your council: at 16 or 17 it has a duty",
        "At 13 or 14",
        "At 25 or over",
        "Careers Wales",
        "My World of Work",
        "Northern Ireland",
    ):
        assert words in text


def test_your_information_says_that_nothing_is_kept_and_for_how_long_reports_are(
    client: CheckingClient,
) -> None:
    text = text_of(client.get("/your-information").text)
    for words in (
        "No account.",
        "No cookies while you only look.",
        "No tracking",
        "deleted after one year",
        "Information Commissioner",
    ):
        assert words in text


def test_sources_carry_the_statements_that_licences_ask_for(client: CheckingClient, rows: Session) -> None:
    make_source(
        rows, slug="with-statement", name="A published list", statement="Contains facts of the publisher."
    )
    rows.commit()
    text = text_of(client.get("/sources").text)
    for words in (
        "Contains OS data © Crown copyright and database right 2025",
        "Open Government Licence v3.0",
        "Discover Uni",
        "O*NET® is a trademark of USDOL/ETA",
        "Contains facts of the publisher.",
        "Not yet known",
    ):
        assert words in text


def test_sitemap_lists_pages_that_are_there_and_no_others(client: CheckingClient, rows: Session) -> None:
    source = make_source(rows)
    provider = make_provider(rows, source_id=source.id)
    shown = make_programme(rows, provider=provider, title="Shown in the map")
    make_opportunity(rows, programme=shown)
    hidden = make_programme(rows, provider=provider, title="Gone from the map", state=ListingState.WITHDRAWN)
    make_opportunity(rows, programme=hidden)
    bare = make_programme(rows, provider=provider, title="Never offered")
    rows.commit()
    parts = [node.text for node in ET.fromstring(client.get("/sitemap.xml").text).iter(LOC)]
    assert parts[0] == "http://127.0.0.1:8000/sitemap-0.xml"
    listed = set()
    for part in parts:
        path = (part or "").removeprefix("http://127.0.0.1:8000")
        listed |= {node.text for node in ET.fromstring(client.get(path).text).iter(LOC)}
    base = "http://127.0.0.1:8000"
    assert f"{base}/programmes/{shown.id}/{shown.slug}" in listed
    assert f"{base}/providers/{provider.id}/{provider.slug}" in listed
    assert f"{base}/programmes/{hidden.id}/{hidden.slug}" not in listed
    assert f"{base}/programmes/{bare.id}/{bare.slug}" not in listed
    assert {f"{base}/areas/{area}" for area in Area} < listed
    assert {f"{base}/routes/{route}" for route in Route} < listed


@pytest.mark.parametrize("part", ["99", "10001", "9" * 30])
def test_part_of_the_sitemap_past_the_end_is_not_found(client: CheckingClient, part: str) -> None:
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_robots_are_kept_from_lists_of_results(client: CheckingClient) -> None:
    text = client.get("/robots.txt").text
    assert "Disallow: /search" in text
    assert "Disallow: /alerts/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text
