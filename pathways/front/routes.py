"""The thirteen routes: all together, and one by one, each told in the same order and at the same length."""

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from pathways import clock
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.pay import apprentice_steps, published_rates
from pathways.catalogue.routes import route_guides
from pathways.catalogue.vocabulary import Route
from pathways.front.blueprint import front
from pathways.front.counts import area_counts, route_counts
from pathways.front.guides import guide_page
from pathways.front.pay_shown import WAGED_ROUTES, LegalMinimum
from pathways.paths import resource_dir


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
    return guide_page(
        "front.route",
        slug,
        SearchCriteria(routes=frozenset({guide.route})),
        area_counts,
        guide=guide,
        least_pay=_least_pay(guide.route),
    )


def _least_pay(wanted: Route) -> LegalMinimum | None:
    """The least that an apprentice can be paid today, for the routes that are jobs."""
    today = clock.today()
    rates = published_rates(resource_dir("seed_data"), today) if wanted in WAGED_ROUTES else None
    if rates is None:
        return None
    steps = apprentice_steps(rates, hours_a_week=None)
    return LegalMinimum(steps, rates.effective_from, None, today >= rates.next_change(), rates.source)
