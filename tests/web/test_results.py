"""The results of a search, as a student meets them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest

from tests.harness.htmx import assert_htmx_equals_fresh_load
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of

HTML = "{http://www.w3.org/1999/xhtml}"
PART = {"HX-Request": "true", "HX-Target": "results"}


def page_of(client: CheckingClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def with_class(html: str, name: str) -> list:
    return [node for node in html5lib.parse(html).iter() if name in (node.get("class") or "").split()]


def words(node: object) -> str:
    return " ".join("".join(node.itertext()).split())


def total_of(html: str) -> int:
    (count,) = with_class(html, "bar__count")
    found = re.search(r"[\d,]+", words(count))
    return int(found[0].replace(",", "")) if found and "Nothing" not in words(count) else 0


def count_at(client: CheckingClient, address: str) -> int:
    """How many an address has, asked for as the button of the filter panel does."""
    answer = client.get(address, headers={"HX-Request": "true", "HX-Target": "show-count"}).get_data(
        as_text=True
    )
    found = re.search(r"[\d,]+", answer)
    return int(found[0].replace(",", "")) if found else 0


def cards_of(html: str) -> list[str]:
    return [words(node) for node in with_class(html, "card")]


def all_pages(client: CheckingClient, query: str) -> list[str]:
    links: list[str] = []
    for page in range(1, 400):
        html = page_of(client, f"/search?{query}&page={page}")
        found = [link for link in links_of(html) if link.startswith("/programmes/")]
        if not found:
            return links
        links += found
    raise AssertionError("the list has no end")


def test_student_finds_plumbing_near_consett(client: CheckingClient) -> None:
    html = page_of(client, "/search?q=plumbing&near=consett&miles=20")
    assert heading_of(html) == "“plumbing” near Consett"
    assert total_of(html) > 0
    assert any("plumb" in card.casefold() for card in cards_of(html))
    assert "within 20 miles" in text_of(html)


def test_each_card_has_its_four_facts_in_fixed_places(client: CheckingClient) -> None:
    html = page_of(client, "/search?near=preston")
    for facts in with_class(html, "facts"):
        names = [words(node) for node in facts.iter(f"{HTML}dt")]
        values = [words(node) for node in facts.iter(f"{HTML}dd")]
        assert names == ["Where", "Level", "Start", "Pay or cost"]
        assert all(values)


def test_a_card_has_one_link_and_it_leads_to_the_programme_and_back(client: CheckingClient) -> None:
    html = page_of(client, "/search?q=health&near=preston&miles=30")
    for card in with_class(html, "card"):
        (link,) = card.iter(f"{HTML}a")
        parts = urlsplit(link.get("href"))
        query = parse_qs(parts.query)
        assert query["near"] == ["preston"]
        assert query["from"] == ["q=health&near=preston&miles=30"]
        assert query["at"][0].isdigit()
    response = client.get(link.get("href"))
    assert response.status_code == 200
    assert "/search?q=health&near=preston&miles=30" in links_of(response.get_data(as_text=True))


def test_demonstration_cards_are_marked_as_made_up(client: CheckingClient) -> None:
    html = page_of(client, "/search?near=preston")
    assert all("Made-up example" in card for card in cards_of(html))
    assert "It is not real" in text_of(html)


def test_every_route_is_one_tap_away_with_its_count(client: CheckingClient) -> None:
    html = page_of(client, "/search?q=health&near=preston&miles=40")
    tiles = {node.get("href"): words(node) for node in with_class(html, "tile")}
    assert len(tiles) > 4
    counted = 0
    for address, said in tiles.items():
        count = int(re.match(r"[\d,]+", said)[0].replace(",", ""))
        assert count_at(client, address) == count
        counted += count if "route=" in address else 0
    assert counted == total_of(html)


def test_tapping_the_chosen_route_again_brings_all_routes_back(client: CheckingClient) -> None:
    html = page_of(client, "/search?near=preston&route=t-level")
    (chosen,) = [node for node in with_class(html, "tile") if node.get("aria-current")]
    assert chosen.get("href") == "/search?near=preston"


def test_each_filter_says_truly_how_many_it_would_leave(client: CheckingClient) -> None:
    html = page_of(client, "/search?near=bradford&miles=40&route=t-level")
    checked = 0
    for label in with_class(html, "tick"):
        (box,) = label.iter(f"{HTML}input")
        counts = [words(node) for node in label.iter() if node.get("class") == "tick__count"]
        if not counts or box.get("name") == "route":
            continue
        checked += 1
        address = f"/search?near=bradford&miles=40&route=t-level&{box.get('name')}={box.get('value')}"
        assert count_at(client, address) == int(counts[0].replace(",", "")), address
    assert checked > 10


def test_each_filter_in_force_can_be_taken_away(client: CheckingClient) -> None:
    query = "near=bradford&miles=40&route=t-level&level=3&area=health&start=12m"
    html = page_of(client, f"/search?{query}")
    chips = {words(node).removeprefix("Remove "): node.get("href") for node in with_class(html, "chip")}
    assert set(chips) == {
        "within 40 miles",
        "T Level",
        "Level 3",
        "Health",
        "In the next 12 months",
        "Clear all",
    }
    assert chips["T Level"] == "/search?near=bradford&miles=40&level=3&area=health&start=12m"
    assert chips["within 40 miles"] == "/search?near=bradford&route=t-level&level=3&area=health&start=12m"
    assert chips["Clear all"] == "/search?near=bradford"


def test_one_provider_is_named_in_its_chip(client: CheckingClient) -> None:
    html = page_of(client, "/search?near=preston")
    boxes = [node for node in html5lib.parse(html).iter(f"{HTML}input") if node.get("name") == "provider"]
    provider = next(node.get("value") for node in boxes if node.get("value"))
    filtered = page_of(client, f"/search?near=preston&provider={provider}")
    (chip,) = with_class(filtered, "chip")
    assert words(chip).removeprefix("Remove ") in text_of(html)
    assert chip.get("href") == "/search?near=preston"


@pytest.mark.parametrize("sort", ["fit", "distance", "start", "closing"])
def test_pages_never_repeat_or_lose_one(client: CheckingClient, sort: str) -> None:
    query = f"near=preston&miles=15&sort={sort}"
    links = all_pages(client, query)
    total = count_at(client, f"/search?{query}")
    assert len(links) == total
    assert len({parse_qs(urlsplit(link).query)["at"][0] for link in links}) == total


def test_nearest_first_is_nearest_first(client: CheckingClient) -> None:
    html = page_of(client, "/search?near=preston&miles=40&sort=distance")
    distances = [
        0.0 if "Under" in card else float(found[1])
        for card in cards_of(html)
        if (found := re.search(r"Where (?:\d+ ?)?(?:Under )?([\d.]+) miles?", card))
    ]
    assert distances == sorted(distances)


def test_without_a_place_nothing_can_be_sorted_by_distance(client: CheckingClient) -> None:
    assert "Nearest" not in text_of(page_of(client, "/search?q=health"))
    assert "Nearest" in text_of(page_of(client, "/search?q=health&near=preston"))


def test_a_page_past_the_end_leads_back(client: CheckingClient) -> None:
    html = page_of(client, "/search?q=health&page=900")
    assert cards_of(html) == []
    assert "There is no page 900" in text_of(html)
    assert "/search?q=health" in links_of(html)


def test_a_misspelt_word_is_put_right_and_said(client: CheckingClient) -> None:
    html = page_of(client, "/search?q=enjinering")
    assert "Showing engineering. Search instead for enjinering" in text_of(html)
    assert "/search?q=enjinering&spelling=kept" in links_of(html)
    kept = page_of(client, "/search?q=enjinering&spelling=kept")
    assert "Showing engineering" not in text_of(kept)


def test_an_empty_list_always_offers_a_way_on_with_true_counts(client: CheckingClient) -> None:
    html = page_of(client, "/search?q=plumbing&near=consett&miles=1&route=degree&level=6")
    assert total_of(html) == 0
    (ways,) = with_class(html, "ways-on")
    offered = {
        link.get("href"): words(item) for item in ways.iter(f"{HTML}li") for link in item.iter(f"{HTML}a")
    }
    assert offered
    for address, said in offered.items():
        promised = re.match(r"([\d,]+) options?", said) or re.search(r" ([\d,]+)$", said)
        assert count_at(client, address) == int(promised[1].replace(",", "")), said


def test_words_that_nothing_has_still_leave_something_to_do(client: CheckingClient) -> None:
    html = page_of(client, "/search?q=zxqjv")
    assert total_of(html) == 0
    assert "See all career areas" in text_of(html)


def test_a_wider_circle_says_how_many_more(client: CheckingClient) -> None:
    html = page_of(client, "/search?q=plumbing&near=consett&miles=5")
    wider = {
        node.get("href"): words(node)
        for part in with_class(html, "wider__list")
        for node in part.iter(f"{HTML}a")
    }
    for address, said in wider.items():
        assert count_at(client, address) == int(re.match(r"[\d,]+", said)[0].replace(",", ""))


def test_what_could_not_be_used_is_said_once_in_words(client: CheckingClient) -> None:
    html = page_of(client, "/search?near=ZZ99&miles=abc&level=9&level=9")
    said = [words(node) for node in with_class(html, "notice")]
    assert said == [
        "We do not know the place “ZZ99”, so we left it out.",
        "We left out “abc”. It does not fit “miles”.",
        "We left out “9”. It does not fit “Level”.",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/search",
        "/search?near=preston&miles=10",
        "/search?q=enjinering&near=wakefield",
        "/search?q=plumbing&near=consett&miles=1&route=degree",
        "/search?near=bradford&route=t-level&route=apprenticeship&sort=start&page=2",
        "/search?level=9&page=900",
    ],
)
def test_a_swapped_part_equals_a_fresh_page(client: CheckingClient, address: str) -> None:
    assert_htmx_equals_fresh_load(client, address, "results")


def test_the_part_announces_the_count_and_pushes_the_one_address(client: CheckingClient) -> None:
    response = client.get("/search?route=t-level&near=PRESTON&q=", headers=PART)
    assert response.headers["HX-Push-Url"] == "/search?near=preston&route=t-level"
    body = response.get_data(as_text=True)
    assert re.search(r'<div id="status" data-hx-swap-oob="innerHTML">[\d,]+ options</div>', body)
    assert body.startswith("<title>")


def test_while_boxes_are_ticked_only_the_count_is_sent(client: CheckingClient) -> None:
    response = client.get("/search?near=preston", headers={"HX-Request": "true", "HX-Target": "show-count"})
    total = total_of(page_of(client, "/search?near=preston"))
    assert response.get_data(as_text=True).strip() == f"Show {total}"
    assert {"HX-Request", "HX-Target"} <= set(response.headers["Vary"].split(", "))


def test_restored_history_gets_the_whole_page(client: CheckingClient) -> None:
    response = client.get("/search", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert response.get_data(as_text=True).startswith("<!DOCTYPE html>")


def test_titles_tell_the_states_of_the_page_apart(client: CheckingClient) -> None:
    queries = [
        "",
        "near=preston",
        "near=preston&miles=5",
        "near=preston&page=2",
        "near=preston&sort=distance",
        "near=preston&route=degree",
        "near=preston&route=t-level",
        "q=law",
        "q=law&near=preston",
    ]
    titles = {re.search("<title>(.*?)</title>", page_of(client, f"/search?{query}"))[1] for query in queries}
    assert len(titles) == len(queries)


def test_the_list_and_the_map_agree(client: CheckingClient) -> None:
    html = page_of(client, "/search?near=preston&miles=20")
    stops = [node.get("data-options").split() for node in with_class(html, "near-map__stop")]
    on_map = sorted(int(number) for numbers in stops for number in numbers)
    pins = [int(words(node)) for node in with_class(html, "pin")]
    assert on_map == pins
    assert pins


def test_what_has_no_place_is_on_no_map(client: CheckingClient) -> None:
    html = page_of(client, "/search?delivery=online")
    assert with_class(html, "near-map") == []
    assert all("Online" in card for card in cards_of(html))
