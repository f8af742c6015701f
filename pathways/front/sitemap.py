"""For search engines: which pages there are, when each last changed, and which to leave alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from flask import Response, abort, render_template, url_for

from pathways.catalogue.sitemap import PAGE_SIZE, SitemapRow, sitemap_page, sitemap_size
from pathways.catalogue.vocabulary import Area, Route
from pathways.front.blueprint import front
from pathways.web.session import current_session
from pathways.web.site import absolute

STANDING = (
    "home",
    "areas",
    "routes",
    "parents",
    "help",
    "how_suggestions_work",
    "your_information",
    "sources",
    "accessibility",
)
LARGEST_PART = 10_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A page as a list names it; ``changed_at`` is None where that is not known."""

    address: str
    changed_at: datetime | None = None


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
        return _xml("front/sitemap.xml", pages=_standing())
    rows = sitemap_page(current_session(), part) if part < LARGEST_PART else ()
    if not rows:
        abort(404)
    return _xml("front/sitemap.xml", pages=_listed(rows))


def _standing() -> Iterable[Listed]:
    return map(
        Listed,
        chain(
            (_absolute(f"front.{name}") for name in STANDING),
            (_absolute("front.area", slug=area) for area in Area),
            (_absolute("front.route", slug=route) for route in Route),
        ),
    )


def _listed(rows: Iterable[SitemapRow]) -> Iterable[Listed]:
    # One address is asked for each kind; the others differ from it in number and name only.
    stems = {
        kind: _absolute(f"front.{kind}", **{f"{kind}_id": 1, "slug": "x"}).removesuffix("1/x")
        for kind in ("provider", "programme")
    }
    return (Listed(f"{stems[row.kind]}{row.id}/{row.slug}", row.changed_at) for row in rows)


@front.get("/robots.txt")
def robots() -> Response:
    """Search engines may read pages; a list of results, or its feed, is not a page of its own."""
    lines = (
        "User-agent: *",
        "Disallow: /search",
        "Disallow: /alerts/",
        "Disallow: /report",
        "Disallow: /api/",
        "",
    )
    text = "\n".join((*lines, f"Sitemap: {_absolute('front.sitemap')}", ""))
    return Response(text, mimetype="text/plain")
