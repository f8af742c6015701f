"""The search of an alert: what of it is kept, reading it again, and what in it is new."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qs

from sqlalchemy.orm import Session

from pathways import clock
from pathways.alerts.asking import BETWEEN_LETTERS
from pathways.alerts.models import SearchAlert
from pathways.alerts.seen import unpacked
from pathways.catalogue.criteria import PAGE_SIZE, SearchCriteria
from pathways.catalogue.last_changes import moments_of
from pathways.catalogue.query_string import PlaceLookup, parse_criteria, write_query
from pathways.catalogue.results import Card
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.understanding_place import Places, place_in_words

MOST_FOLLOWED = 2000
"""Results of one search that are followed, the first in its order; it also bounds what a row holds."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds: how many, and those of them that are followed. None when only something like it is there."""

    total: int
    cards: tuple[Card, ...]

    @property
    def ids(self) -> frozenset[int]:
        """The ids of those that are followed."""
        return frozenset(card.id for card in self.cards)


def followed(criteria: SearchCriteria, places: Places) -> SearchCriteria:
    """The search that letters can be about: all pages of it, and nothing that somebody said of themselves.

    A stage and grades say something of a person, and letters would tell whoever reads them.
    """
    placed = place_in_words(criteria, places).criteria
    return replace(placed, eligible_for=None, page=1, page_size=PAGE_SIZE)


def read_query(query: str, places: PlaceLookup) -> SearchCriteria | None:
    """The search of a kept query; None when it does not say the same any more, as when its place is not known now."""
    criteria, _notices = parse_criteria(parse_qs(query), places)
    return criteria if write_query(criteria) == query else None


def found_now(snapshot: CatalogueSnapshot, criteria: SearchCriteria, today: date) -> Found:
    """What the one search finds. Where it shows the nearest instead, it found nothing that a letter could call new."""
    results = search(snapshot, replace(criteria, page_size=MOST_FOLLOWED), today)
    return Found(0, ()) if results.instead else Found(results.total, results.cards)


def new_in(session: Session, alert: SearchAlert, found: Found) -> tuple[Card, ...]:
    """What an alert's search finds that it did not find when the last letter went, in the order of the search.

    That is also what changed so that it fits now. A search too large to be followed whole may bring up what was there
    long ago, further down: of such a one only what was first listed since counts.
    """
    seen = unpacked(alert.seen)
    new = tuple(card for card in found.cards if card.id not in seen)
    if len(seen) < MOST_FOLLOWED or alert.next_letter_on is None:
        return new
    since = alert.next_letter_on - BETWEEN_LETTERS
    moments = moments_of(session, [card.id for card in new])
    return tuple(
        card
        for card in new
        if card.id in moments and moments[card.id].listed.astimezone(clock.UK).date() >= since
    )
