"""Parts of the panel beside a list that are the same for nearly everybody, each drawn once."""

from typing import Any

from markupsafe import Markup

from pathways.catalogue.criteria import SearchCriteria
from pathways.front.blueprint import front
from pathways.front.learner_fields import learner_fields
from pathways.front.list_options import distances
from pathways.web.language import gettext
from pathways.web.pieces import Pieces

_distances = Pieces("components/place_fields.html", "miles_field")
_questions = Pieces("components/eligibility.html", "eligibility_filter")


@front.app_template_global()
def draw_distances(criteria: SearchCriteria) -> Markup:
    """The choice of how far away, with the one that is in force picked."""

    def draw(macro: Any) -> str:
        return str(macro(distances(criteria)))

    # A template drew it, and nothing is filled in.
    return Markup(_distances.of_this_page()(criteria.miles, draw) % {})  # noqa: S704


@front.app_template_global()
def draw_unanswered_questions() -> Markup:
    """The questions about what somebody can apply for, while none is answered: answers are never kept."""

    def draw(macro: Any) -> str:
        return str(macro(learner_fields(None, nothing=gettext("Show me everything"))))

    # A template drew it, and nothing is filled in.
    return Markup(_questions.of_this_page()("unanswered", draw) % {})  # noqa: S704
