"""A search that many make is worked out once: everybody sees the same, and nothing that somebody said is kept."""

from __future__ import annotations

import pytest

from pathways.web.kept_answers import KeptAnswers
from tests.harness.pages import CheckingClient

PART = {"HX-Request": "true", "HX-Target": "results"}
COUNT = {"HX-Request": "true", "HX-Target": "show-count"}


@pytest.fixture
def kept(client: CheckingClient) -> KeptAnswers:
    """What the service keeps, with nothing kept yet."""
    answers = client.application.extensions["kept_answers"] = KeptAnswers()
    return answers


def test_a_class_that_searches_alike_is_shown_one_page(client: CheckingClient, kept: KeptAnswers) -> None:
    first = client.get("/search?near=preston")
    size = kept.size
    assert size > 1000
    again = client.get("/search?near=preston")
    assert again.data == first.data
    assert again.headers.to_wsgi_list() == first.headers.to_wsgi_list()
    assert kept.size == size


def test_a_page_a_part_and_a_count_are_told_apart(client: CheckingClient, kept: KeptAnswers) -> None:
    for _ in range(2):
        page = client.get("/search?near=preston").get_data(as_text=True)
        part = client.get("/search?near=preston", headers=PART).get_data(as_text=True)
        count = client.get("/search?near=preston", headers=COUNT).get_data(as_text=True)
        assert page.startswith("<!DOCTYPE html>")
        assert part.startswith("<title>")
        assert "<" not in count
    assert kept.size > 0


def test_what_somebody_says_of_themselves_is_not_kept(client: CheckingClient, kept: KeptAnswers) -> None:
    asked = "/search?near=preston&for=eligible&stage=year-10-11&english=expect&gcses=5"
    for _ in range(2):
        assert client.get(asked).status_code == 200
    assert kept.size == 0


def test_a_form_and_its_answer_are_not_kept(client: CheckingClient, kept: KeptAnswers) -> None:
    assert client.post("/search", data={"q": "", "near": "Preston"}).status_code == 303
    assert client.post("/search", data={"q": "", "near": "Nowhere at all"}).status_code == 422
    assert kept.size == 0
