"""The shapes of suggestions in the API's answers."""

from pydantic import Field

from pathways.api.document_shapes import LadderShape
from pathways.api.schemas import OpportunityItem, PlaceShape, Shape


class ReasonShape(Shape):
    """Why something is suggested. The weights of an item's reasons add up to its score."""

    kind: str
    weight: float
    text: str


class SuggestionItem(OpportunityItem):
    """One suggestion: an opportunity with its score from 0 to 1 and its reasons, largest first."""

    score: float = Field(ge=0, le=1)
    reasons: list[ReasonShape]
    minutes: int | None
    something_different: bool
    ladder: LadderShape | None = Field(description="The way up, for the best few; null for the others.")


class SuggestionGroup(Shape):
    """The suggestions of one career area."""

    area: str | None
    label: str
    items: list[SuggestionItem]


class WidenedShape(Shape):
    """That too little was in reach, how far was looked instead, and why in words."""

    miles: int
    why: str


class ExplainedRoute(Shape):
    """A route in one line, where nothing could be suggested."""

    route: str
    label: str
    line: str
    url: str


class PersonToAsk(Shape):
    """Whom to talk to, and where."""

    name: str
    text: str
    url: str


class SuggestionsAnswer(Shape):
    """Suggestions in the balanced order, and the same by career area.

    ``routes`` explains every route where there is nothing to suggest, and ``talk_to`` says whom to ask.
    """

    place: PlaceShape | None
    widened: WidenedShape | None
    items: list[SuggestionItem]
    groups: list[SuggestionGroup]
    routes: list[ExplainedRoute]
    talk_to: list[PersonToAsk]
