"""The first page."""

from flask import Response, make_response, render_template

from pathways.catalogue.vocabulary import Area, Route
from pathways.front.blueprint import front


@front.get("/")
def home() -> Response:
    """One sentence, one search and one way on for people who do not know yet."""
    return make_response(
        render_template(
            "front/home.html", routes=[route.value for route in Route], areas=[area.value for area in Area]
        )
    )
