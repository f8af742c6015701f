"""Error pages: what happened, what to do, one way on, and never a trace of the works."""

from __future__ import annotations

import logging

import pytest

from tests.harness.pages import RAISE, CheckingClient, heading_of, links_of, text_of

STATUSES = (400, 403, 404, 405, 410, 413, 414, 422, 429, 500, 503)


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_is_a_page_with_one_way_on(client: CheckingClient, status: int) -> None:
    response = client.get(f"{RAISE}/{status}")
    page = response.get_data(as_text=True)
    assert response.status_code == status
    assert heading_of(page)
    assert [words for words in links_of(page).values() if words == "Go to the search"]
    assert response.headers["Cache-Control"] == "no-store"


def test_no_two_errors_say_the_same(client: CheckingClient) -> None:
    texts = {text_of(client.get(f"{RAISE}/{status}").get_data(as_text=True)) for status in STATUSES}
    assert len(texts) == len(STATUSES)


@pytest.mark.parametrize("status", [429, 503])
def test_who_should_come_back_is_told_when(client: CheckingClient, status: int) -> None:
    assert int(client.get(f"{RAISE}/{status}").headers["Retry-After"]) > 0
    assert int(client.get(f"{RAISE}/{status}", headers={"HX-Request": "true"}).headers["Retry-After"]) > 0


def test_a_status_without_words_of_its_own_takes_the_nearest(client: CheckingClient) -> None:
    assert client.get(f"{RAISE}/418").status_code == 418
    assert heading_of(client.get(f"{RAISE}/418").get_data(as_text=True)) == "We could not read that"
    assert heading_of(client.get(f"{RAISE}/504").get_data(as_text=True)) == "Something broke on our side"


def test_a_wrong_method_names_the_right_ones(client: CheckingClient) -> None:
    response = client.delete("/search")
    assert response.status_code == 405
    assert {"GET", "POST"} <= set(response.headers["Allow"].split(", "))


def test_what_went_wrong_inside_is_logged_and_not_shown(
    client: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = client.get(f"{RAISE}/500?q=secret-words")
    assert "Raised by a test" in caplog.text
    assert "secret-words" not in caplog.text
    assert "Raised by a test" not in response.get_data(as_text=True)
    assert "Traceback" not in response.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/nope", "/programmes/x", "/static/build/nope.css", "/areas/nope"])
def test_a_lost_address_is_met_with_words(client: CheckingClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert heading_of(response.get_data(as_text=True)) == "We could not find that page"


def test_the_api_says_its_errors_as_problems(client: CheckingClient) -> None:
    response = client.get("/api/v1/nope")
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert response.get_json()["status"] == 404


def test_too_much_at_once_is_refused_in_words(client: CheckingClient) -> None:
    response = client.post("/search", data={"q": "x" * 100_000})
    assert response.status_code == 413
    assert heading_of(response.get_data(as_text=True)) == "That was too much to send"


def test_an_address_without_end_is_refused_in_words(client: CheckingClient) -> None:
    response = client.get("/search?q=" + "x" * 9000)
    assert response.status_code == 414
    assert heading_of(response.get_data(as_text=True)) == "That address is too long"


def test_a_path_with_a_nul_is_refused(client: CheckingClient) -> None:
    assert client.get("/areas/%00").status_code == 400
