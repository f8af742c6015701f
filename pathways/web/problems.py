"""Errors of the JSON API as RFC 9457 problem documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, jsonify

PROBLEM_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One parameter or body field that cannot be used, and what would be."""

    field: str
    detail: str


def problem_body(status: int, detail: str) -> dict[str, object]:
    """What a problem document with ``status``, its standard title and ``detail`` holds."""
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}


def problem(status: int, detail: str, errors: Iterable[FieldProblem] = ()) -> Response:
    """A problem document with ``status``, its standard title, ``detail`` and the fields at fault."""
    body = problem_body(status, detail)
    listed = [{"field": error.field, "detail": error.detail} for error in errors]
    if listed:
        body["errors"] = listed
    response = jsonify(body)
    response.status_code = status
    response.content_type = PROBLEM_TYPE
    return response


def asks_the_api(path: str) -> bool:
    """Whether an address belongs to the JSON API, whose errors are problem documents."""
    return path == "/api" or path.startswith("/api/")
