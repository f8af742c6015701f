"""What an offer says of its place, its week and its dates."""

from __future__ import annotations

from datetime import date

import pytest

from pathways.catalogue.intakes import IntakeState
from pathways.catalogue.models import Intake, Opportunity, Venue
from pathways.catalogue.vocabulary import Delivery, Mode, Nation
from pathways.front.offer_words import (
    apply_words,
    closed_words,
    closing_words,
    distance_words,
    employer_words,
    journey_lines,
    mode_words,
    no_start_words,
    offer_name,
    offer_name_and_town,
    places_words,
    reach_words,
    start_words,
)
from pathways.front.offers import Journey, ShownIntake, ShownOffer
from pathways.places.place import Place

pytestmark = pytest.mark.usefixtures("in_english")
HOME = Place("consett", "Consett", "town", 54.853, -1.832, "DH8", "E06000047", "england")


def offer(
    *,
    delivery: Delivery = Delivery.VENUE,
    venue: dict[str, object] | None = None,
    miles: float | None = None,
    modes: tuple[Mode, ...] = (),
    serves: bool | None = None,
    **said: object,
) -> ShownOffer:
    site = {"provider_id": 1, "name": "Main site", "town": "Preston", "nation": Nation.ENGLAND}
    return ShownOffer(
        opportunity=Opportunity(**({"programme_id": 1, "delivery": delivery} | said)),
        venue=None if venue is None else Venue(**(site | venue)),
        modes=modes,
        miles=miles,
        intakes=(),
        is_chosen=False,
        is_over=False,
        serves_place=serves,
    )


def start(state: IntakeState = "open", **said: object) -> ShownIntake:
    return ShownIntake(Intake(**({"opportunity_id": 1} | said)), state)


@pytest.mark.parametrize(
    ("one", "name", "with_town"),
    [
        (offer(venue={}), "Main site", "Main site, Preston"),
        (offer(venue={"name": "Preston campus"}), "Preston campus", "Preston campus"),
        (offer(venue={"town": ""}), "Main site", "Main site"),
        (offer(delivery=Delivery.ONLINE), "Online", "Online"),
        (offer(delivery=Delivery.NATIONAL), "Anywhere in the country", "Anywhere in the country"),
        (offer(delivery=Delivery.AREA), "At work, across an area", "At work, across an area"),
        (offer(), "Place not given", "Place not given"),
    ],
)
def test_place_by_name(one: ShownOffer, name: str, with_town: str) -> None:
    assert (offer_name(one), offer_name_and_town(one)) == (name, with_town)


@pytest.mark.parametrize(
    ("miles", "words"),
    [
        (None, ""),
        (0.2, "Less than half a mile from Consett"),
        (0.7, "Under 1 mile from Consett"),
        (3.14, "About 3.1 miles from Consett"),
        (61.9, "About 62 miles from Consett"),
    ],
)
def test_distance_is_no_finer_than_is_known(miles: float | None, words: str) -> None:
    assert distance_words(offer(venue={}, miles=miles), HOME) == words


def test_no_distance_without_a_place() -> None:
    assert distance_words(offer(venue={}, miles=3.0), None) == ""


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (offer(venue={"lat": 54.8}, miles=3), ""),
        (offer(venue={"lat": 54.8}), ""),
        (offer(venue={}), "We do not know exactly where this is"),
        (offer(delivery=Delivery.ONLINE), "You learn from home."),
        (offer(delivery=Delivery.AREA), "within the area they serve"),
        (offer(delivery=Delivery.AREA, serves=True), "It serves Consett."),
        (offer(delivery=Delivery.AREA, serves=False), "Consett is not in the area it serves."),
        (offer(), "Our source does not say where this is taught."),
        (offer(delivery=Delivery.NATIONAL), ""),
    ],
)
def test_what_stands_for_a_distance(one: ShownOffer, words: str) -> None:
    told = reach_words(one, HOME)
    assert words in told
    assert bool(told) == bool(words)


def test_bus_and_train_are_told_only_where_they_beat_walking() -> None:
    slow = [Journey("walk", 20), Journey("bus", 25), Journey("train", 20), Journey("car", 5)]
    assert journey_lines(slow) == ("20 minutes on foot", "5 minutes by car")
    far = [Journey("bike", 50), Journey("bus", 40), Journey("train", 30)]
    assert journey_lines(far) == (
        "50 minutes by bike",
        "40 minutes by bus, if there is one",
        "30 minutes by train, if there is one",
    )


@pytest.mark.parametrize(
    ("modes", "words"),
    [
        ((), "Full-time or part-time is not stated."),
        ((Mode.FULL_TIME,), "Full-time."),
        ((Mode.FULL_TIME, Mode.PART_TIME), "Full-time, part-time."),
    ],
)
def test_week_as_a_sentence(modes: tuple[Mode, ...], words: str) -> None:
    assert mode_words(offer(modes=modes)) == words


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (start(starts_on=date(2027, 9, 6)), "6 September 2027"),
        (start(starts_on=date(2027, 9, 6), start_text="week 36"), "6 September 2027 (week 36)"),
        (start(is_flexible=True), "When you are ready"),
        (start(is_flexible=True, start_text="Mondays"), "When you are ready (Mondays)"),
        (start(start_text="Autumn"), "Autumn"),
    ],
)
def test_when_it_starts(shown: ShownIntake, words: str) -> None:
    assert start_words(shown) == words


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (start(closes_on=date(2027, 3, 12)), "12 March 2027"),
        (start(), "No closing date given"),
        (start("closed"), "Closed"),
        (start("closed", closes_on=date(2026, 3, 12)), "Closed (12 March 2026)"),
        (start("not-open-yet", opens_on=date(2027, 1, 4)), "Opens 4 January 2027"),
        (
            start("not-open-yet", opens_on=date(2027, 1, 4), closes_on=date(2027, 3, 12)),
            "Opens 4 January 2027, closes 12 March 2027",
        ),
    ],
)
def test_by_when_to_apply(shown: ShownIntake, words: str) -> None:
    assert closing_words(shown) == words


def test_employer_places_and_how_to_apply() -> None:
    assert employer_words(offer(employer_name="Fell Farm")) == "You would work for Fell Farm."
    assert employer_words(offer()) == ""
    assert (places_words(offer(places=1)), places_words(offer(places=8)), places_words(offer())) == (
        "1 place.",
        "8 places.",
        "",
    )
    assert apply_words(offer(how_to_apply="ring us").opportunity) == "Ring us."
    assert apply_words(offer().opportunity).endswith("You could ask them.")


def test_no_start_and_no_more_starts_are_not_the_same() -> None:
    assert "Ask the provider" in no_start_words()
    assert closed_words().startswith("Closed")
