"""The offers of a programme as its page lists them: the chosen one first, then the nearest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pathways.catalogue.intakes import IntakeState, is_over, state_on
from pathways.catalogue.models import Intake, Opportunity, Venue
from pathways.catalogue.programmes import Offer
from pathways.catalogue.vocabulary import Mode
from pathways.places.distance import haversine_miles
from pathways.places.place import Place
from pathways.places.travel import TRAVEL_MODES, TravelMode, about_minutes, estimate_minutes

LONGEST_WALK_MILES, LONGEST_RIDE_MILES, SHORTEST_TRAIN_MILES = 3.0, 10.0, 5.0
LONGEST_DAILY_MINUTES = 120


@dataclass(frozen=True, slots=True)
class Journey:
    """About how long it takes to get there by one means, in minutes to the nearest five."""

    mode: TravelMode
    minutes: int


@dataclass(frozen=True, slots=True)
class ShownIntake:
    """A start, and whether somebody can still apply for it."""

    intake: Intake
    state: IntakeState


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """An offer with its miles from the chosen place, if both are known, and its starts, open ones first."""

    opportunity: Opportunity
    venue: Venue | None
    modes: tuple[Mode, ...]
    miles: float | None
    intakes: tuple[ShownIntake, ...]
    is_chosen: bool
    is_over: bool
    serves_place: bool | None

    @property
    def next_start(self) -> date | None:
        """The first dated start that somebody can still apply for."""
        days = [shown.intake.starts_on for shown in self.intakes if shown.state != "closed"]
        return min((day for day in days if day is not None), default=None)


def show_offers(
    offers: Iterable[Offer], *, place: Place | None, chosen_id: int | None, today: date
) -> tuple[ShownOffer, ...]:
    """Every offer, ready for the page. Order: the chosen one, those still open, the nearest, then by id."""
    shown = [_show(offer, place, offer.opportunity.id == chosen_id, today) for offer in offers]
    far = float("inf")
    shown.sort(key=lambda one: (not one.is_chosen, one.is_over, far if one.miles is None else one.miles))
    return tuple(shown)


def _show(offer: Offer, place: Place | None, is_chosen: bool, today: date) -> ShownOffer:
    intakes = [ShownIntake(intake, state_on(intake, today)) for intake in offer.intakes]
    intakes.sort(key=lambda shown: (shown.state == "closed", shown.intake.starts_on or date.max))
    serves = None
    if place is not None and offer.lad_codes:
        serves = place.lad_code in offer.lad_codes
    return ShownOffer(
        opportunity=offer.opportunity,
        venue=offer.venue,
        modes=offer.modes,
        miles=miles_to(place, offer.venue),
        intakes=tuple(intakes),
        is_chosen=is_chosen,
        is_over=is_over(offer.intakes, today),
        serves_place=serves,
    )


def miles_to(place: Place | None, venue: Venue | None) -> float | None:
    """Miles from a place to a venue as the crow flies, or None when either is not known."""
    if place is None or venue is None or venue.lat is None or venue.lng is None:
        return None
    return float(haversine_miles(place.lat, place.lng, venue.lat, venue.lng))


def journeys(miles: float) -> tuple[Journey, ...]:
    """The ways of getting there that make sense over so many miles, from walking to driving.

    Empty when every one of them takes longer than anybody would travel each day.
    """
    sensible = {
        "walk": miles <= LONGEST_WALK_MILES,
        "bike": miles <= LONGEST_RIDE_MILES,
        "bus": True,
        "train": miles >= SHORTEST_TRAIN_MILES,
        "car": True,
    }
    ways = (
        Journey(mode, about_minutes(float(estimate_minutes(miles, mode))))
        for mode in TRAVEL_MODES
        if sensible[mode]
    )
    return tuple(way for way in ways if way.minutes <= LONGEST_DAILY_MINUTES)
