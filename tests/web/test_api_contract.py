"""The description of the API is true: answers made from it, at random, all conform."""

from __future__ import annotations

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from pathways.api.openapi import description
from tests.harness.pages import CheckingClient

EXAMPLES = 40


def test_the_description_is_served_and_names_every_operation(client: CheckingClient) -> None:
    served = client.get("/api/v1/openapi.json").get_json()
    assert served == description()
    assert served["openapi"].startswith("3.1")
    assert set(served["paths"]) == {
        "/opportunities",
        "/opportunities/search",
        "/opportunities/changes",
        "/opportunities/dump",
        "/opportunities/dump/about",
        "/listings",
        "/listings/{reference}",
        "/programmes/{id}",
        "/providers/{id}",
        "/places",
        "/questions",
        "/suggestions",
    }


def test_every_api_route_is_described(app: Flask) -> None:
    rules = {
        str(rule)
        .removeprefix("/api/v1")
        .replace("<int:programme_id>", "{id}")
        .replace("<int:provider_id>", "{id}")
        .replace("<path:reference>", "{reference}")
        for rule in app.url_map.iter_rules()
        if str(rule).startswith("/api/v1/")
    }
    assert rules - {"/openapi.json"} == set(description()["paths"])


def test_generated_requests_all_get_described_answers(app: Flask) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    for operation in schema.get_all_operations():
        check_operation(operation.ok())


def check_operation(operation: schemathesis.APIOperation) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def conforms(case: schemathesis.Case) -> None:
        # The transport that talks to the application in memory does not unpack what it asked to have packed.
        response = case.call(headers={"Accept-Encoding": "identity"})
        unwritable = [positive_data_acceptance] if names_no_place(response) else []
        case.validate_response(response, excluded_checks=unwritable)

    conforms()


def names_no_place(response: schemathesis.Response) -> bool:
    """Whether the one thing wrong is the place: no schema can say which places there are."""
    if response.status_code != 422:
        return False
    return {error["field"] for error in response.json().get("errors", [])} <= {"near", "home"}


@given(text=st.text(max_size=300))
def test_no_words_break_the_search(app: Flask, text: str) -> None:
    response = app.test_client().get("/api/v1/opportunities", query_string={"q": text, "near": "preston"})
    assert response.status_code in (200, 422)
