"""The pages about careers and routes near a place: any place that can be typed, and counts that are true."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from pathways.catalogue.vocabulary import Area, Route
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of

GUIDES = ("/areas/health", "/routes/t-level")


def searches_on(page: str) -> dict[str, dict[str, list[str]]]:
    """The searches that a page links, each with its parameters."""
    return {
        address: parse_qs(urlsplit(address).query)
        for address in links_of(page)
        if urlsplit(address).path == "/search"
    }


def total_of(client: CheckingClient, address: str) -> int:
    """How many opportunities the list at an address has, by its heading line."""
    query = urlsplit(address).query
    return int(client.get(f"/api/v1/opportunities?{query}").get_json()["total"])


@pytest.mark.parametrize("guide", GUIDES)
@pytest.mark.parametrize(
    ("typed", "near"),
    [("Preston", "preston"), ("PR1 2HE", "PR1"), ("pr1", "PR1"), ("  consett  ", "consett")],
)
def test_place_that_is_typed_becomes_part_of_the_address(
    client: CheckingClient, guide: str, typed: str, near: str
) -> None:
    sent = client.post(guide, data={"near": typed})
    assert sent.status_code == 303
    assert sent.location == f"{guide}?near={near}"
    assert client.get(sent.location).status_code == 200


@pytest.mark.parametrize("guide", GUIDES)
def test_place_that_is_not_known_is_asked_for_again_on_the_same_page(
    client: CheckingClient, guide: str
) -> None:
    sent = client.post(guide, data={"near": "Xyzzyplugh"})
    assert sent.status_code == 422
    assert "We do not know this place" in text_of(sent.text)
    assert 'value="Xyzzyplugh"' in sent.text
    assert heading_of(sent.text) == heading_of(client.get(guide).text)


@pytest.mark.parametrize("guide", GUIDES)
def test_which_richmond_leads_to_this_guide_near_each(client: CheckingClient, guide: str) -> None:
    sent = client.post(guide, data={"near": "Richmond"})
    assert sent.status_code == 422
    choices = [address for address in links_of(sent.text) if address.startswith(f"{guide}?near=richmond")]
    assert len(choices) >= 2
    for address in choices:
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("guide", GUIDES)
@pytest.mark.parametrize("near", ["atlantis", "PR1 2HE", "x" * 500, "%00", "<script>alert(1)</script>"])
def test_odd_place_in_the_address_is_survived_and_never_shown_raw(
    client: CheckingClient, guide: str, near: str
) -> None:
    response = client.get(guide, query_string={"near": near})
    assert response.status_code in (200, 303, 400)
    assert "2HE" not in response.text
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("guide", GUIDES)
def test_each_list_linked_near_a_place_is_near_it_and_has_something(
    client: CheckingClient, guide: str
) -> None:
    page = client.get(f"{guide}?near=preston").text
    linked = [address for address, asked in searches_on(page).items() if {"area", "route"} <= asked.keys()]
    assert linked
    for address in linked[:6]:
        assert parse_qs(urlsplit(address).query)["near"] == ["preston"]
        assert total_of(client, address) > 0


@pytest.mark.parametrize(
    ("index", "facet", "codes"), [("/areas", "area", [*Area]), ("/routes", "route", [*Route])]
)
def test_counts_on_an_index_are_those_of_the_lists_they_lead_to(
    client: CheckingClient, index: str, facet: str, codes: list[Area | Route]
) -> None:
    links = links_of(client.get(index).text)
    counted = 0
    for code in codes:
        words = links.get(f"/search?{facet}={code.value}")
        if words is None:
            continue
        said = re.search(r"[\d,]+", words)
        assert said, words
        assert int(said[0].replace(",", "")) == total_of(client, f"/search?{facet}={code.value}")
        counted += 1
    assert counted >= len(codes) - 3, "nearly every kind has something in the whole country"


def test_further_away_is_offered_where_little_is_near(client: CheckingClient) -> None:
    page = client.get("/routes/t-level?near=lerwick").text
    assert heading_of(page) == heading_of(client.get("/routes/t-level").text)
    assert any(asked.get("miles") == ["any"] for asked in searches_on(page).values())


@pytest.mark.parametrize(
    "address", ["/areas/wizardry", "/routes/wizardry", "/areas/Health", "/routes/T-Level"]
)
def test_guide_that_there_is_not_is_not_there(client: CheckingClient, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.post(address, data={"near": "Preston"}).status_code == 404


def test_search_engines_are_given_one_address_for_a_guide_whatever_the_place(client: CheckingClient) -> None:
    for address in ("/areas/health", "/areas/health?near=preston", "/areas/health?near=consett"):
        found = re.search(r'<link rel="canonical" href="([^"]+)"', client.get(address).text)
        assert found
        assert urlsplit(found[1]).path == "/areas/health"
        assert urlsplit(found[1]).query == ""
