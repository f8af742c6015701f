"""Spreads of points in words, tags of a card, and offers in their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.intakes import is_over, state_on
from pathways.catalogue.models import Intake, Opportunity, Outcome, Venue
from pathways.catalogue.programmes import Offer
from pathways.catalogue.tags import CLOSING_SOON, tags_of
from pathways.catalogue.vocabulary import Delivery, Measure, Mode
from pathways.front.entry_spread import BEFORE, spread_words
from pathways.front.gallery_samples import sample_cards
from pathways.front.offers import LONGEST_DAILY_MINUTES, ShownOffer, journeys, show_offers
from tests.unit.front.searches import PRESTON

pytestmark = pytest.mark.usefixtures("in_english")

TODAY = date(2026, 11, 21)
CARD = replace(sample_cards(TODAY)[0], closes_on=None)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def spread(value: float | None = None, **detail: object) -> str:
    return spread_words(
        Outcome(programme_id=1, measure=Measure.ENTRY_TARIFF, value=value, source_name="x"), detail
    )


@pytest.mark.parametrize(
    ("band", "words"),
    [
        ("T001", "fewer than 48 points"),
        ("T048", "48 to 63 points"),
        ("T096", "96 to 111 points"),
        ("T224", "224 to 239 points"),
        ("T240", "240 points or more"),
        ("t112", "112 to 127 points"),
    ],
)
def test_a_band_of_points_is_told_from_its_least_to_its_most(band: str, words: str) -> None:
    assert spread(bands={band: 100}) == f"100 in 100 had {words}."


@pytest.mark.parametrize("code", BEFORE)
def test_what_students_did_before_has_words(code: str) -> None:
    assert spread(percent={code.upper(): 40}) == f"40 in 100 had {BEFORE[code]}."


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert spread(percent={"T-level": 40}) == "40 in 100 had T-level."


@given(st.dictionaries(st.sampled_from(["T001", "T048", "T064", "T096", "T240"]), st.integers(0, 100)))
def test_at_most_three_shares_are_told_and_the_largest_first(shares: dict[str, int]) -> None:
    said = spread(bands=shares)
    told = [int(part.split(" in 100")[0]) for part in said.rstrip(".").split("; ") if part]
    assert told == sorted((share for share in shares.values() if share), reverse=True)[:3]


@pytest.mark.parametrize(
    "detail",
    [
        {},
        {"bands": {}},
        {"bands": "spoilt"},
        {"bands": {"T096": None, "T112": "many"}},
        {"bands": {"T096": 0}},
    ],
)
def test_without_a_spread_the_middle_student_is_told_or_nothing(detail: dict[str, object]) -> None:
    assert spread(112.0, **detail) == "The middle student had 112 UCAS points."
    assert spread(None, **detail) == ""


def test_no_points_at_all_is_a_figure() -> None:
    assert spread(0.0) == "The middle student had 0 UCAS points."


@given(days)
def test_a_closing_day_is_a_tag_for_thirty_days_and_the_day_itself(closes: date) -> None:
    (first, *_others) = (*tags_of(replace(CARD, closes_on=closes), TODAY), None)
    if TODAY <= closes <= TODAY + CLOSING_SOON:
        assert first is not None
        assert (first.code, first.on) == ("closing", closes)
    else:
        assert first is None


def test_tags_stand_in_one_order_the_most_pressing_first() -> None:
    busy = replace(CARD, route="degree", closes_on=TODAY, taught_at_college=True, is_flexible=True)
    assert [tag.code for tag in tags_of(busy, TODAY)] == ["closing", "degree-at-a-college"]
    calm = replace(busy, closes_on=None)
    assert [tag.code for tag in tags_of(calm, TODAY)] == ["degree-at-a-college", "start-when-you-like"]
    assert tags_of(CARD, TODAY) == ()


starts = st.lists(
    st.builds(
        Intake,
        opportunity_id=st.just(1),
        starts_on=st.none() | days,
        is_flexible=st.booleans(),
        opens_on=st.none() | days,
        closes_on=st.none() | days,
    ),
    max_size=4,
)


@given(starts, days)
def test_an_offer_is_over_only_when_each_start_is_closed(intakes: list[Intake], today: date) -> None:
    states = [state_on(intake, today) for intake in intakes]
    assert is_over(intakes, today) == (bool(states) and set(states) == {"closed"})


@given(starts, days, st.integers(0, 700))
def test_what_is_over_never_opens_again(intakes: list[Intake], today: date, later: int) -> None:
    if is_over(intakes, today):
        assert is_over(intakes, today + timedelta(days=later))


def offer(identifier: int, intakes: list[Intake], lat: float | None, **changes: object) -> Offer:
    venue = Venue(
        id=identifier, provider_id=1, source_id=1, name=f"Site {identifier}", lat=lat, lng=lat and -2.7
    )
    said = Opportunity(
        id=identifier,
        programme_id=1,
        source_id=1,
        source_key=str(identifier),
        delivery=Delivery.VENUE,
        **changes,
    )
    return Offer(said, venue, tuple(intakes), ())


offers = st.lists(st.tuples(starts, st.none() | st.floats(50.5, 57.0)), min_size=1, max_size=6).map(
    lambda made: [offer(number, *parts) for number, parts in enumerate(made, 1)]
)


@given(offers, st.integers(0, 7), days, st.booleans())
def test_every_offer_is_shown_once_in_an_order_that_can_be_explained(
    made: list[Offer], chosen: int, today: date, near: bool
) -> None:
    shown = show_offers(made, place=PRESTON if near else None, chosen_id=chosen, today=today)
    assert sorted(one.opportunity.id or 0 for one in shown) == list(range(1, len(made) + 1))
    assert [one.is_chosen for one in shown] == sorted((one.is_chosen for one in shown), reverse=True)
    others = [one for one in shown if not one.is_chosen]
    assert [one.is_over for one in others] == sorted(one.is_over for one in others)
    for still_open in (False, True):
        far = [_miles(one) for one in others if one.is_over is still_open]
        assert far == sorted(far)
    if not near:
        assert all(one.miles is None for one in shown)


def _miles(shown: ShownOffer) -> float:
    return float("inf") if shown.miles is None else shown.miles


@given(offers, days)
def test_open_starts_come_before_closed_ones_and_the_next_is_open(made: list[Offer], today: date) -> None:
    for one in show_offers(made, place=None, chosen_id=None, today=today):
        closed = [shown.state == "closed" for shown in one.intakes]
        assert closed == sorted(closed)
        dated = [
            shown.intake.starts_on
            for shown in one.intakes
            if shown.state != "closed" and shown.intake.starts_on
        ]
        assert one.next_start == (min(dated) if dated else None)
        if one.is_over:
            assert one.next_start is None


def test_how_the_week_is_arranged_is_taken_over() -> None:
    (one,) = show_offers(
        [offer(1, [], None, full_time=True, day_release=True)], place=None, chosen_id=1, today=TODAY
    )
    assert one.modes == (Mode.FULL_TIME, Mode.DAY_RELEASE)
    assert one.serves_place is None


@given(st.floats(0, 200))
def test_only_journeys_somebody_could_make_each_day_are_told(miles: float) -> None:
    told = journeys(miles)
    assert all(0 < way.minutes <= LONGEST_DAILY_MINUTES and way.minutes % 5 == 0 for way in told)
    assert len({way.mode for way in told}) == len(told)
    if miles > 10:
        assert not {"walk", "bike"} & {way.mode for way in told}
