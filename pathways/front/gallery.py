"""Every component in every state on one page, while building."""

from flask import Blueprint, Response, make_response, render_template

from pathways import clock
from pathways.catalogue.vocabulary import Route
from pathways.front import gallery_samples as samples

gallery = Blueprint("gallery", __name__)


@gallery.get("/components")
def components() -> Response:
    """The components, each with all its states."""
    today = clock.today()
    response = make_response(
        render_template(
            "development/components.html",
            samples=samples,
            cards=samples.sample_cards(today),
            routes=[route.value for route in Route],
            today=today,
        )
    )
    response.headers["Cache-Control"] = "no-store"
    return response
