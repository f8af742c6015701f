"""Pages that stand still: for parents, your information, sources, accessibility, help."""

from collections.abc import Sequence

from flask import render_template, url_for
from sqlalchemy.exc import DBAPIError

from pathways import clock
from pathways.catalogue.current import current_catalogue
from pathways.catalogue.models import Source
from pathways.catalogue.providers import sources as all_sources
from pathways.catalogue.published_sources import PublishedSource
from pathways.catalogue.routes import route_guides
from pathways.front.blueprint import front
from pathways.paths import resource_dir
from pathways.web.session import current_session
from pathways.web.site import site_settings


@front.get("/parents")
def parents() -> str:
    """For parents and carers: the routes in a table, money, travel, and how to help without taking over."""
    return render_template(
        "front/parents.html",
        guides=route_guides(resource_dir("seed_data")),
        canonical=url_for("front.parents"),
    )


@front.get("/your-information")
def your_information() -> str:
    """What is kept about a visitor (next to nothing), for how long, and what anybody may ask for."""
    return render_template(
        "front/your_information.html",
        contact=site_settings().host_contact,
        canonical=url_for("front.your_information"),
    )


@front.get("/sources")
def sources() -> str:
    """Where facts come from, with the statements that licences ask for, and what is not yet known."""
    today = clock.today()
    unsure = [
        (guide, fact)
        for guide in route_guides(resource_dir("seed_data")).values()
        for _kind, fact in guide.facts
        if not fact.is_sure and fact.holds_on(today)
    ]
    return render_template(
        "front/sources.html",
        sources=_sources(),
        unsure=unsure,
        canonical=url_for("front.sources"),
    )


def _sources() -> Sequence[Source | PublishedSource]:
    """The sources as the database has them, or while it is away as they were when the catalogue was published."""
    try:
        return all_sources(current_session())
    except DBAPIError:
        catalogue = current_catalogue()
        if catalogue.state != "ready":
            raise
        return catalogue.snapshot().sources


@front.get("/accessibility")
def accessibility() -> str:
    """How far the site can be used by everybody, what is known not to work, and whom to tell."""
    return render_template(
        "front/accessibility.html",
        contact=site_settings().host_contact,
        canonical=url_for("front.accessibility"),
    )


@front.get("/help", endpoint="help")
def help_page() -> str:
    """Help with the site, whom to talk to, ages 13 and 25, and where to look in the other nations."""
    return render_template(
        "front/help.html", contact=site_settings().host_contact, canonical=url_for("front.help")
    )


@front.get("/how-suggestions-work")
def how_suggestions_work() -> str:
    """How answers become suggestions, told to a young person."""
    return render_template("front/how_suggestions_work.html", canonical=url_for("front.how_suggestions_work"))
