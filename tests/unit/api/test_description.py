"""The API's description stands by itself: whole, valid, and of the same codes as the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema_rs import validator_for

from pathways.api.openapi import description
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, Sort, StartWindow


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def test_every_reference_leads_somewhere() -> None:
    described = description()
    named = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert set(references(described)) <= named


def test_no_schema_is_left_over() -> None:
    described = description()
    used = {reference.rsplit("/", 1)[1] for reference in references(described)}
    assert set(described["components"]["schemas"]) - used == set()


@pytest.mark.parametrize("kind", [Route, Level, Area, Mode, Delivery, Money, StartWindow, Sort])
def test_codes_are_those_of_the_catalogue(kind: Any) -> None:
    schema = description()["components"]["schemas"][kind.__name__]
    assert schema["enum"] == [choice.value for choice in kind]


def test_every_operation_says_what_it_answers_and_how_it_refuses() -> None:
    for path, operations in description()["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"].endswith("."), (path, method)
            assert "200" in operation["responses"]
            refusals = [code for code in operation["responses"] if int(code) >= 400]
            assert "429" in refusals
            for code in refusals:
                assert list(operation["responses"][code]["content"]) == ["application/problem+json"]


def test_what_is_read_may_be_asked_for_only_when_it_changed() -> None:
    for path, operations in description()["paths"].items():
        for method, operation in operations.items():
            # What a key opens is kept nowhere, so nothing is there to compare with.
            is_open = "security" not in operation
            assert ("304" in operation["responses"]) is (method == "get" and is_open), path


def test_dump_may_be_had_in_two_forms_and_in_parts() -> None:
    operation = description()["paths"]["/opportunities/dump"]["get"]
    (form,) = operation["parameters"]
    assert (form["name"], form["schema"]["enum"]) == ("format", ["jsonl", "csv"])
    for status in ("200", "206"):
        assert list(operation["responses"][status]["content"]) == ["application/gzip"]


def test_operation_names_are_unique() -> None:
    names = [
        operation["operationId"]
        for operations in description()["paths"].values()
        for operation in operations.values()
    ]
    assert len(names) == len(set(names))


def test_path_parameters_are_described() -> None:
    for path, operations in description()["paths"].items():
        wanted = set(re.findall(r"\{(\w+)\}", path))
        for operation in operations.values():
            described = {
                parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"
            }
            assert described == wanted


def test_a_parameter_of_an_address_is_never_null() -> None:
    for parameter in description()["paths"]["/opportunities"]["get"]["parameters"]:
        assert "null" not in str(parameter["schema"]), parameter["name"]


def test_schemas_are_json_schema() -> None:
    described = description()
    for name in described["components"]["schemas"]:
        validator_for({"$ref": f"#/components/schemas/{name}", "components": described["components"]})


def test_the_agreed_parameters_are_all_there() -> None:
    named = {parameter["name"] for parameter in description()["paths"]["/opportunities"]["get"]["parameters"]}
    wanted = "q near miles route level area mode delivery money start provider for stage english maths gcses"
    assert named >= {*wanted.split(), "highest", "points", "sort", "page", "per_page"}
