"""The twenty career areas: all together, and one by one with what there is near a chosen place."""

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways import clock
from pathways.catalogue.areas import career_area, career_areas
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.vocabulary import Area
from pathways.front.blueprint import front
from pathways.front.counts import area_counts, route_counts
from pathways.front.near import place_in_address, place_in_form
from pathways.front.related import find
from pathways.front.way_back import address_of, card_address
from pathways.web.session import current_session


@front.get("/areas")
def areas() -> str:
    """Every career area with a sentence, and how many opportunities it has."""
    return render_template(
        "front/areas.html",
        areas=career_areas(current_session()),
        counts=area_counts(SearchCriteria()),
        canonical=url_for("front.areas"),
    )


@front.route("/areas/<slug>", methods=["GET", "POST"])
def area(slug: str) -> Response:
    """One career area: what people do, the ways in, and counts by route near a place."""
    found = career_area(current_session(), slug)
    if found is None:
        abort(404)
    asked = place_in_form() if request.method == "POST" else place_in_address(request.args.get("near", ""))
    if request.method == "POST" and asked.place is not None:
        return redirect(url_for("front.area", slug=slug, near=asked.place.id), 303)
    criteria = SearchCriteria(areas=frozenset({Area(slug)}), place=asked.place)
    page = render_template(
        "front/area.html",
        area=found,
        counts=route_counts(criteria),
        some=find(criteria),
        asked=asked,
        place=asked.place,
        address_of=address_of,
        card_address=card_address,
        today=clock.today(),
        criteria=criteria,
        choice_address=lambda place_id: url_for("front.area", slug=slug, near=place_id),
        canonical=url_for("front.area", slug=slug),
    )
    return make_response(page, 422 if request.method == "POST" else 200)
