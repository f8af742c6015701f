"""The OpenAPI 3.1 description, made from the shapes that the answers are made of."""

from functools import lru_cache
from typing import Any

from flask import Response, jsonify
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from pathways.api.blueprint import api
from pathways.api.changes import LAST_SEQUENCE
from pathways.api.document_shapes import ProgrammeDocument, ProviderDocument
from pathways.api.dump import DUMP_TYPE
from pathways.api.dump_files import NAMES
from pathways.api.listing_shapes import ListingAnswer, OwnListing, OwnListings
from pathways.api.own_listings import LONGEST_REFERENCE
from pathways.api.places import LONGEST_PREFIX
from pathways.api.question_shapes import QuestionsAnswer
from pathways.api.reading_own_listings import MOST_PAGES
from pathways.api.requests import SearchBody
from pathways.api.schemas import (
    ChangesAnswer,
    DumpAbout,
    OpportunityItem,
    PlacesAnswer,
    Problem,
    SearchAnswer,
)
from pathways.api.suggestion_shapes import SuggestionsAnswer
from pathways.database import LARGEST_ID
from pathways.guidance.answer_json import AnswersBody
from pathways.listings.content import ListingContent
from pathways.listings.keys.models import LONGEST_IDEMPOTENCY_KEY

KEY = "key"
REFERENCE = "#/components/schemas/{model}"
SHAPES: tuple[type[BaseModel], ...] = (
    ChangesAnswer,
    DumpAbout,
    ListingAnswer,
    OwnListing,
    OwnListings,
    PlacesAnswer,
    Problem,
    ProgrammeDocument,
    ProviderDocument,
    QuestionsAnswer,
    SearchAnswer,
    SuggestionsAnswer,
)


