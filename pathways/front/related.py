"""What stands beside a programme: what is like it, and what could come next, near the chosen place."""

from dataclasses import dataclass, replace

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_catalogue
from pathways.catalogue.results import Card
from pathways.catalogue.search import search
from pathways.catalogue.similar import similar_to
from pathways.catalogue.vocabulary import Area, Level, Sort
from pathways.places.place import Place

SHOWN = 3
NEXT_LEVELS: dict[Level, frozenset[Level]] = {
    Level.ENTRY: frozenset({Level.ONE}),
    Level.ONE: frozenset({Level.TWO}),
    Level.TWO: frozenset({Level.THREE}),
    Level.THREE: frozenset({Level.FOUR, Level.FIVE, Level.SIX}),
    Level.FOUR: frozenset({Level.FIVE, Level.SIX}),
    Level.FIVE: frozenset({Level.SIX}),
    Level.SIX: frozenset({Level.SEVEN}),
}
WIDER_MILES: tuple[int | None, ...] = (20, 40, None)


@dataclass(frozen=True, slots=True)
class Beside:
    """The programme that something is to stand beside, and the place to measure from."""

    programme_id: int
    title: str
    area: Area | None
    level: Level | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class Related:
    """A few opportunities, the search that they are the first of, and how many that search has."""

    cards: tuple[Card, ...]
    criteria: SearchCriteria
    total: int


def find(criteria: SearchCriteria, *, without: int | None = None, shown: int = SHOWN) -> Related | None:
    """The first few of a search, one for each programme, without the programme of this page.

    None when there are none, or when the catalogue is not there to ask.
    """
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        return None
    results = search(catalogue.snapshot(), replace(criteria, page=1, page_size=shown * 4))
    cards: dict[int, Card] = {}
    for card in results.cards:
        if card.programme_id != without:
            cards.setdefault(card.programme_id, card)
    if not cards:
        return None
    return Related(tuple(cards.values())[:shown], criteria, results.total)


def what_next(page: Beside) -> Related | None:
    """The next level up in the same career area, as near as there is any."""
    if page.area is None or page.level is None or page.level not in NEXT_LEVELS:
        return None
    return _nearest(SearchCriteria(areas=frozenset({page.area}), levels=NEXT_LEVELS[page.level]), page)


def like_this(page: Beside) -> Related | None:
    """What is like a programme: words of its title in the same career area first, then the rest of it."""
    catalogue = current_catalogue()
    if page.area is None or catalogue.state != "ready":
        return None
    cards = similar_to(
        catalogue.snapshot(),
        title=page.title,
        areas=(page.area,),
        programme_id=page.programme_id,
        place=page.place,
        limit=SHOWN,
    )
    everything = _nearest(SearchCriteria(areas=frozenset({page.area})), page)
    if not cards or everything is None:
        return None
    return Related(cards, everything.criteria, everything.total)


def _nearest(criteria: SearchCriteria, page: Beside) -> Related | None:
    if page.place is None:
        return find(replace(criteria, miles=None), without=page.programme_id)
    for miles in WIDER_MILES:
        near = replace(criteria, place=page.place, miles=miles, sort=Sort.DISTANCE)
        found = find(near, without=page.programme_id)
        if found is not None:
            return found
    return None
