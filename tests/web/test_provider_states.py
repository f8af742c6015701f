"""A provider's page in all its states, and the lists of pages for search engines."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy.orm import Session

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_catalogue
from pathways.catalogue.models import Provider
from pathways.catalogue.search import search
from pathways.catalogue.vocabulary import Area, ListingState, ProviderKind, Route
from pathways.front.provider import SHOWN_A_ROUTE
from tests.factories import make_opportunity, make_programme, make_provider, make_venue
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of


def provider_with_most(client: CheckingClient) -> tuple[int, dict[str, int]]:
    """The provider with most on offer, and its counts by route."""
    with client.application.test_request_context("/"):
        snapshot = current_catalogue().snapshot()
        largest = max(search(snapshot, SearchCriteria()).facets["provider"], key=lambda value: value.count)
        own = search(snapshot, SearchCriteria(provider_id=int(largest.value)))
        return int(largest.value), {value.value: value.count for value in own.facets["route"] if value.count}


def page_of(client: CheckingClient, provider: Provider | int, query: str = "") -> str:
    number = provider if isinstance(provider, int) else provider.id
    response = client.get(f"/providers/{number}{query}", follow_redirects=True)
    assert response.status_code == 200
    return response.text


def test_each_route_shows_a_few_and_leads_to_all_of_its_own(client: CheckingClient) -> None:
    number, counts = provider_with_most(client)
    page = page_of(client, number)
    lists = {link: words for link, words in links_of(page).items() if link.startswith("/search?")}
    for route, count in counts.items():
        leading = [
            words for link, words in lists.items() if parse_qs(urlsplit(link).query).get("route") == [route]
        ]
        assert f'id="route-{route}"' in page
        if leading:
            assert leading[0].startswith(f"See all {count:,}:")
            assert count > 1
        else:
            assert count <= SHOWN_A_ROUTE


def test_the_list_that_a_route_leads_to_holds_what_was_promised(client: CheckingClient) -> None:
    number, _counts = provider_with_most(client)
    links = links_of(page_of(client, number))
    link, words = next((link, words) for link, words in links.items() if words.startswith("See all"))
    promised = int(re.search(r"[\d,]+", words)[0].replace(",", ""))  # type: ignore[index]
    shown = client.get(link, headers={"HX-Request": "true", "HX-Target": "show-count"}).text
    assert shown.strip() == f"Show {promised:,}"
    assert f"provider={number}" in link


def test_routes_stand_in_the_order_of_the_line_map(client: CheckingClient) -> None:
    number, counts = provider_with_most(client)
    shown = re.findall(r'<h3 id="route-([a-z-]+)"', page_of(client, number))
    assert shown == [route.value for route in Route if route.value in counts]


def test_what_it_offers_is_nearest_first_from_a_place(client: CheckingClient) -> None:
    number, _counts = provider_with_most(client)
    page = page_of(client, number, "?near=preston")
    assert "about " in text_of(page)
    cards = [link for link in links_of(page) if link.startswith("/programmes/")]
    assert cards
    assert all("near=preston" in link for link in cards)


def test_the_way_back_is_kept_through_the_provider_to_its_programmes(client: CheckingClient) -> None:
    number, _counts = provider_with_most(client)
    page = page_of(client, number, "?from=q%3Dlaw%26near%3Dpreston")
    assert links_of(page)["/search?q=law&near=preston"] == "Back to your results"
    cards = [link for link in links_of(page) if link.startswith("/programmes/")]
    assert all("from=q%3Dlaw%26near%3Dpreston" in link for link in cards)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ProviderKind.COLLEGE, "College"),
        (ProviderKind.UNIVERSITY, "University"),
        (ProviderKind.TRAINING_PROVIDER, "Training provider"),
        (ProviderKind.SCHOOL_SIXTH_FORM, "School sixth form"),
        (ProviderKind.EMPLOYER, "Employer that trains"),
    ],
)
def test_what_kind_of_provider_it_is_is_said_first(
    client: CheckingClient, rows: Session, kind: ProviderKind, words: str
) -> None:
    provider = make_provider(rows, name="Kind of place", kind=kind, region="North East")
    rows.commit()
    assert text_of(page_of(client, provider)).startswith(f"{words} · North East Kind of place")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_each_of_its_places_is_named(client: CheckingClient, rows: Session, count: int) -> None:
    provider = make_provider(rows, name="Placed College")
    for number in range(count):
        make_venue(rows, provider=provider, name=f"Site {number}")
    rows.commit()
    text = text_of(page_of(client, provider))
    assert "Where it is" in text
    assert [number for number in range(9) if f"Site {number}" in text] == list(range(count))


def test_what_it_says_of_itself_stands_under_each_question(client: CheckingClient, rows: Session) -> None:
    words: dict[str, Any] = {
        "about": "We teach by doing.",
        "careers": "Care and health.",
        "learning_here": "Small groups.",
        "support": "A quiet room.",
        "answers": "Yes, you can visit.",
        "quality_marks": "Matrix",
    }
    provider = make_provider(rows, name="Talking College", **words)
    rows.commit()
    text = text_of(page_of(client, provider))
    places = [text.index(said) for said in words.values()]
    assert places == sorted(places)


def test_what_a_provider_wrote_is_text_and_nothing_else(client: CheckingClient, rows: Session) -> None:
    nasty = '<img src=x onerror="alert(1)"> {{ 7*7 }} &amp; \u202eabc'
    provider = make_provider(rows, name=f"Safe {nasty}", slug="safe", about=nasty, telephone=nasty[:30])
    make_venue(rows, provider=provider, name=nasty, getting_there=nasty)
    rows.commit()
    page = page_of(client, provider)
    assert "<img src=x" not in page
    assert nasty in text_of(page)
    assert heading_of(page) == f"Safe {nasty}"


def test_odd_values_in_the_address_of_a_provider_are_borne(client: CheckingClient) -> None:
    for query in (
        "?near=%00",
        "?near=" + "x" * 3000,
        "?from=%ff%fe",
        "?from=javascript:alert(1)",
        "?near=a&near=b",
    ):
        page = page_of(client, 1, query)
        assert not any(link.startswith("javascript") for link in links_of(page))


@pytest.mark.parametrize("near", ["ZZ99", "Preston?"])
def test_an_unknown_place_is_said_beside_the_form(client: CheckingClient, near: str) -> None:
    assert near in page_of(client, 1, f"?near={near}")


def addresses_in(client: CheckingClient, path: str) -> list[str]:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (200, "application/xml")
    found = re.findall(r"<loc>([^<]*)</loc>", response.text)
    return [address.partition("://")[2].partition("/")[2] for address in found]


def test_search_engines_are_led_to_every_page_that_stands(client: CheckingClient) -> None:
    standing = addresses_in(client, "/sitemap-0.xml")
    assert {f"areas/{area}" for area in Area} <= set(standing)
    assert {f"routes/{route}" for route in Route} <= set(standing)
    assert {"", "areas", "routes", "parents", "help", "sources"} <= set(standing)
    assert not any(address.startswith(("search", "report", "api")) for address in standing)
    for address in standing[:8]:
        assert client.get(f"/{address}").status_code == 200


def test_every_part_that_is_named_is_there_and_names_open_pages(client: CheckingClient) -> None:
    parts = addresses_in(client, "/sitemap.xml")
    assert parts[:2] == ["sitemap-0.xml", "sitemap-1.xml"]
    listed = [address for part in parts[1:] for address in addresses_in(client, f"/{part}")]
    assert len(listed) == len(set(listed))
    for address in listed[:: max(1, len(listed) // 6)]:
        assert client.get(f"/{address}").status_code == 200


def test_what_was_taken_down_is_in_no_list_for_search_engines(client: CheckingClient, rows: Session) -> None:
    provider = make_provider(rows, name="Leaving College")
    gone = make_programme(rows, provider=provider, title="Gone from lists", state=ListingState.WITHDRAWN)
    make_opportunity(rows, programme=gone)
    shown = make_programme(rows, provider=provider, title="Still in lists")
    make_opportunity(rows, programme=shown)
    rows.commit()
    listed = addresses_in(client, "/sitemap-1.xml")
    assert f"programmes/{shown.id}/still-in-lists" in listed
    assert not any("gone-from-lists" in address for address in listed)
    assert f"providers/{provider.id}/leaving-college" in listed


def test_robots_find_the_list_of_lists(client: CheckingClient) -> None:
    text = client.get("/robots.txt").text
    sitemap = re.search(r"^Sitemap: (\S+)$", text, re.MULTILINE)
    assert sitemap is not None
    assert sitemap[1].endswith("/sitemap.xml")
    assert {"Disallow: /search", "Disallow: /report", "Disallow: /api/"} <= set(text.splitlines())


def test_lists_for_search_engines_say_when_a_page_last_changed(client: CheckingClient, rows: Session) -> None:
    provider = make_provider(rows, name="Dated College")
    programme = make_programme(rows, provider=provider, title="Dated course")
    make_opportunity(rows, programme=programme)
    rows.commit()
    page = client.get("/sitemap-1.xml").text
    found = dict(re.findall(r"<loc>[^<]*/([^</]*)</loc><lastmod>([^<]*)</lastmod>", page))
    assert {"dated-college", "dated-course"} <= set(found)
    # Each its own moment: the two may lie in different seconds.
    assert datetime.fromisoformat(found["dated-college"]) == provider.updated_at.replace(microsecond=0)
    assert datetime.fromisoformat(found["dated-course"]) == programme.updated_at.replace(microsecond=0)
    assert "<lastmod>" not in client.get("/sitemap-0.xml").text


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-0.xml", "/sitemap-1.xml"])
def test_list_that_is_known_already_is_not_sent_again(client: CheckingClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(path, headers={"If-None-Match": 'W/"another"'}).status_code == 200
