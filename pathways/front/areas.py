"""The twenty career areas: all together, and one by one with what there is near a chosen place."""

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from pathways.catalogue.areas import area_guides
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.vocabulary import Area
from pathways.front.blueprint import front
from pathways.front.counts import area_counts, route_counts
from pathways.front.guides import guide_page
from pathways.paths import resource_dir


@front.get("/areas")
def areas() -> str:
    """Every career area with a sentence, and how many opportunities it has."""
    return render_template(
        "front/areas.html",
        guides=area_guides(resource_dir("seed_data")),
        counts=area_counts(SearchCriteria()),
        canonical=url_for("front.areas"),
    )


@front.route("/areas/<slug>", methods=["GET", "POST"])
def area(slug: str) -> Response:
    """One career area: what people do, the ways in, and counts by route near a place."""
    if slug not in set(Area):
        abort(404)
    guide = area_guides(resource_dir("seed_data"))[Area(slug)]
    return guide_page(
        "front.area", slug, SearchCriteria(areas=frozenset({guide.area})), route_counts, guide=guide
    )
