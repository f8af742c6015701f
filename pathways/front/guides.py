"""What the pages of career areas and of routes have in common: a guide, and what there is near a chosen place."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways import clock
from pathways.catalogue.criteria import SearchCriteria
from pathways.front.counts import Count
from pathways.front.near import place_in_address, place_in_form
from pathways.front.related import find
from pathways.front.way_back import address_of, card_address

Counting = Callable[[SearchCriteria], dict[str, Count] | None]


def guide_page(
    endpoint: str, slug: str, criteria: SearchCriteria, counting: Counting, **words: Any
) -> Response:
    """The page of ``endpoint`` about ``slug``: ``words`` for its template, and what ``criteria`` finds near a place.

    A place that was typed is exchanged for the address that names it. Needs no database.
    """
    canonical = url_for(endpoint, slug=slug)
    asked = place_in_form() if request.method == "POST" else place_in_address(request.args.get("near", ""))
    if request.method == "POST" and asked.place is not None:
        return redirect(url_for(endpoint, slug=slug, near=asked.place.id), 303)
    near = replace(criteria, place=asked.place)
    page = render_template(
        endpoint.replace(".", "/") + ".html",
        counts=counting(near),
        some=find(near),
        further=find(replace(near, miles=None)) if asked.place is not None else None,
        asked=asked,
        place=asked.place,
        address_of=address_of,
        card_address=card_address,
        today=clock.today(),
        choice_address=lambda place_id: url_for(endpoint, slug=slug, near=place_id),
        canonical=canonical,
        **words,
    )
    return make_response(page, 422 if request.method == "POST" else 200)
