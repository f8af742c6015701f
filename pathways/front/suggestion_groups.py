"""Suggestions by kind of work: every route side by side, the way to leave a kind out and the way to all of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count

from pathways.catalogue.criteria import MILES_CHOICES, SearchCriteria
from pathways.catalogue.labels import area_name
from pathways.catalogue.vocabulary import Area
from pathways.front.carried import Carried, suggestions_address
from pathways.front.suggestion_cards import ShownSuggestion, shown_suggestion
from pathways.front.way_back import address_of
from pathways.guidance.balance import FIRST_SCREEN
from pathways.guidance.ladder import Ladder
from pathways.guidance.suggestions import Suggestions
from pathways.web.language import gettext


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """The suggestions of one career area, every route side by side.

    ``seen`` of its items are of the first screen and seen at once; ``not_this`` is the page without the area,
    ``all_of_it`` the search for everything in it; empty for no area.
    """

    area: str
    name: str
    items: tuple[ShownSuggestion, ...]
    not_this: str
    all_of_it: str
    seen: int

    @property
    def first(self) -> tuple[ShownSuggestion, ...]:
        """The suggestions that are seen at once."""
        return self.items[: self.seen]

    @property
    def more(self) -> tuple[ShownSuggestion, ...]:
        """Those that open beneath the first."""
        return self.items[self.seen :]


def area_groups(
    carried: Carried, found: Suggestions, ladders: Mapping[int, Ladder], told: str = ""
) -> tuple[AreaGroup, ...]:
    """The groups of ``found``, their suggestions numbered down the page. ``ladders`` go by opportunity.

    ``told`` is what getting in hangs on where the page says it once for all.
    """
    numbers, first_screen = count(1), found.items[:FIRST_SCREEN]
    return tuple(
        AreaGroup(
            group.area,
            area_name(group.area) if group.area else gettext("Other kinds of work"),
            tuple(
                shown_suggestion(next(numbers), item, carried, ladders.get(item.card.id, Ladder()), told)
                for item in group.items
            ),
            _without(carried, group.area),
            _all_of(carried, found, group.area),
            sum(item in first_screen for item in group.items),
        )
        for group in found.groups
    )


def _without(carried: Carried, area: str) -> str:
    return suggestions_address(replace(carried, without=carried.without | {Area(area)})) if area else ""


def _all_of(carried: Carried, found: Suggestions, area: str) -> str:
    if not area:
        return ""
    reach = found.reach.miles
    miles = None if reach is None else next((step for step in MILES_CHOICES if step >= reach), None)
    return address_of(SearchCriteria(place=carried.answers.home, miles=miles, areas=frozenset({Area(area)})))
