"""What guidance gives back: plain values, ready for a page, an answer or a terminal."""

from dataclasses import dataclass

from pathways.catalogue.results import Card
from pathways.guidance.reach import Step
from pathways.guidance.reasons import Reason
from pathways.places.place import Place


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One card with why it is suggested.

    ``card.eligibility`` is None where nothing is known of the person. ``area`` is the main career area, empty for none.
    ``score`` is 0 to 1, and the weights of ``reasons`` (largest first) add up to it. ``minutes`` is the estimated
    journey, None where there is none or nobody said how they travel. ``something_different`` marks one card from an
    area that the answers do not point to first.
    """

    card: Card
    area: str
    score: float
    reasons: tuple[Reason, ...]
    minutes: int | None
    something_different: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The suggestions of one career area ("" for none), in the balanced order."""

    area: str
    items: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Widened:
    """That the reach held too little and was widened. ``miles`` is the new limit.

    ``why``: `too-few` (further away is shown as well) or `only-online` (nothing within reach has a place of its own).
    """

    miles: int
    why: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer to somebody's answers. ``items`` are in the balanced order, one a programme.

    ``considered`` counts the programmes in ``reach``. Where ``items`` is empty, pages explain the routes and say whom
    to talk to.
    """

    place: Place | None
    widened: Widened | None
    items: tuple[Suggestion, ...]
    groups: tuple[Group, ...]
    considered: int
    reach: Step
    held_areas: int
    held_routes: int

    @property
    def reach_miles(self) -> float | None:
        """The straight-line limit in miles, None for any distance."""
        return self.reach.miles

    @property
    def routes(self) -> tuple[str, ...]:
        """The routes among the suggestions, in their order."""
        return tuple(dict.fromkeys(item.card.route for item in self.items))
