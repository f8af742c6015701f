"""The JSON API, version 1: the same search as the pages, for other services."""

from pathways.api import (
    changes,
    documents,
    dump,
    openapi,
    opportunities,
    own_listings,
    places,
    questions,
    reading_own_listings,
    suggestions,
)
from pathways.api.blueprint import api

__all__ = [
    "api",
    "changes",
    "documents",
    "dump",
    "openapi",
    "opportunities",
    "own_listings",
    "places",
    "questions",
    "reading_own_listings",
    "suggestions",
]
