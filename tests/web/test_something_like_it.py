"""Where nothing is quite what was asked for, something like it is shown: its addresses lead to that very list."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.harness.pages import CheckingClient

NOTHING_QUITE = "Nothing here is quite that. These are the nearest to it."
QUERIES = (
    "bricklaying apprenticeship", "dog grooming apprenticeship", "plumbing degree", "hairdressing t level",
    "vet nurse degree apprenticeship", "animation t level", "paramedic apprenticeship evening",
)  # fmt: skip


def count_on(page: str) -> str:
    """How many options the page says there are."""
    found = re.search(r'class="bar__count">([^<]+)', page)
    assert found is not None
    return found[1].strip()


def links_on(page: str, wanted: str) -> list[str]:
    """The addresses of searches on the page that hold ``wanted``."""
    return [unescape(link) for link in re.findall(r'href="(/search\?[^"]+)"', page) if wanted in link]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("near", ["DH8", "truro"])
def test_the_address_of_a_list_of_something_like_it_gives_that_list_again(
    client: CheckingClient, query: str, near: str
) -> None:
    response = client.get("/search", query_string={"q": query, "near": near, "miles": "10"})
    page = response.get_data(as_text=True)
    canonical = re.search(r"<[^>]*?(/search[^>]*)>", response.headers["Link"])
    assert canonical is not None
    again = client.get(canonical[1]).get_data(as_text=True)
    assert count_on(again) == count_on(page)
    assert (NOTHING_QUITE in again) == (NOTHING_QUITE in page)


@pytest.mark.parametrize("query", QUERIES)
def test_every_order_and_page_of_such_a_list_has_as_many(client: CheckingClient, query: str) -> None:
    page = client.get("/search", query_string={"q": query, "near": "DH8", "miles": "10"}).get_data(
        as_text=True
    )
    assert NOTHING_QUITE in page
    links = links_on(page, "sort=") + links_on(page, "page=")
    assert links or count_on(page) == "1 option"
    for link in links:
        assert count_on(client.get(link).get_data(as_text=True)) == count_on(page), link


def test_the_count_on_a_route_above_such_a_list_is_what_it_gives(client: CheckingClient) -> None:
    page = client.get("/search?q=animation+t+level&near=truro&miles=10").get_data(as_text=True)
    assert NOTHING_QUITE in page
    tiles = re.findall(
        r'href="(/search\?[^"]*route=[^"]+)" data-part><svg.*?tile__count">(\d+)<', page, re.DOTALL
    )
    assert tiles
    for link, count in tiles:
        assert count_on(client.get(unescape(link)).get_data(as_text=True)).split()[0] == count, link


def test_the_words_that_were_left_out_are_said_as_they_were_typed(client: CheckingClient) -> None:
    page = client.get("/search?q=hairdressing+T+Level&near=DH8&miles=10").get_data(as_text=True)
    assert "We left out: T Level." in page
