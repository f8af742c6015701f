"""A service is told how the words of a search were read, and can ask the same again without words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.harness.pages import CheckingClient


def asked(client: CheckingClient, **parameters: str) -> dict[str, Any]:
    """The answer to a search."""
    response = client.get("/api/v1/opportunities", query_string=parameters)
    assert response.status_code == 200
    found: dict[str, Any] = response.get_json()
    return found


def meanings(found: dict[str, Any]) -> dict[str, list[str]]:
    """Every code that the words were read as, by facet."""
    read: dict[str, list[str]] = {}
    for one in found["understood"]:
        for facet, codes in one["as"].items():
            read.setdefault(facet, []).extend(codes)
    return read


@pytest.mark.parametrize(
    ("words", "facet", "code"),
    [
        ("plumbing apprenticeship", "route", "apprenticeship"),
        ("t level health", "route", "t-level"),
        ("plumbing near Consett", "near", "consett"),
        ("animals not uni", "not", "route:degree"),
    ],
)
def test_words_are_said_back_as_codes(client: CheckingClient, words: str, facet: str, code: str) -> None:
    found = asked(client, q=words)
    assert any(one.startswith(code) for one in meanings(found)[facet]), found["understood"]


def test_a_place_in_the_words_is_the_place_that_is_measured_from(client: CheckingClient) -> None:
    in_words, as_parameter = (
        asked(client, q="plumbing near Consett"),
        asked(client, q="plumbing", near="Consett"),
    )
    assert in_words["place"] == as_parameter["place"]
    assert in_words["total"] == as_parameter["total"]
    assert [item["id"] for item in in_words["items"]] == [item["id"] for item in as_parameter["items"]]


def test_a_route_in_the_words_is_the_filter_of_that_name(client: CheckingClient) -> None:
    in_words = asked(client, q="plumbing apprenticeship")
    chosen = asked(client, q="plumbing", route="apprenticeship")
    assert in_words["items"]
    assert {item["route"] for item in in_words["items"]} == {item["route"] for item in chosen["items"]}
    assert in_words["total"] == chosen["total"]


def test_words_as_typed_are_read_as_nothing(client: CheckingClient) -> None:
    assert asked(client, q="plumbing apprenticeship", spelling="kept")["understood"] == []
    assert asked(client)["understood"] == []
