"""The pages of providers, under /listings."""

from pathways.listings.views import (
    borrowing,
    claims,
    conflicts,
    leaving_venues,
    lists,
    logo,
    one,
    places,
    preview,
    profile,
    steps,
    together,
    venues,
    versions,
)
from pathways.listings.views.blueprint import listings

__all__ = [
    "borrowing",
    "claims",
    "conflicts",
    "leaving_venues",
    "listings",
    "lists",
    "logo",
    "one",
    "places",
    "preview",
    "profile",
    "steps",
    "together",
    "venues",
    "versions",
]
