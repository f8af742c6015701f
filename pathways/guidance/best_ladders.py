"""The ladders of the best few suggestions: each takes time to look up, so only those seen first have one."""

from datetime import date

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.ladder import Ladder, ladder_of
from pathways.guidance.suggestions import Suggestions

WITH_LADDER = 6
"""Suggestions whose steps before and after are looked up: the best few."""


def best_ladders(snapshot: CatalogueSnapshot, found: Suggestions, today: date) -> dict[int, Ladder]:
    """The steps before and after each of the best few of ``found``, near the same place, by the opportunity's id."""
    return {
        item.card.id: ladder_of(snapshot, item.card.programme_id, found.place, today)
        for item in found.items[:WITH_LADDER]
    }
