"""What is like a programme, and a programme's own cards, from the one search."""

from dataclasses import replace
from datetime import date

from pathways import clock
from pathways.catalogue.cards import card_of
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.results import Card
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area
from pathways.places.place import Place
from pathways.words.query import read_query

NEAR_MILES = 30
_LOOKED_AT = 40


def similar_to(
    snapshot: CatalogueSnapshot,
    *,
    title: str,
    areas: tuple[str, ...],
    programme_id: int,
    place: Place | None,
    limit: int,
    today: date | None = None,
) -> tuple[Card, ...]:
    """At most ``limit`` opportunities of other programmes that share words of a title or the main career area.

    First those with words of the title in the same area, near before far; then the area alone. One a programme.
    Without an area, or without words that can be looked for, nothing is alike by it.
    """
    day = today or clock.today()
    main = frozenset(Area(area) for area in areas[:1])
    asked = SearchCriteria(text=title, place=place, areas=main, page_size=_LOOKED_AT, keep_spelling=True)
    found: dict[int, Card] = {}
    for criteria in (
        replace(asked, miles=NEAR_MILES),
        replace(asked, miles=NEAR_MILES, text=""),
        replace(asked, miles=None),
        replace(asked, miles=None, text=""),
    ):
        if not main and read_query(criteria.text).is_empty:
            continue
        for card in search(snapshot, criteria, day).cards:
            if card.programme_id != programme_id:
                found.setdefault(card.programme_id, card)
        if len(found) >= limit:
            break
    return tuple(found.values())[:limit]


def cards_of_programme(
    snapshot: CatalogueSnapshot, programme_id: int, place: Place | None = None, today: date | None = None
) -> tuple[Card, ...]:
    """Every card of a programme, those that are over included, nearest first, then by id."""
    day = today or clock.today()
    cards = [card_of(snapshot, at, row, place, day) for at, row in snapshot.rows_of_programme(programme_id)]
    far = float("inf")
    return tuple(
        sorted(cards, key=lambda card: (far if card.distance_miles is None else card.distance_miles, card.id))
    )
