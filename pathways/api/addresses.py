"""Addresses of pages, whole, for answers that leave the site."""

from flask import url_for

from pathways.catalogue.results import Card


def address_of(card: Card) -> str:
    """The page of an opportunity's programme."""
    return url_for(
        "front.programme",
        programme_id=card.programme_id,
        slug=card.programme_slug,
        at=card.id,
        _external=True,
    )


def route_address(route: str) -> str:
    """The page that explains a route."""
    return url_for("front.route", slug=route, _external=True)
