"""The JSON API's search: what other services rely on."""

from __future__ import annotations

from typing import Any

import pytest

from pathways.catalogue.vocabulary import Route
from tests.harness.pages import CheckingClient

ITEM_KEYS = {
    "id",
    "programme_id",
    "title",
    "route",
    "level",
    "areas",
    "provider",
    "employer",
    "venue",
    "delivery",
    "distance_miles",
    "mode",
    "duration",
    "next_start",
    "closing",
    "pay",
    "cost",
    "tags",
    "eligibility",
    "source",
    "is_demonstration",
    "url",
}
FACETS = {"route", "level", "area", "mode", "delivery", "money", "start", "provider"}


def find(client: CheckingClient, query: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/opportunities?{query}")
    assert response.status_code == 200, response.text
    answer = response.get_json()
    assert isinstance(answer, dict)
    return answer


def refused_field(client: CheckingClient, query: str) -> str:
    response = client.get(f"/api/v1/opportunities?{query}")
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"
    return str(response.get_json()["errors"][0]["field"])


def test_service_finds_plumbing_near_consett(client: CheckingClient) -> None:
    answer = find(client, "q=plumbing&near=consett&miles=10")
    assert answer["total"] >= 1
    assert any("plumb" in item["title"].lower() for item in answer["items"])
    assert answer["place"]["id"] == "consett"
    near = [item["distance_miles"] for item in answer["items"] if item["distance_miles"] is not None]
    assert near
    assert all(distance <= 10 for distance in near)


def test_every_item_has_exactly_the_agreed_keys(client: CheckingClient) -> None:
    answer = find(client, "near=preston&per_page=50")
    assert answer["items"]
    for item in answer["items"]:
        assert set(item) == ITEM_KEYS
        assert item["url"].startswith("http")
        assert set(item["provider"]) == {"id", "name"}
    assert set(answer["facets"]) == FACETS


def test_total_equals_the_items_reached_by_paging(client: CheckingClient) -> None:
    first = find(client, "q=engineering&per_page=7")
    seen: list[int] = []
    for page in range(1, first["total"] // 7 + 3):
        seen += [item["id"] for item in find(client, f"q=engineering&per_page=7&page={page}")["items"]]
    assert len(seen) == len(set(seen)) == first["total"]


def test_each_facet_counts_what_choosing_it_gives(client: CheckingClient) -> None:
    answer = find(client, "near=wakefield&miles=20&level=3")
    for found in answer["facets"]["route"]:
        assert (
            find(client, f"near=wakefield&miles=20&level=3&route={found['value']}")["total"] == found["count"]
        )


def test_a_facet_ignores_its_own_filter(client: CheckingClient) -> None:
    everything = find(client, "near=bradford")["facets"]["route"]
    narrowed = find(client, "near=bradford&route=a-level")["facets"]["route"]
    assert {found["value"]: found["count"] for found in narrowed if found["count"]} == {
        found["value"]: found["count"] for found in everything if found["count"]
    }


def test_wider_circles_never_hold_less(client: CheckingClient) -> None:
    answer = find(client, "near=hartlepool&miles=5")
    totals = [answer["total"], *(wider["total"] for wider in answer["wider"])]
    assert totals == sorted(totals)
    assert answer["wider"][-1]["miles"] == "any"


def test_labels_are_words_for_people(client: CheckingClient) -> None:
    labels = {found["value"]: found["label"] for found in find(client, "")["facets"]["route"]}
    assert labels["t-level"] == "T Level"
    assert set(labels) <= {route.value for route in Route}


def test_misspelt_words_are_corrected_and_can_be_kept(client: CheckingClient) -> None:
    answer = find(client, "q=enjineering")
    assert answer["corrected"] == {"from": "enjineering", "to": "engineering"}
    assert find(client, "q=enjineering&spelling=kept")["corrected"] is None


def test_a_page_past_the_end_is_empty_with_the_same_total(client: CheckingClient) -> None:
    beyond = find(client, "q=nursing&page=1000000000")
    assert beyond["items"] == []
    assert beyond["total"] == find(client, "q=nursing")["total"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page=-1", "page"),
        ("page=0", "page"),
        ("page=1e3", "page"),
        ("page=²", "page"),
        ("per_page=51", "per_page"),
        ("miles=abc", "miles"),
        ("miles=7", "miles"),
        ("near=ZZ99", "near"),
        ("near=xqzxqz", "near"),
        ("level=9", "level"),
        ("route=astronaut", "route"),
        ("start=tomorrow", "start"),
        ("provider=two", "provider"),
        ("sort=best", "sort"),
        ("colour=red", "colour"),
        ("q=" + "a" * 10_000, "q"),
        ("page=1&page=2", "page"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(client: CheckingClient, query: str, field: str) -> None:
    assert refused_field(client, query).startswith(field)


@pytest.mark.parametrize("field", ["near", "q"])
def test_a_full_postcode_in_an_address_is_refused_and_the_post_named(
    client: CheckingClient, field: str
) -> None:
    response = client.get(f"/api/v1/opportunities?{field}=PR1+2HE")
    assert response.status_code == 422
    problem = response.get_json()
    assert problem["errors"][0]["field"] == field
    assert "POST /api/v1/opportunities/search" in problem["detail"]
    assert "2HE" not in response.text


@pytest.mark.parametrize(
    "address",
    [
        "programmes/1?near=PR1+2HE",
        "providers/1?near=pr12he",
        "places?q=pre&near=PR1-2HE",
        "opportunities/changes?since=0&from=near%3DPR1%252B2HE",
        "opportunities?PR1+2HE=1",
    ],
)
def test_no_address_of_the_api_takes_a_full_postcode_anywhere(client: CheckingClient, address: str) -> None:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 422
    assert "POST /api/v1/opportunities/search" in response.get_json()["detail"]
    assert "2he" not in response.text.lower()


def test_a_full_postcode_in_a_body_finds_its_sector(client: CheckingClient) -> None:
    response = client.post("/api/v1/opportunities/search", json={"near": "pr12he", "miles": 5})
    assert response.status_code == 200
    assert response.get_json()["place"]["id"] in ("PR1-2", "PR1")
    assert "2HE" not in response.text.upper()


def test_body_and_address_give_the_same_answer(client: CheckingClient) -> None:
    by_body = client.post(
        "/api/v1/opportunities/search",
        json={
            "q": "nursing",
            "near": "preston",
            "miles": 30,
            "level": ["3"],
            "sort": "distance",
            "per_page": 5,
        },
    )
    assert by_body.get_json() == find(
        client, "q=nursing&near=preston&miles=30&level=3&sort=distance&per_page=5"
    )


@pytest.mark.parametrize(
    "body",
    [
        "not json",
        "[]",
        "null",
        '"nursing"',
        '{"q": 5}',
        '{"miles": "20"}',
        '{"near": "\\u0000"}',
        '{"q": "' + "a" * 300 + '"}',
        '{"level": [3]}',
        '{"level": "3"}',
        '{"surprise": true}',
        "[" * 2000,
    ],
)
def test_a_body_that_is_not_a_search_is_refused_in_words(client: CheckingClient, body: str) -> None:
    response = client.post("/api/v1/opportunities/search", data=body, content_type="application/json")
    assert response.status_code == 422
    assert response.get_json()["errors"]


def test_a_body_that_is_not_said_to_be_json_is_refused(client: CheckingClient) -> None:
    response = client.post("/api/v1/opportunities/search", data="q=nursing")
    assert response.status_code == 415
    assert response.mimetype == "application/problem+json"


def test_an_ambiguous_town_gives_the_choices_and_no_results(client: CheckingClient) -> None:
    answer = find(client, "near=Richmond")
    assert answer["place"] is None
    assert answer["total"] == 0
    assert answer["items"] == []
    assert {"richmond-north-yorkshire"} <= {choice["id"] for choice in answer["place_choices"]}
    assert answer["notices"]


def test_eligible_without_a_stage_is_left_out_and_said_so(client: CheckingClient) -> None:
    answer = find(client, "q=nursing&for=eligible")
    assert "stage" in answer["notices"][0]
    assert answer["total"] == find(client, "q=nursing")["total"]


def test_any_site_may_read_the_answers(client: CheckingClient) -> None:
    assert client.get("/api/v1/opportunities").headers["Access-Control-Allow-Origin"] == "*"


def test_wrong_method_and_unknown_address_are_problem_documents(client: CheckingClient) -> None:
    for response, status in (
        (client.delete("/api/v1/opportunities"), 405),
        (client.get("/api/v1/nothing-here"), 404),
    ):
        assert response.status_code == status
        assert response.mimetype == "application/problem+json"
        assert response.get_json()["status"] == status
