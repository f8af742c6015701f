"""A list that keeps to what somebody can apply for, on the page and in the API."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest

from tests.harness.htmx import assert_htmx_equals_fresh_load
from tests.harness.pages import CheckingClient, text_of

STAGES = ["year-8-9", "year-10-11", "year-12-13", "left-under-19", "19-24", "25-plus", "helping"]
ADDRESS = "for=eligible&stage={stage}&near=preston&miles=40"


def answered(client: CheckingClient, query: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/opportunities?{query}")
    assert response.status_code == 200, response.text
    answer = response.get_json()
    assert isinstance(answer, dict)
    return answer


def every_item(client: CheckingClient, query: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    page = 1
    while True:
        answer = answered(client, f"{query}&per_page=50&page={page}")
        if not answer["items"]:
            return items
        items += answer["items"]
        page += 1


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_told_about_each_opportunity(client: CheckingClient, stage: str) -> None:
    found = answered(client, ADDRESS.format(stage=stage))
    assert 0 < found["total"] <= answered(client, "near=preston&miles=40")["total"]
    for item in found["items"]:
        verdict = item["eligibility"]
        assert verdict["verdict"] in ("yes", "if")
        assert verdict["verdict"] == "yes" or verdict["reasons"]


def test_total_and_facets_are_those_of_the_list_that_paging_reaches(client: CheckingClient) -> None:
    query = ADDRESS.format(stage="year-10-11")
    items, answer = every_item(client, query), answered(client, query)
    assert len(items) == answer["total"] == len({item["id"] for item in items})
    by_route = {value["value"]: value["count"] for value in answer["facets"]["route"] if value["count"]}
    assert by_route == {
        route: sum(item["route"] == route for item in items) for route in {item["route"] for item in items}
    }
    for value, count in by_route.items():
        assert answered(client, f"{query}&route={value}")["total"] == count


def test_somebody_in_year_10_is_not_offered_a_degree_but_a_grown_up_with_a_levels_is(
    client: CheckingClient,
) -> None:
    assert answered(client, "for=eligible&stage=year-10-11&route=degree")["total"] == 0
    grown = answered(client, "for=eligible&stage=19-24&highest=3&route=degree")
    assert grown["total"] > 0


def test_points_never_hide_a_degree(client: CheckingClient) -> None:
    held = "for=eligible&stage=19-24&highest=3&route=degree"
    assert answered(client, f"{held}&points=0")["total"] == answered(client, held)["total"]
    warned = answered(client, f"{held}&points=0")["items"]
    assert any("UCAS points" in " ".join(item["eligibility"]["reasons"]) for item in warned)


def test_without_for_nothing_is_judged(client: CheckingClient) -> None:
    items = answered(client, "near=preston&stage=19-24")["items"]
    assert {str(item["eligibility"]) for item in items} == {"None"}


def test_body_asks_what_the_address_asks(client: CheckingClient) -> None:
    asked = {"for": "eligible", "stage": "19-24", "english": "not-yet", "gcses": 2, "near": "preston"}
    posted = client.post("/api/v1/opportunities/search", json=asked).get_json()
    got = answered(client, "for=eligible&stage=19-24&english=not-yet&gcses=2&near=preston")
    assert posted["total"] == got["total"]
    assert posted["items"] == got["items"]


def page(client: CheckingClient, query: str) -> str:
    response = client.get(f"/search?{query}")
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_cards_say_whether_you_could_apply(client: CheckingClient) -> None:
    text = text_of(page(client, ADDRESS.format(stage="year-10-11")))
    assert "You could, if…" in text
    assert "Not yet" not in text.replace("Not yet</option>", "").split("options")[-1].split("Look further")[0]
    assert "You could, if…" not in text_of(page(client, "near=preston"))


def test_chip_takes_the_filter_away_and_the_title_tells_of_it(client: CheckingClient) -> None:
    html = page(client, ADDRESS.format(stage="19-24"))
    assert "You can apply: 19 to 24" in text_of(html)
    chips = [
        node.get("href")
        for node in html5lib.parse(html).iter()
        if "chip" in (node.get("class") or "").split()
    ]
    assert "/search?near=preston&miles=40" in chips


def test_panel_keeps_what_was_said(client: CheckingClient) -> None:
    html = page(client, "for=eligible&stage=19-24&maths=expect&gcses=4")
    chosen = {
        option.get("value")
        for option in html5lib.parse(html).iter("{http://www.w3.org/1999/xhtml}option")
        if option.get("selected") is not None
    }
    assert {"19-24", "expect"} <= chosen
    assert 'name="gcses" type="number" inputmode="numeric" min="0" max="15" value="4"' in html


def test_form_without_a_stage_is_a_plain_search(client: CheckingClient) -> None:
    sent = {"q": "", "near": "preston", "for": "eligible", "stage": "", "english": "have", "gcses": ""}
    answer = client.post("/search", data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/search?near=preston")


def test_form_with_a_stage_keeps_to_what_you_can_apply_for(client: CheckingClient) -> None:
    sent = {"q": "", "near": "preston", "for": "eligible", "stage": "19-24", "english": "have", "gcses": ""}
    answer = client.post("/search", data=sent)
    assert answer.headers["Location"] == "/search?near=preston&for=eligible&stage=19-24&english=have"


def test_empty_list_offers_what_you_cannot_apply_for_yet(client: CheckingClient) -> None:
    html = page(client, "for=eligible&stage=year-10-11&route=degree&near=preston")
    assert "See what you cannot apply for yet, too" in text_of(html)


def test_swapped_list_is_the_one_of_a_fresh_load(client: CheckingClient) -> None:
    assert_htmx_equals_fresh_load(client, "/search?" + ADDRESS.format(stage="year-12-13"), target="results")
