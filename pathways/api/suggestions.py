"""Suggestions for somebody's answers, as JSON."""

from collections.abc import Callable, Mapping
from datetime import date

from flask import Response, request
from werkzeug.exceptions import BadRequest

from pathways import clock
from pathways.api.addresses import address_of, route_address
from pathways.api.asked_place import ask_for_place
from pathways.api.blueprint import answer, api, being_prepared
from pathways.api.items import item_of
from pathways.api.ladders import ladder_shape
from pathways.api.places import place_shape
from pathways.api.suggestion_shapes import (
    ExplainedRoute,
    PersonToAsk,
    ReasonShape,
    SuggestionGroup,
    SuggestionItem,
    SuggestionsAnswer,
    WidenedShape,
)
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.catalogue.labels import area_name, route_line, route_name
from pathways.catalogue.results import Card
from pathways.catalogue.vocabulary import Route
from pathways.front.suggestion_words import widened_words
from pathways.guidance.answer_json import AnswersBody, UnusableAnswersError, answers_of, read_answers_body
from pathways.guidance.answers import Answers
from pathways.guidance.best_ladders import best_ladders
from pathways.guidance.ladder import Ladder
from pathways.guidance.people_to_ask import people_to_ask
from pathways.guidance.suggest import suggest
from pathways.guidance.suggestions import Suggestion, Suggestions
from pathways.places.place import Place
from pathways.web.language import gettext
from pathways.web.problems import FieldProblem, problem


@api.post("/suggestions")
def find_suggestions() -> Response:
    """Suggestions for the answers in a JSON body, where ``home`` may be a full postcode."""
    try:
        body = read_answers_body(request.get_json())
    except UnusableAnswersError as error:
        return problem(422, "Some answers cannot be used.", error.problems)
    except (BadRequest, RecursionError):
        return problem(422, "The body is not JSON.", [FieldProblem("body", "Send a JSON object.")])
    where = ask_for_place(current_gazetteer(), body.home)
    if where.problem is not None:
        return problem(422, where.problem.detail, [FieldProblem("home", where.problem.detail)])
    if where.choices:
        names = ", ".join(f"{choice.id} ({choice.name})" for choice in where.choices)
        which = f"More than one place has that name. Send one of: {names}."
        return problem(422, which, [FieldProblem("home", which)])
    if current_catalogue().state != "ready":
        return being_prepared()
    return answer(_answered(body, where.place))


def _answered(body: AnswersBody, home: Place | None) -> SuggestionsAnswer:
    today, snapshot = clock.today(), current_catalogue().snapshot()
    answers = answers_of(body, home, snapshot, current_gazetteer(), today)
    found = suggest(snapshot, answers, today)
    return shape_of(answers, found, best_ladders(snapshot, found, today), today, address_of, route_address)


def shape_of(
    answers: Answers,
    found: Suggestions,
    ladders: Mapping[int, Ladder],
    today: date,
    address: Callable[[Card], str],
    address_of_route: Callable[[str], str],
) -> SuggestionsAnswer:
    """What was found for ``answers`` as the API gives it, with the addresses of cards' and routes' pages.

    ``ladders`` are those of the best few, by the id of the opportunity.
    """
    items = {item.card.id: _item(item, ladders.get(item.card.id), today, address) for item in found.items}
    return SuggestionsAnswer(
        place=None if found.place is None else place_shape(found.place),
        widened=None
        if found.widened is None
        else WidenedShape(miles=found.widened.miles, why=widened_words(answers, found)),
        items=list(items.values()),
        groups=[
            SuggestionGroup(
                area=group.area or None,
                label=area_name(group.area) if group.area else gettext("Other"),
                items=[items[item.card.id] for item in group.items],
            )
            for group in found.groups
        ],
        routes=[] if items else [_explained(route.value, address_of_route) for route in Route],
        talk_to=[]
        if items
        else [PersonToAsk(name=one.name, text=one.text, url=one.url) for one in people_to_ask()],
    )


def _item(
    item: Suggestion, ladder: Ladder | None, today: date, address: Callable[[Card], str]
) -> SuggestionItem:
    return SuggestionItem(
        **dict(item_of(item.card, today, address)),
        score=item.score,
        reasons=[
            ReasonShape(kind=reason.kind, weight=reason.weight, text=reason.text) for reason in item.reasons
        ],
        minutes=item.minutes,
        something_different=item.something_different,
        ladder=None if ladder is None else ladder_shape(ladder, address),
    )


def _explained(route: str, address: Callable[[str], str]) -> ExplainedRoute:
    return ExplainedRoute(route=route, label=route_name(route), line=route_line(route), url=address(route))
