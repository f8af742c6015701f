"""From a card to an item: units, nulls, and nothing invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.api.items import item_of
from pathways.api.schemas import OpportunityItem
from pathways.catalogue.results import Card
from pathways.catalogue.tags import CLOSING_SOON, MOST_TAGS, tags_of

TODAY = date(2026, 11, 21)

PLUMBER = Card(
    id=7,
    programme_id=3,
    programme_slug="plumber",
    title="Plumber apprenticeship",
    route="apprenticeship",
    level="3",
    areas=("building-construction",),
    provider_id=2,
    provider_name="High Fell Training",
    provider_slug="high-fell-training",
    employer_name="Otterburn Row Heating",
    venue_name="Consett yard",
    town="Consett",
    postcode_district="DH8",
    lat=54.85,
    lng=-1.83,
    delivery="venue",
    distance_miles=1.25,
    modes=("day-release",),
    duration_text="4 years",
    duration_months=48,
    next_start=date(2027, 1, 4),
    start_text="",
    is_flexible=False,
    closes_on=date(2026, 12, 5),
    money="paid",
    fee_pence=None,
    cost_text="",
    pay_basis="stated",
    pay_hourly_pence=840,
    pay_weekly_pence=31080,
    pay_text="",
    hours_a_week=37.0,
    taught_at_college=False,
    is_demonstration=True,
    source_name="Demonstration catalogue",
    checked_on=date(2026, 11, 1),
)


def item(card: Card) -> OpportunityItem:
    return item_of(card, TODAY, lambda shown: f"https://pathways.example/{shown.id}")


def test_a_vacancy_shows_its_employer_and_pay_in_pounds() -> None:
    shown = item(PLUMBER)
    assert shown.employer is not None
    assert shown.employer.name == "Otterburn Row Heating"
    assert shown.pay is not None
    assert (shown.pay.hourly, shown.pay.weekly, shown.pay.is_legal_minimum) == (8.4, 310.8, False)
    assert shown.cost is not None
    assert shown.cost.to_learner == 0.0
    assert not shown.cost.loan


@pytest.mark.parametrize("made_up", [True, False])
def test_an_item_says_whether_it_is_made_up(made_up: bool) -> None:
    assert item(replace(PLUMBER, is_demonstration=made_up)).is_demonstration is made_up


def test_pay_at_the_legal_minimum_is_marked_as_such() -> None:
    shown = item(replace(PLUMBER, pay_basis="legal-minimum"))
    assert shown.pay is not None
    assert shown.pay.is_legal_minimum


def test_paid_without_a_figure_is_still_paid() -> None:
    shown = item(replace(PLUMBER, pay_hourly_pence=None, pay_weekly_pence=None, pay_text="Depends on age"))
    assert shown.pay is not None
    assert (shown.pay.text, shown.pay.hourly, shown.pay.weekly) == ("Depends on age", None, None)


@pytest.mark.parametrize("money", ["free", "loan", "fee", None])
def test_only_what_pays_the_learner_has_pay(money: str | None) -> None:
    assert item(replace(PLUMBER, money=money)).pay is None


def test_a_loan_shows_the_fee_and_that_it_can_be_borrowed() -> None:
    shown = item(replace(PLUMBER, money="loan", fee_pence=953500))
    assert shown.cost is not None
    assert (shown.cost.to_learner, shown.cost.loan) == (9535.0, True)


def test_a_cost_nobody_stated_is_not_said_to_be_nothing() -> None:
    assert item(replace(PLUMBER, money=None, cost_text="")).cost is None
    assert item(replace(PLUMBER, money="fee", fee_pence=None)).cost.to_learner is None  # type: ignore[union-attr]


def test_online_has_no_venue_and_no_distance() -> None:
    shown = item(replace(PLUMBER, delivery="online", venue_name=None, town=None, distance_miles=None))
    assert shown.venue is None
    assert shown.distance_miles is None


def test_a_length_nobody_gave_is_null() -> None:
    assert item(replace(PLUMBER, duration_text="", duration_months=None)).duration is None
    shown = item(replace(PLUMBER, duration_text="", duration_months=6)).duration
    assert shown is not None
    assert shown.months == 6


def test_an_item_names_its_source_and_its_page() -> None:
    shown = item(PLUMBER)
    assert (shown.source.name, shown.source.checked) == ("Demonstration catalogue", date(2026, 11, 1))
    assert shown.url == "https://pathways.example/7"


def test_a_closing_day_within_a_month_is_a_tag_and_a_past_one_is_not() -> None:
    assert item(PLUMBER).tags == ["closing"]
    assert item(replace(PLUMBER, closes_on=TODAY)).tags == ["closing"]
    assert item(replace(PLUMBER, closes_on=TODAY - timedelta(days=1))).tags == []
    assert item(replace(PLUMBER, closes_on=TODAY + CLOSING_SOON + timedelta(days=1))).tags == []


@given(
    closes=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    college=st.booleans(),
    flexible=st.booleans(),
)
def test_a_card_never_carries_more_than_two_tags(closes: date | None, college: bool, flexible: bool) -> None:
    card = replace(PLUMBER, closes_on=closes, taught_at_college=college, is_flexible=flexible)
    tags = tags_of(card, TODAY)
    assert len(tags) <= MOST_TAGS
    assert len({tag.code for tag in tags}) == len(tags)
    assert all((tag.on is not None) == (tag.code == "closing") for tag in tags)


@given(pence=st.integers(0, 10_000_00))
def test_pounds_lose_no_penny(pence: int) -> None:
    shown = item(replace(PLUMBER, pay_hourly_pence=pence))
    assert shown.pay is not None
    assert shown.pay.hourly is not None
    assert round(shown.pay.hourly * 100) == pence
