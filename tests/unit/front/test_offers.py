"""The offers of a programme in the order in which its page lists them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.models import Intake, Opportunity, Venue
from pathways.catalogue.programmes import Offer
from pathways.catalogue.vocabulary import Delivery, Nation
from pathways.front.offers import journeys, miles_to, show_offers
from pathways.places.place import Place

TODAY = date(2026, 11, 21)
HOME = Place("consett", "Consett", "town", 54.853, -1.832, "DH8", "E06000047", "england")


def offer(
    number: int,
    *,
    lat: float | None = 54.853,
    starts: date | None = date(2027, 9, 1),
    lads: tuple[str, ...] = (),
) -> Offer:
    venue = Venue(
        id=number,
        provider_id=1,
        name="Site",
        nation=Nation.ENGLAND,
        lat=lat,
        lng=None if lat is None else -1.832,
    )
    intakes = (Intake(opportunity_id=number, starts_on=starts),) if starts else ()
    opportunity = Opportunity(
        id=number, programme_id=1, venue_id=number, delivery=Delivery.VENUE, full_time=True
    )
    return Offer(opportunity, venue, intakes, lads)


def order(*offers: Offer, chosen: int | None = None, place: Place | None = HOME) -> list[int | None]:
    shown = show_offers(offers, place=place, chosen_id=chosen, today=TODAY)
    return [one.opportunity.id for one in shown]


def test_nearest_comes_first_and_unknown_distances_last() -> None:
    assert order(offer(1, lat=None), offer(2, lat=55.0), offer(3, lat=54.86)) == [3, 2, 1]


def test_what_is_over_comes_after_what_is_open_however_near() -> None:
    assert order(offer(1, starts=date(2026, 9, 1)), offer(2, lat=56.0)) == [2, 1]


def test_the_picked_one_comes_first_even_when_it_is_over() -> None:
    assert order(offer(1), offer(2, starts=date(2026, 9, 1)), chosen=2) == [2, 1]


def test_without_a_place_they_stay_as_they_were() -> None:
    assert order(offer(1), offer(2, lat=55.0), offer(3), place=None) == [1, 2, 3]


def test_next_start_is_the_first_that_is_still_open() -> None:
    starts = (date(2026, 9, 1), date(2027, 9, 1), date(2027, 1, 5))
    made = Offer(
        Opportunity(id=1, programme_id=1, delivery=Delivery.VENUE, full_time=True),
        None,
        tuple(Intake(opportunity_id=1, starts_on=day) for day in starts),
        (),
    )
    (shown,) = show_offers([made], place=None, chosen_id=None, today=TODAY)
    assert shown.next_start == date(2027, 1, 5)
    assert [one.intake.starts_on for one in shown.intakes] == [
        date(2027, 1, 5),
        date(2027, 9, 1),
        date(2026, 9, 1),
    ]


def test_area_wide_offer_says_whether_it_serves_the_place() -> None:
    serving, other, anywhere = show_offers(
        [offer(1, lads=("E06000047",)), offer(2, lads=("E07000123",)), offer(3)],
        place=HOME,
        chosen_id=None,
        today=TODAY,
    )
    assert (serving.serves_place, other.serves_place, anywhere.serves_place) == (True, False, None)


def test_miles_need_both_ends() -> None:
    assert miles_to(None, offer(1).venue) is None
    assert miles_to(HOME, None) is None
    assert miles_to(HOME, offer(1, lat=None).venue) is None
    assert miles_to(HOME, offer(1).venue) == pytest.approx(0.0, abs=0.01)


def test_a_short_way_is_walked_and_a_long_one_is_not() -> None:
    assert [journey.mode for journey in journeys(1.0)] == ["walk", "bike", "bus", "car"]
    assert [journey.mode for journey in journeys(8.0)] == ["bike", "bus", "train", "car"]
    assert [journey.mode for journey in journeys(30.0)] == ["train", "car"]


def test_a_way_too_long_for_every_day_is_not_shown() -> None:
    assert journeys(90.0) == ()
    assert all(journey.minutes <= 120 for journey in journeys(25.0))


@given(st.floats(0, 300))
def test_minutes_are_rounded_to_five_and_never_nought(miles: float) -> None:
    for journey in journeys(miles):
        assert journey.minutes >= 5
        assert journey.minutes % 5 == 0


@given(st.floats(0, 100), st.floats(0, 100))
def test_further_never_takes_less_time(one: float, other: float) -> None:
    near, far = sorted((one, other))
    times = {journey.mode: journey.minutes for journey in journeys(near)}
    for journey in journeys(far):
        assert journey.minutes >= times.get(journey.mode, 0)
