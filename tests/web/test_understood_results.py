"""What a search was understood as is shown, can be refused, and is told to other services."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.harness.pages import CheckingClient


def sent_to(client: CheckingClient, **fields: str) -> dict[str, list[str]]:
    """The parameters of the address that a form leads to."""
    response = client.post("/search", data=fields)
    assert response.status_code == 303
    return parse_qs(urlsplit(response.headers["Location"]).query)


def text_of(client: CheckingClient, address: str) -> str:
    """The page at an address."""
    response = client.get(address)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_student_types_a_place_with_the_words(client: CheckingClient) -> None:
    assert sent_to(client, q="plumbing near Consett") == {"q": ["plumbing"], "near": ["consett"]}
    assert sent_to(client, q="plumbing near Consett", near="Preston")["near"] == ["preston"]


def test_a_place_of_which_there_are_several_is_asked_about(client: CheckingClient) -> None:
    response = client.post("/search", data={"q": "plumbing near Ashford"})
    assert response.status_code == 422
    page = response.get_data(as_text=True)
    assert "Which Ashford?" in page
    assert "q=plumbing&amp;near=ashford" in page


def test_words_that_are_filters_are_shown_as_filters(client: CheckingClient) -> None:
    response = client.get("/search?q=plumbing+apprenticeship")
    assert "route=apprenticeship" in response.headers["Link"]
    assert "q=plumbing&" in response.headers["Link"]
    same = client.get("/search?q=plumbing&route=apprenticeship")
    assert same.headers["Link"] == response.headers["Link"]


def test_a_reading_is_said_and_can_be_refused(client: CheckingClient) -> None:
    page = text_of(client, "/search?q=sparky")
    assert "We read “sparky” as: electrician." in page
    assert "/search?q=sparky&amp;spelling=kept" in page
    assert "We read" not in text_of(client, "/search?q=sparky&spelling=kept")


def test_what_is_refused_is_said(client: CheckingClient) -> None:
    assert "We left out “university”" in text_of(client, "/search?q=animals+not+university")


@pytest.mark.parametrize("typed", ["idk", "ಕನ್ನಡ", "qqqqq zzzzz"])
def test_who_is_not_understood_is_offered_the_questions(client: CheckingClient, typed: str) -> None:
    assert "Answer a few questions instead" in text_of(client, f"/search?q={typed}")


def test_the_nearest_to_what_was_asked_is_said_to_be_that(client: CheckingClient) -> None:
    assert "These are the nearest to it." in text_of(
        client, "/search?q=astronaut+supported+internship&near=consett"
    )


def test_a_service_is_told_what_was_understood(client: CheckingClient) -> None:
    answer = client.get("/api/v1/opportunities?q=online+plumbing+near+Consett").get_json()
    understood = {one["text"]: one["as"] for one in answer["understood"]}
    assert understood["online"] == {"delivery": ["online"]}
    assert understood["near Consett"] == {"near": ["consett"]}
    assert answer["place"]["id"] == "consett"


def test_a_service_is_told_what_was_refused(client: CheckingClient) -> None:
    answer = client.get("/api/v1/opportunities?q=animals+not+university").get_json()
    understood = {one["text"]: one["as"] for one in answer["understood"]}
    assert "route:degree" in understood["university"]["not"]
    assert all(item["route"] != "degree" for item in answer["items"])
    plain = client.get("/api/v1/opportunities?q=animals&spelling=kept").get_json()
    assert plain["understood"] == []
