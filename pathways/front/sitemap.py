"""For search engines: which pages there are, and which to leave alone."""

from itertools import chain

from flask import Response, abort, render_template, url_for

from pathways.catalogue.sitemap import PAGE_SIZE, sitemap_page, sitemap_size
from pathways.catalogue.vocabulary import Area, Route
from pathways.front.blueprint import front
from pathways.front.site import absolute
from pathways.web.session import current_session

STANDING = ("home", "areas", "routes", "parents", "help", "your_information", "sources", "accessibility")


def _absolute(endpoint: str, **values: object) -> str:
    return absolute(url_for(endpoint, **values))  # type: ignore[arg-type]


def _xml(template: str, **context: object) -> Response:
    return Response(render_template(template, **context), mimetype="application/xml")


@front.get("/sitemap.xml")
def sitemap() -> Response:
    """The list of lists: one for pages that stand still, then programmes and providers in parts."""
    parts = 1 + -(-sitemap_size(current_session()) // PAGE_SIZE)
    return _xml(
        "front/sitemap_index.xml", parts=[_absolute("front.sitemap_part", part=n) for n in range(parts)]
    )


@front.get("/sitemap-<int:part>.xml")
def sitemap_part(part: int) -> Response:
    """One part: number 0 is the pages that stand still, the others are programmes and providers by id."""
    if part == 0:
        addresses = chain(
            (_absolute(f"front.{name}") for name in STANDING),
            (_absolute("front.area", slug=area) for area in Area),
            (_absolute("front.route", slug=route) for route in Route),
        )
        return _xml("front/sitemap.xml", addresses=list(addresses))
    rows = sitemap_page(current_session(), part) if part < 10_000 else ()
    if not rows:
        abort(404)
    return _xml(
        "front/sitemap.xml",
        addresses=[
            _absolute(f"front.{row.kind}", **{f"{row.kind}_id": row.id, "slug": row.slug}) for row in rows
        ],
    )


@front.get("/robots.txt")
def robots() -> Response:
    """Search engines may read pages; a list of results is not a page of its own."""
    lines = ("User-agent: *", "Disallow: /search", "Disallow: /report", "Disallow: /api/", "")
    text = "\n".join((*lines, f"Sitemap: {_absolute('front.sitemap')}", ""))
    return Response(text, mimetype="text/plain")
