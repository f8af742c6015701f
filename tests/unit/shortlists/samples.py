"""Samples for the rules of lists: cards, counts, forms and a catalogue to add from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import Flask

from pathways.catalogue.results import Card
from pathways.catalogue.vocabulary import Route
from pathways.plans.kept import read_kept
from pathways.shortlists.models import ResponseKind
from pathways.shortlists.queries.evidence import Evidence

BLANK = read_kept({"card": {}, "starts": []}).card


def a_card(number: int = 5, **changes: Any) -> Card:
    """A course at a college in Consett."""
    values: dict[str, Any] = {
        "id": number,
        "programme_id": 7,
        "programme_slug": "plumbing",
        "title": "Plumbing",
        "route": "vocational",
        "level": "2",
        "provider_id": 3,
        "provider_name": "Moorside College",
        "town": "Consett",
        "delivery": "venue",
        "money": "free",
    }
    return replace(BLANK, **(values | changes))


def some_evidence(group: int | None = 11, **changes: Any) -> Evidence:
    """The counts of a year group with thirty lists."""
    values: dict[str, Any] = {
        "lists": 30,
        "filled": 28,
        "shared": 25,
        "opened": 20,
        "answered": 12,
        "items": 140,
        "answers": {ResponseKind.INTERESTED: 9, ResponseKind.TALK: 4},
        "routes": {Route.T_LEVEL.value: 20, Route.APPRENTICESHIP.value: 25},
    }
    return Evidence(group, **(values | changes))


@contextmanager
def sent(app: Flask, path: str = "/advisers", **form: Any) -> Iterator[None]:
    """A request that sends a form."""
    with app.test_request_context(path, method="POST", data=form):
        yield
