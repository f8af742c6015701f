"""Opportunities: the one search, answered as JSON."""

from flask import Response, request
from werkzeug.exceptions import BadRequest

from pathways import clock
from pathways.api.addresses import address_of
from pathways.api.asked_place import AskedPlace, ask_for_place
from pathways.api.blueprint import answer, api, being_prepared
from pathways.api.items import item_of
from pathways.api.places import found_place, place_shape
from pathways.api.requests import SearchBody, UnusableRequestError, read_address, read_body
from pathways.api.schemas import CorrectionShape, FacetCount, SearchAnswer, WiderCount
from pathways.api.understood import understood_shapes
from pathways.catalogue.criteria import DEFAULT_MILES, Learner, SearchCriteria
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.catalogue.labels import facet_value_name
from pathways.catalogue.results import Results
from pathways.catalogue.search import search
from pathways.catalogue.understanding_place import WordsWithPlace, place_in_words
from pathways.catalogue.vocabulary import Sort
from pathways.places.place import Place
from pathways.web.problems import FieldProblem, problem

NEEDS_A_STAGE = "`for` was left out: it needs `stage`."
CHOOSE_A_PLACE = "More than one place has that name: choose one of place_choices."
NO_PLACE_FOR_MILES = "`miles` was left out: it needs `near`."


@api.get("/opportunities")
def find_opportunities() -> Response:
    """A search in an address, where a place is never finer than a sector."""
    try:
        asked = read_address(request.args.to_dict(flat=False))
    except UnusableRequestError as error:
        return problem(422, "Some parameters cannot be used.", error.problems)
    return _search(asked)


@api.post("/opportunities/search")
def find_opportunities_by_body() -> Response:
    """A search in a JSON body, where ``near`` may be a full postcode."""
    try:
        asked = read_body(request.get_json())
    except UnusableRequestError as error:
        return problem(422, "Some fields cannot be used.", error.problems)
    except (BadRequest, RecursionError):
        return problem(422, "The body is not JSON.", [FieldProblem("body", "Send a JSON object.")])
    return _search(asked)


def _search(asked: SearchBody) -> Response:
    where = ask_for_place(current_gazetteer(), asked.near)
    if where.problem is not None:
        return problem(422, where.problem.detail, [where.problem])
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        return being_prepared()
    if where.choices:
        return answer(_unanswered(asked, where))
    told = place_in_words(_criteria_of(asked, where.place), current_gazetteer())
    results = search(catalogue.snapshot(), told.criteria, clock.today())
    return answer(_answered(asked, told, results))


def _criteria_of(asked: SearchBody, place: Place | None) -> SearchCriteria:
    """The one kind of search, from what was asked. ``any`` distance and no place both mean no limit."""
    miles = None if asked.miles == "any" else (asked.miles or DEFAULT_MILES)
    return SearchCriteria(
        text=asked.q,
        place=place,
        miles=miles,
        routes=frozenset(asked.route),
        levels=frozenset(asked.level),
        areas=frozenset(asked.area),
        modes=frozenset(asked.mode),
        deliveries=frozenset(asked.delivery),
        money=frozenset(asked.money),
        start=asked.start,
        provider_id=asked.provider,
        eligible_for=_learner_of(asked),
        sort=asked.sort or Sort.FIT,
        page=asked.page,
        page_size=asked.per_page,
        keep_spelling=asked.spelling == "kept",
    )


def _learner_of(asked: SearchBody) -> Learner | None:
    if asked.only is None or asked.stage is None:
        return None
    return Learner(asked.stage, asked.english, asked.maths, asked.gcses, asked.highest, asked.points)


def _notices_of(asked: SearchBody) -> list[str]:
    notices = []
    if asked.only is not None and asked.stage is None:
        notices.append(NEEDS_A_STAGE)
    if asked.miles is not None and asked.near is None:
        notices.append(NO_PLACE_FOR_MILES)
    return notices


def _unanswered(asked: SearchBody, where: AskedPlace) -> SearchAnswer:
    """Nothing found yet: the name belongs to more than one place."""
    return SearchAnswer(
        total=0,
        page=asked.page,
        per_page=asked.per_page,
        place=None,
        place_choices=[found_place(choice) for choice in where.choices],
        notices=[*_notices_of(asked), CHOOSE_A_PLACE],
        corrected=None,
        understood=[],
        items=[],
        facets={},
        wider=[],
    )


def _answered(asked: SearchBody, told: WordsWithPlace, results: Results) -> SearchAnswer:
    place = results.criteria.place
    today = clock.today()
    corrected = results.correction
    return SearchAnswer(
        total=results.total,
        page=results.page,
        per_page=results.page_size,
        place=None if place is None else place_shape(place),
        place_choices=[found_place(choice) for choice in told.choices],
        notices=_notices_of(asked),
        corrected=None
        if corrected is None
        else CorrectionShape(typed=corrected.typed, searched=corrected.searched),
        understood=understood_shapes(told, results),
        items=[item_of(card, today, address_of) for card in results.cards],
        facets={
            name: [
                FacetCount(
                    value=found.value,
                    label=facet_value_name(name, found.value, found.label),
                    count=found.count,
                )
                for found in values
            ]
            for name, values in results.facets.items()
        },
        wider=[WiderCount(miles=wider.miles or "any", total=wider.total) for wider in results.wider],
    )
