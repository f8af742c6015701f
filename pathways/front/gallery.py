"""Every component in every state on one page, while building."""

from flask import Blueprint, Response, make_response, render_template

from pathways import clock
from pathways.catalogue.criteria import Learner
from pathways.catalogue.vocabulary import Route
from pathways.front import gallery_questions as questions
from pathways.front import gallery_samples as samples
from pathways.front.learner_fields import learner_fields

gallery = Blueprint("gallery", __name__)


@gallery.get("/components")
def components() -> Response:
    """The components, each with all its states."""
    today = clock.today()
    response = make_response(
        render_template(
            "development/components.html",
            samples=samples,
            questions=questions,
            cards=samples.sample_cards(today),
            sample_link=lambda card: f"/programmes/{card.id}",
            ladder=samples.sample_ladder(today),
            learner=learner_fields(Learner("year-10-11", english="have", gcses=5)),
            routes=[route.value for route in Route],
            today=today,
        )
    )
    response.headers["Cache-Control"] = "no-store"
    return response
