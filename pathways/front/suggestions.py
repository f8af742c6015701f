"""Suggestions for what somebody answered: real options near home, each with its reasons."""

from flask import Response, current_app, request

from pathways import clock
from pathways.catalogue.cards import find_card
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.extensions import limiter
from pathways.front.blueprint import front
from pathways.front.carried import read_carried
from pathways.front.carried_words import notice_words
from pathways.front.near_map import near_map
from pathways.front.results import building
from pathways.front.suggestions_page import SuggestionsPage
from pathways.guidance.best_ladders import best_ladders
from pathways.guidance.suggest import suggest
from pathways.web.caching import ONE_PERSONS, is_personal
from pathways.web.fragments import render, wants_fragment


def _limit() -> str:
    return str(current_app.config["SEARCH_LIMIT"])


@front.get("/suggestions")
@limiter.limit(_limit)
def suggestions() -> Response:
    """Suggestions for the answers in the address, which is all that they are made from."""
    carried, notices = read_carried(request.args.to_dict(flat=False))
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        return building(catalogue.state)
    snapshot, today = catalogue.snapshot(), clock.today()
    found = suggest(snapshot, carried.answers, today, without=carried.without, like=carried.like)
    shown = [item.card for group in found.groups for item in group.items]
    page = SuggestionsPage(
        carried,
        found,
        notice_words(notices),
        near_map(shown, carried.answers.home, current_gazetteer()),
        None if carried.like is None else find_card(snapshot, carried.like, today),
        today,
        best_ladders(snapshot, found, today),
    )
    response = render("front/suggestions.html", "front/_suggestions_answer.html", page=page)
    response.headers["X-Robots-Tag"] = "noindex"
    if not is_personal():
        # One person's answers are nothing for a cache that others share, even where they said next to nothing.
        response.headers["Cache-Control"] = ONE_PERSONS
        response.vary.add("Cookie")
    if wants_fragment():
        response.headers["HX-Push-Url"] = page.address
    return response
