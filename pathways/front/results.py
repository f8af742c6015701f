"""The results of a search: read from an address, and reached from a form."""

from dataclasses import replace
from datetime import date

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.catalogue.query_string import parse_criteria, write_query
from pathways.catalogue.query_values import Notice
from pathways.catalogue.results import Results
from pathways.catalogue.search import search as find
from pathways.catalogue.understanding_place import place_in_words
from pathways.demand import count_found
from pathways.extensions import limiter
from pathways.front.blueprint import front
from pathways.front.forms import SearchForm, kept_fields
from pathways.front.near import AskedPlace, place_in_form
from pathways.front.near_map import near_map
from pathways.front.results_page import results_page
from pathways.web.fragments import render, wants_fragment
from pathways.web.kept_answers import keep_nothing, kept_while
from pathways.web.site import absolute

COUNT_TARGET = "show-count"
"""The element that asks for nothing but the count, while boxes are ticked on a phone."""


def _limit() -> str:
    return str(current_app.config["SEARCH_LIMIT"])


def _catalogue_of_today() -> tuple[str, date]:
    return current_catalogue().version, clock.today()


@front.get("/search")
@limiter.limit(_limit)
@kept_while(_catalogue_of_today)
def search() -> Response:
    """A page of results for the search in the address."""
    criteria, notices = parse_criteria(request.args.to_dict(flat=False), current_gazetteer())
    if criteria.eligible_for is not None:
        keep_nothing()
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        return building(catalogue.state)
    placed = place_in_words(criteria, current_gazetteer()).criteria
    results = find(catalogue.snapshot(), placed)
    if wants_fragment() and request.headers.get("HX-Target") == COUNT_TARGET:
        return _count(results)
    count_found(results, criteria.text)
    return _page(criteria, placed, results, notices)


@front.post("/search")
@limiter.limit(_limit)
def start_search() -> AnyResponse:
    """Exchange what a person typed for the address of that search, or ask which place was meant."""
    form = SearchForm(request.form)
    asked = place_in_form()
    criteria, _notices = parse_criteria(form.as_parameters(request.form), current_gazetteer())
    if asked.needs_answer and form.near.data:
        return _which_place(form, asked, criteria)
    if not form.near.data:
        told = place_in_words(criteria, current_gazetteer())
        if told.choices:
            form.near.data = told.said
            asked = AskedPlace(typed=told.said, choices=told.choices)
            return _which_place(form, asked, replace(criteria, text=told.rest))
        return redirect(_address(write_query(told.criteria)), 303)
    return redirect(_address(write_query(criteria, place=asked.place)), 303)


def _page(
    asked: SearchCriteria, placed: SearchCriteria, results: Results, notices: tuple[Notice, ...]
) -> Response:
    drawn = near_map(results.cards, results.criteria.place, current_gazetteer())
    address = url_for("front.search")
    page = results_page(asked, placed, results, notices, drawn, today=clock.today(), address=address)
    response = render("front/results.html", "front/_results_answer.html", page=page)
    response.vary.add("HX-Target")
    # In headers and not in the page, so that a swapped part leaves the same page as a fresh load.
    response.headers["Link"] = f'<{absolute(page.canonical)}>; rel="canonical"'
    if page.is_filtered:
        response.headers["X-Robots-Tag"] = "noindex, follow"
    if wants_fragment():
        response.headers["HX-Push-Url"] = page.canonical
    return response


def _count(results: Results) -> Response:
    response = make_response(render_template("front/_show_count.html", total=results.total))
    response.vary.update(("HX-Request", "HX-Target"))
    return response


def building(state: str) -> Response:
    """The page that is shown while there is no list to show."""
    response = render("front/results_building.html", "front/_results_building.html", state=state, status=503)
    response.headers["Retry-After"] = "10"
    return response


def _which_place(form: SearchForm, asked: AskedPlace, criteria: SearchCriteria) -> Response:
    return render(
        "front/results_where.html",
        "front/_results_where_answer.html",
        form=form,
        asked=asked,
        kept=kept_fields(criteria),
        choices=[(_address(write_query(criteria, place=place)), place.name) for place in asked.choices],
        anywhere=_address(write_query(criteria, place=None)),
        feed_query=write_query(criteria, place=None, page=1, eligible_for=None),
        status=422,
    )


def _address(query: str) -> str:
    address = url_for("front.search")
    return f"{address}?{query}" if query else address
