"""The one or two short tags that a card carries beside its four facts."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pathways.catalogue.results import Card
from pathways.catalogue.vocabulary import Route

CLOSING_SOON = timedelta(days=30)
MOST_TAGS = 2
DEGREES = frozenset({Route.DEGREE, Route.FOUNDATION_DEGREE, Route.DEGREE_APPRENTICESHIP})
"""The routes that end in a degree."""


@dataclass(frozen=True, slots=True)
class Tag:
    """What a tag says, as a code; ``on`` is the day a closing tag names."""

    code: Literal["closing", "degree-at-a-college", "taught-at-a-college", "start-when-you-like"]
    on: date | None = None


def tags_of(card: Card, today: date) -> tuple[Tag, ...]:
    """At most two tags, the most pressing first: closing within 30 days, taught at a college, flexible start.

    An HNC or HND is higher education at a college too, and no degree.
    """
    tags: list[Tag] = []
    if card.closes_on is not None and today <= card.closes_on <= today + CLOSING_SOON:
        tags.append(Tag("closing", card.closes_on))
    if card.taught_at_college:
        tags.append(Tag("degree-at-a-college" if card.route in DEGREES else "taught-at-a-college"))
    if card.is_flexible:
        tags.append(Tag("start-when-you-like"))
    return tuple(tags[:MOST_TAGS])
