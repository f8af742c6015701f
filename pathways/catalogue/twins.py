"""Cards of one list that would read the same: what tells each apart, so that nobody has to open both to find out."""

from collections import defaultdict
from collections.abc import Iterable

from pathways.catalogue import labels
from pathways.catalogue.results import Card


def told_apart(cards: Iterable[Card]) -> dict[int, str]:
    """For each card that has a twin in the list, by its id: its site or its study mode, where these differ."""
    alike: dict[tuple[object, ...], list[Card]] = defaultdict(list)
    for card in cards:
        alike[card.title, card.route, card.employer_name, card.provider_name, card.town].append(card)
    said: dict[int, str] = {}
    for twins in alike.values():
        if len(twins) == 1:
            continue
        sites = len({twin.venue_name for twin in twins}) > 1
        modes = len({twin.modes for twin in twins}) > 1
        for twin in twins:
            parts = [twin.venue_name] if sites and twin.venue_name else []
            parts += [labels.mode_name(mode) for mode in twin.modes] if modes else []
            if parts:
                said[twin.id] = ", ".join(parts)
    return said
