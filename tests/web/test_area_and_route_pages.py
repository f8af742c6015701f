"""Career areas and routes, explained, with what there is near a place."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pathways.catalogue.vocabulary import Area, Route
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of


def test_every_area_is_on_the_index_with_its_count(client: CheckingClient) -> None:
    page = client.get("/areas").text
    links = links_of(page)
    assert all(f"/areas/{area}" in links for area in Area)
    assert "opportunities in Health" in links["/search?area=health"]


@pytest.mark.parametrize("area", list(Area))
def test_every_area_says_what_people_do_and_the_ways_in(client: CheckingClient, area: Area) -> None:
    response = client.get(f"/areas/{area}")
    assert response.status_code == 200
    text = text_of(response.text)
    for part in ("What people do", "You may like it if", "Some of the jobs", "Ways in", "What there is"):
        assert part in text


def test_area_counts_by_route_add_up_to_the_list(client: CheckingClient) -> None:
    page = client.get("/areas/health?near=preston").text
    assert "Within 20 miles of Preston" in text_of(page)
    links = [link for link in links_of(page) if link.startswith("/search?") and "route=" in link]
    assert len(links) >= 3
    for link in links:
        assert "near=preston" in link
        assert "area=health" in link


def test_a_job_is_a_search_near_the_chosen_place(client: CheckingClient) -> None:
    links = links_of(client.get("/areas/health?near=preston").text)
    assert links["/search?q=paramedic&near=preston"] == "Paramedic"
    assert client.get("/search?q=paramedic&near=preston").status_code == 200


def test_every_route_is_on_the_index(client: CheckingClient) -> None:
    links = links_of(client.get("/routes").text)
    assert [link for link in links if link.startswith("/routes/")] == [f"/routes/{route}" for route in Route]


@pytest.mark.parametrize("route", list(Route))
def test_every_route_answers_the_same_questions(client: CheckingClient, route: Route) -> None:
    response = client.get(f"/routes/{route}")
    assert response.status_code == 200
    text = text_of(response.text)
    parts = (
        "What is it?",
        "Who is it for?",
        "What level is it?",
        "How long does it take?",
        "What do you need to get in?",
        "What does it cost or pay?",
        "What does it lead to?",
        "Good to know",
        "Things people say that are not so",
        "Over the border",
        "In Wales",
        "In Scotland",
        "In Northern Ireland",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_apprentices_least_pay_is_that_of_the_day(
    client: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2026, 3, 31, 12, tzinfo=UTC))
    assert "£7.55" in text_of(client.get("/routes/apprenticeship").text)
    clock_at(datetime(2026, 4, 1, 12, tzinfo=UTC))
    assert "£8.00" in text_of(client.get("/routes/apprenticeship").text)


def test_a_route_that_is_no_job_shows_no_wages(client: CheckingClient) -> None:
    assert "The least an apprentice can be paid" not in text_of(client.get("/routes/degree").text)


def test_v_levels_are_said_to_come_until_they_have_come(
    client: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert "They have not begun yet" in text_of(client.get("/routes/v-level").text)
    assert "Not yet known" in text_of(client.get("/routes/v-level").text)
    clock_at(datetime(2027, 9, 2, 12, tzinfo=UTC))
    assert "They have not begun yet" not in text_of(client.get("/routes/v-level").text)


@pytest.mark.parametrize("path", ["/areas/health", "/routes/t-level"])
def test_a_typed_place_is_exchanged_and_a_doubtful_one_asked_about(client: CheckingClient, path: str) -> None:
    response = client.post(path, data={"near": "PR1 2HE"})
    assert response.status_code == 303
    assert response.location.startswith(f"{path}?near=PR1")
    assert "2HE" not in response.location
    asked = client.post(path, data={"near": "Richmond"})
    assert asked.status_code == 422
    assert any(link.startswith(f"{path}?near=richmond") for link in links_of(asked.text))
    assert client.post(path, data={"near": ""}).status_code == 422


def test_a_place_picked_while_typing_is_taken_as_picked(client: CheckingClient) -> None:
    picked = {"near": "Richmond, North Yorkshire", "near_name": "Richmond, North Yorkshire"}
    response = client.post("/routes/t-level", data=picked | {"near_id": "richmond-north-yorkshire"})
    assert response.location == "/routes/t-level?near=richmond-north-yorkshire"
    forged = client.post("/routes/t-level", data=picked | {"near_id": "/evil.example"})
    assert "evil" not in (forged.location or "")


def test_nothing_near_offers_what_is_further_away(client: CheckingClient) -> None:
    text = text_of(client.get("/routes/degree-apprenticeship?near=stornoway").text)
    assert "Nothing within 20 miles" in text
    assert "further away" in text


@pytest.mark.parametrize(
    "path", ["/areas/juggling", "/routes/shortcut", "/areas/%00", "/routes/" + "a" * 3000]
)
def test_unknown_areas_and_routes_are_not_found(client: CheckingClient, path: str) -> None:
    assert client.get(path).status_code in (400, 404)


@pytest.mark.parametrize("path", ["/areas/health", "/routes/degree"])
def test_odd_places_in_the_address_are_borne(client: CheckingClient, path: str) -> None:
    for near in ("ZZ99", "x" * 4000, "%F0%9F%98%80", "%E2%80%AEabc", "'; DROP TABLE venue"):
        response = client.get(f"{path}?near={near}")
        assert response.status_code == 200
        assert "We do not know this place" in text_of(response.text)


def test_heading_of_a_route_is_its_name(client: CheckingClient) -> None:
    assert heading_of(client.get("/routes/a-level").text) == "A level"