@api.get("/openapi.json")
def openapi() -> Response:
    """This description."""
    return jsonify(description())


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """The whole description as plain values."""
    _, schemas = models_json_schema(
        [
            *((shape, "serialization") for shape in SHAPES),
            (SearchBody, "validation"),
            (AnswersBody, "validation"),
            (ListingContent, "validation"),
        ],
        ref_template=REFERENCE,
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pathways",
            "version": "1",
            "summary": "Every route after school, near home.",
            "description": (
                "Reading the catalogue needs no key; a provider reads and writes its own listings with one. "
                "Errors are problem documents (RFC 9457)."
            ),
            "license": {"name": "Open Government Licence v3.0", "identifier": "OGL-UK-3.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": _paths(schemas["$defs"]["SearchBody"]["properties"]),
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {KEY: {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths(search_fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "/opportunities": {
            "get": _operation(
                "findOpportunities",
                "Search, with an exact total and counts for every filter.",
                SearchAnswer,
                [_query(name, _without_default(schema)) for name, schema in search_fields.items()],
                errors=(422, 429, 503),
            )
        },
        "/opportunities/search": {
            "post": _operation(
                "findOpportunitiesByBody",
                "The same search as JSON; `near` may be a full postcode, which is not kept.",
                SearchAnswer,
                body=SearchBody,
                errors=(415, 422, 429, 503),
            )
        },
        "/opportunities/changes": {
            "get": _operation(
                "listChanges",
                "Changes after a sequence number, oldest first, with licence and sources.",
                ChangesAnswer,
                [_query("since", {"type": "integer", "minimum": 0, "maximum": LAST_SEQUENCE})],
                errors=(422, 429, 503),
            )
        },
        "/opportunities/dump": {"get": _dump()},
        "/opportunities/dump/about": {
            "get": _operation(
                "readAboutDump",
                "What the dump holds, when it was written, its licence and its sources.",
                DumpAbout,
                errors=(404, 429),
            )
        },
        "/listings": _all_own_listings(),
        "/listings/{reference}": _own_listings(),
        "/programmes/{id}": {
            "get": _operation(
                "readProgramme",
                "One programme with all that is known of it.",
                ProgrammeDocument,
                [_identifier()],
                errors=(404, 410, 429, 503),
            )
        },
        "/providers/{id}": {
            "get": _operation(
                "readProvider",
                "One provider with its venues.",
                ProviderDocument,
                [_identifier()],
                errors=(404, 410, 429, 503),
            )
        },
        "/questions": {
            "get": _operation(
                "listQuestions",
                "Every question of the questionnaire, with every code and label.",
                QuestionsAnswer,
                errors=(429,),
            )
        },
        "/suggestions": {
            "post": _operation(
                "suggest",
                "Real options for somebody's answers, with reasons that add up to each score.",
                SuggestionsAnswer,
                body=AnswersBody,
                errors=(415, 422, 429, 503),
            )
        },
        "/places": {
            "get": _operation(
                "findPlaces",
                "Places whose name begins with what was typed.",
                PlacesAnswer,
                [_query("q", {"type": "string", "maxLength": LONGEST_PREFIX})],
                errors=(422, 429),
            )
        },
    }


def _own_listings() -> dict[str, Any]:
    """What a provider's own system may do with one listing. Its key is made on a page of the provider."""
    place = {
        "name": "reference",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_REFERENCE},
    }
    once = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "schema": {"type": "string", "maxLength": LONGEST_IDEMPOTENCY_KEY},
    }
    put = _operation(
        "putListing",
        "Create a listing, or replace what it says, and ask for it to be shown.",
        ListingAnswer,
        [place, once],
        body=ListingContent,
        errors=(401, 409, 413, 415, 422, 429, 503),
    )
    put["responses"]["201"] = put["responses"]["200"] | {"description": "The listing is new."}
    withdraw = _operation(
        "withdrawListing",
        "Take a listing off the site at once.",
        ListingAnswer,
        [place, once],
        errors=(401, 404, 409, 422, 429, 503),
    )
    read = _operation(
        "readListing",
        "How a listing stands, with all that its newest version says.",
        OwnListing,
        [place],
        errors=(401, 404, 422, 429, 503),
    )
    return {
        "get": _with_key(read),
        "put": put | {"security": [{KEY: []}]},
        "delete": _with_key(withdraw),
    }


def _all_own_listings() -> dict[str, Any]:
    page = _query("page", {"type": "integer", "minimum": 1, "maximum": MOST_PAGES})
    summary = "The provider's listings, a page at a time."
    described = _operation("readListings", summary, OwnListings, [page], errors=(401, 422, 429, 503))
    return {"get": _with_key(described)}


def _with_key(described: dict[str, Any]) -> dict[str, Any]:
    """An operation that wants a key, and whose answer nobody keeps."""
    del described["responses"]["304"]
    return described | {"security": [{KEY: []}]}


def _dump() -> dict[str, Any]:
    """The one answer that is a file: each of its lines is an item of a search, or a row made of one."""
    described = _operation(
        "readDump",
        "Every opportunity, one a line, packed by gzip.",
        OpportunityItem,
        [_query("format", {"type": "string", "enum": list(NAMES)})],
        errors=(404, 416, 422, 429),
    )
    file = {DUMP_TYPE: {"schema": {"type": "string", "format": "binary"}}}
    described["responses"]["200"]["content"] = file
    described["responses"]["206"] = {"description": "The range of bytes that was asked for.", "content": file}
    return described


def _operation(
    name: str,
    summary: str,
    shape: type[BaseModel],
    parameters: list[dict[str, Any]] | None = None,
    *,
    errors: tuple[int, ...],
    body: type[BaseModel] | None = None,
) -> dict[str, Any]:
    refused = {"application/problem+json": {"schema": _reference(Problem)}}
    described: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "parameters": parameters or [],
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {"application/json": {"schema": _reference(shape)}},
            },
            **({} if body else {"304": {"description": "What `If-None-Match` names is still the answer."}}),
            **{str(status): {"description": "A problem document.", "content": refused} for status in errors},
        },
    }
    if body is not None:
        described["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _reference(body)}},
        }
    return described


def _reference(shape: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REFERENCE.format(model=shape.__name__)}


def _query(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "style": "form",
        "explode": True,
    }


def _identifier() -> dict[str, Any]:
    return {
        "name": "id",
        "in": "path",
        "required": True,
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_ID},
    }


def _without_default(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a body field as that of a parameter: what is null in a body is left out of an address."""
    kept = {key: value for key, value in schema.items() if key not in ("default", "title")}
    choices = [choice for choice in kept.pop("anyOf", []) if choice.get("type") != "null"]
    if len(choices) == 1:
        kept.update(choices[0])
        return kept
    if choices:
        kept["anyOf"] = choices
    return kept
