"""The thirteen routes: all together, and one by one, each told in the same order and at the same length."""

from dataclasses import replace

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways import clock
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.pay import apprentice_steps, wage_rates
from pathways.catalogue.routes import route_guides
from pathways.catalogue.vocabulary import Route
from pathways.front.blueprint import front
from pathways.front.counts import area_counts, route_counts
from pathways.front.near import place_in_address, place_in_form
from pathways.front.pay_shown import WAGED_ROUTES, LegalMinimum
from pathways.front.related import find
from pathways.front.way_back import address_of, card_address
from pathways.paths import resource_dir
from pathways.web.session import current_session


@front.get("/routes")
def routes() -> str:
    """Every route with a sentence, and how many opportunities it has."""
    return render_template(
        "front/routes.html",
        guides=route_guides(resource_dir("seed_data")),
        counts=route_counts(SearchCriteria()),
        canonical=url_for("front.routes"),
    )


@front.route("/routes/<slug>", methods=["GET", "POST"])
def route(slug: str) -> Response:
    """One route explained, with what may be said of it today, and counts by career area near a place."""
    if slug not in set(Route):
        abort(404)
    guide = route_guides(resource_dir("seed_data"))[Route(slug)]
    asked = place_in_form() if request.method == "POST" else place_in_address(request.args.get("near", ""))
    if request.method == "POST" and asked.place is not None:
        return redirect(url_for("front.route", slug=slug, near=asked.place.id), 303)
    criteria = SearchCriteria(routes=frozenset({guide.route}), place=asked.place)
    page = render_template(
        "front/route.html",
        guide=guide,
        least_pay=_least_pay(guide.route),
        counts=area_counts(criteria),
        some=find(criteria),
        further=find(replace(criteria, miles=None)) if asked.place is not None else None,
        asked=asked,
        place=asked.place,
        address_of=address_of,
        card_address=card_address,
        today=clock.today(),
        criteria=criteria,
        choice_address=lambda place_id: url_for("front.route", slug=slug, near=place_id),
        canonical=url_for("front.route", slug=slug),
    )
    return make_response(page, 422 if request.method == "POST" else 200)


def _least_pay(wanted: Route) -> LegalMinimum | None:
    """The least that an apprentice can be paid today, for the routes that are jobs."""
    today = clock.today()
    rates = wage_rates(current_session(), today) if wanted in WAGED_ROUTES else None
    if rates is None:
        return None
    steps = apprentice_steps(rates, hours_a_week=None)
    return LegalMinimum(steps, rates.effective_from, None, today >= rates.next_change(), rates.source)
