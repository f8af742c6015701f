"""What stands beside a programme: what is like it, and the ladder through it, near the chosen place."""

from dataclasses import dataclass, replace

from pathways.catalogue.criteria import Learner, SearchCriteria
from pathways.catalogue.current import current_catalogue
from pathways.catalogue.results import Card
from pathways.catalogue.search import search
from pathways.catalogue.similar import similar_to
from pathways.catalogue.vocabulary import Area, Sort
from pathways.guidance.ladder import Ladder, LadderStep, ladder_of, step_before
from pathways.places.place import Place

SHOWN = 3
WIDER_MILES: tuple[int | None, ...] = (20, 40, None)


@dataclass(frozen=True, slots=True)
class Beside:
    """The programme that something is to stand beside, and the place to measure from."""

    programme_id: int
    title: str
    area: Area | None
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


def ladder_beside(programme_id: int, place: Place | None) -> Ladder:
    """The steps before and after a programme; none when the catalogue is not there to ask."""
    catalogue = current_catalogue()
    return ladder_of(catalogue.snapshot(), programme_id, place) if catalogue.state == "ready" else Ladder()


def step_beside(programme_id: int, learner: Learner, place: Place | None) -> LadderStep | None:
    """The step before a programme that somebody could take already."""
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        return None
    return step_before(catalogue.snapshot(), programme_id, learner, place)


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
    everything = find_nearest(
        SearchCriteria(areas=frozenset({page.area})), page.place, without=page.programme_id
    )
    if not cards or everything is None:
        return None
    return Related(cards, everything.criteria, everything.total)


def find_nearest(
    criteria: SearchCriteria, place: Place | None, *, without: int | None = None
) -> Related | None:
    """The first few of a search as near to a place as there are any; anywhere when there is no place.

    With words the best fit comes first, which nearness is a part of; without, the nearest.
    """
    if place is None:
        return find(replace(criteria, miles=None), without=without)
    for miles in WIDER_MILES:
        sort = Sort.FIT if criteria.text else Sort.DISTANCE
        found = find(replace(criteria, place=place, miles=miles, sort=sort), without=without)
        if found is not None:
            return found
    return None
