"""Programmes, providers, places and changes as JSON."""

from __future__ import annotations

from typing import Any

import pytest

from tests.harness.pages import CheckingClient


def first_item(client: CheckingClient, query: str) -> dict[str, Any]:
    item = client.get(f"/api/v1/opportunities?{query}").get_json()["items"][0]
    assert isinstance(item, dict)
    return item


def test_a_found_opportunity_stands_in_its_programme(client: CheckingClient) -> None:
    item = first_item(client, "q=plumbing&near=consett")
    programme = client.get(f"/api/v1/programmes/{item['programme_id']}").get_json()
    assert programme["title"] == item["title"]
    offers = {offer["id"]: offer for offer in programme["opportunities"]}
    assert offers[item["id"]]["mode"] == item["mode"]
    assert programme["summary"]
    assert programme["daily_life"]
    assert programme["is_demonstration"] is True


def test_money_is_in_pounds(client: CheckingClient) -> None:
    item = first_item(client, "route=apprenticeship&money=paid")
    programme = client.get(f"/api/v1/programmes/{item['programme_id']}").get_json()
    hourly = [offer["pay_hourly_low"] for offer in programme["opportunities"] if offer["pay_hourly_low"]]
    assert all(5 < pay < 60 for pay in hourly)


def test_provider_has_its_four_sections_and_venues(client: CheckingClient) -> None:
    item = first_item(client, "near=preston")
    provider = client.get(f"/api/v1/providers/{item['provider']['id']}").get_json()
    assert provider["name"] == item["provider"]["name"]
    assert all(provider[section] for section in ("about", "careers", "learning_here", "answers"))
    assert provider["venues"]


@pytest.mark.parametrize("kind", ["programmes", "providers"])
@pytest.mark.parametrize("identifier", ["0", "2147483646", "9" * 30])
def test_what_is_not_there_is_a_problem_document(client: CheckingClient, kind: str, identifier: str) -> None:
    response = client.get(f"/api/v1/{kind}/{identifier}")
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"


def test_places_are_offered_from_three_letters(client: CheckingClient) -> None:
    places = client.get("/api/v1/places?q=pres").get_json()["places"]
    assert places[0]["id"] == "preston"
    assert set(places[0]) == {"id", "name", "kind", "lat", "lng"}
    assert client.get("/api/v1/places?q=pr").get_json()["places"] == []
    assert client.get("/api/v1/places?q=PR1").get_json()["places"][0]["id"] == "PR1"


def test_places_refuse_a_full_postcode_and_do_not_repeat_it(client: CheckingClient) -> None:
    response = client.get("/api/v1/places?q=PR1+2HE")
    assert response.status_code == 422
    assert "2HE" not in response.text


def test_changes_can_be_followed_from_any_point(client: CheckingClient) -> None:
    everything = client.get("/api/v1/opportunities/changes").get_json()
    assert everything["next"] >= 0
    later = client.get(f"/api/v1/opportunities/changes?since={everything['next']}").get_json()
    if not everything["more"]:
        said_of_all = {name: everything[name] for name in ("licence", "sources")}
        assert later == {"changes": [], "next": everything["next"], "more": False} | said_of_all


@pytest.mark.parametrize("since", ["yesterday", "-1", "9" * 30, "²"])
def test_changes_refuse_a_point_that_is_none(client: CheckingClient, since: str) -> None:
    response = client.get(f"/api/v1/opportunities/changes?since={since}")
    assert response.status_code == 422
    assert response.get_json()["errors"][0]["field"] == "since"
