"""What a card says of an opportunity: four facts in few words, true of every record however little it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.published_sources import is_stale
from pathways.catalogue.results import Card
from pathways.catalogue.vocabulary import Level, Route
from pathways.eligibility.reasons import Eligibility, Verdict
from pathways.front.card_words import CardWords, card_words
from pathways.front.gallery_samples import sample_cards
from pathways.web.formats import short_date

pytestmark = pytest.mark.usefixtures("in_english")

TODAY = date(2026, 11, 21)
PAID, DEGREE, COURSE, ONLINE = sample_cards(TODAY)
UNPRICED = replace(PAID, money=None, pay_weekly_pence=None, pay_hourly_pence=None, fee_pence=None)
QUIET = replace(PAID, closes_on=None, is_flexible=False, taught_at_college=False, eligibility=None)


def words_of(card: Card, **changes: object) -> CardWords:
    return card_words(replace(card, **changes), TODAY)  # type: ignore[arg-type]


def test_apprenticeship_names_the_job_the_employer_and_who_trains() -> None:
    words = words_of(PAID)
    assert words.title == "Installation Electrician apprenticeship"
    assert words.employer == "Brightside Electrical"
    assert words.provider == "Fulwood Moor College"
    assert words.town == "Preston"
    assert words.level == "Level 3"
    assert words.start == "20 Jan 2027"
    assert words.is_on_map
    assert words.is_demonstration


@given(st.integers(0, 3000))
def test_a_listing_says_that_it_is_old_once_a_year_has_gone_by(days: int) -> None:
    checked = TODAY - timedelta(days=days)
    age = words_of(PAID, checked_on=checked).age
    assert bool(age) is is_stale(checked, TODAY)
    assert age in ("", f"Not checked since {short_date(checked)}")


def test_nothing_is_said_of_a_listing_whose_last_check_nobody_knows() -> None:
    assert words_of(PAID, checked_on=None).age == ""
    assert words_of(PAID, checked_on=date(2024, 3, 2)).age == "Not checked since 2 Mar 2024"


def test_employer_that_trains_its_own_is_named_once() -> None:
    words = words_of(PAID, employer_name="Fulwood Moor College")
    assert words.employer == "Fulwood Moor College"
    assert words.provider == ""


def test_course_has_a_college_and_no_employer() -> None:
    words = words_of(COURSE)
    assert words.employer == ""
    assert words.provider == "The Sir Bartholomew Haverthwaite Institute of Rural and Marine Technology"


@pytest.mark.parametrize(
    ("miles", "words"),
    [
        (0.0, "Under 1 mile"),
        (0.99, "Under 1 mile"),
        (1.0, "1 mile"),
        (1.04, "1 mile"),
        (1.06, "1.1 miles"),
        (3.24, "3.2 miles"),
        (9.5, "9.5 miles"),
        (10.0, "10 miles"),
        (10.6, "11 miles"),
        (140.2, "140 miles"),
    ],
)
def test_how_far_it_is_is_told_as_finely_as_a_home_is_known(miles: float, words: str) -> None:
    assert words_of(PAID, distance_miles=miles).where == words


@pytest.mark.parametrize(
    ("delivery", "town", "words"),
    [
        ("online", None, "Online"),
        ("online", "Preston", "Online"),
        ("area", None, "In your area"),
        ("national", None, "Anywhere"),
        ("venue", "Consett", "Consett"),
        ("venue", None, "Place not given"),
        ("venue", "", "Place not given"),
    ],
)
def test_without_a_distance_it_says_where_it_happens(delivery: str, town: str | None, words: str) -> None:
    assert words_of(PAID, distance_miles=None, delivery=delivery, town=town).where == words


def test_what_has_no_point_is_not_on_the_map() -> None:
    assert not words_of(ONLINE).is_on_map
    assert words_of(ONLINE, lat=0.0, lng=0.0).is_on_map, "nought is a latitude"


@pytest.mark.parametrize(
    ("route", "level", "words"),
    [
        *[(Route.VOCATIONAL, level, f"Level {level.value}") for level in Level if level is not Level.ENTRY],
        (Route.ESSENTIAL_SKILLS, Level.ENTRY, "Entry level"),
        (Route.ESSENTIAL_SKILLS, None, "No level given"),
        (Route.SUPPORTED_INTERNSHIP, None, "No level"),
        (Route.SUPPORTED_INTERNSHIP, Level.ONE, "Level 1"),
    ],
)
def test_level_is_named_or_said_to_be_missing(route: Route, level: Level | None, words: str) -> None:
    assert words_of(PAID, route=route.value, level=level.value if level else None).level == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"next_start": date(2027, 9, 6)}, "6 Sept 2027"),
        ({"next_start": date(2027, 9, 6), "is_flexible": True}, "6 Sept 2027"),
        ({"next_start": None, "is_flexible": True, "start_text": "Every Monday"}, "Any time"),
        ({"next_start": None, "start_text": "Every September"}, "Every September"),
        ({"next_start": None, "start_text": ""}, "Ask for dates"),
    ],
)
def test_start_is_a_day_before_it_is_a_promise(changes: dict[str, object], words: str) -> None:
    assert words_of(PAID, **changes).start == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pay_weekly_pence": 31200, "hours_a_week": None, "money": "paid"}, "£312 a week"),
        ({"pay_weekly_pence": 31250, "hours_a_week": None, "money": "paid"}, "£312.50 a week"),
        ({"pay_weekly_pence": 31250, "hours_a_week": 37.0, "money": "paid"}, "£312.50 for 37 hours a week"),
        ({"pay_weekly_pence": 31250, "hours_a_week": 37.5, "money": "paid"}, "£312.50 for 37.5 hours a week"),
        ({"hours_a_week": 37.5, "money": "paid"}, "You are paid"),
        ({"pay_hourly_pence": 755, "money": "paid"}, "£7.55 an hour"),
        (
            {"pay_weekly_pence": 31200, "pay_hourly_pence": 755, "hours_a_week": 0, "money": "paid"},
            "£312 a week",
        ),
        ({"money": "paid"}, "You are paid"),
        ({"money": "free"}, "Free"),
        ({"money": "free", "fee_pence": 50_000}, "Free"),
        ({"money": "loan", "fee_pence": 953_500}, "£9,535, loan possible"),
        ({"money": "loan"}, "Loan possible"),
        ({"money": "fee", "fee_pence": 4_999}, "£49.99"),
        ({"money": "fee"}, "There is a fee"),
        ({"fee_pence": 120_000}, "£1,200"),
        ({}, "Ask about cost"),
    ],
)
def test_money_says_which_way_it_goes_and_how_much(changes: dict[str, object], words: str) -> None:
    assert words_of(UNPRICED, **changes).money == words


@given(
    st.sampled_from([None, "paid", "free", "loan", "fee"]),
    *[st.sampled_from([None, 0, 1, 99, 100, 755, 31_250, 2_850_000])] * 3,
)
def test_no_card_is_silent_about_money_and_none_promises_nothing_a_week(
    money: str | None, fee: int | None, hourly: int | None, weekly: int | None
) -> None:
    words = words_of(
        UNPRICED, money=money, fee_pence=fee, pay_hourly_pence=hourly, pay_weekly_pence=weekly
    ).money
    assert words
    assert not words.startswith("£0 ")
    assert words != "£0"


@pytest.mark.parametrize(
    ("days", "is_told"), [(-1, False), (0, True), (1, True), (30, True), (31, False), (365, False)]
)
def test_closing_is_told_while_there_is_still_time(days: int, is_told: bool) -> None:
    closes = TODAY + timedelta(days=days)
    tags = words_of(QUIET, closes_on=closes).tags
    assert any(tag.startswith("Closing ") for tag in tags) is is_told


def test_closing_day_is_named() -> None:
    assert words_of(QUIET, closes_on=date(2026, 12, 1)).tags == ("Closing 1 Dec 2026",)


def test_degree_at_a_college_is_a_tag() -> None:
    assert card_words(DEGREE, TODAY).tags == ("Degree at a college",)


@pytest.mark.parametrize("route", list(Route))
def test_only_what_ends_in_a_degree_is_called_one(route: Route) -> None:
    (tag,) = words_of(DEGREE, route=route.value).tags
    is_degree = route in ("degree", "foundation-degree", "degree-apprenticeship")
    assert tag == ("Degree at a college" if is_degree else "Taught at a college")


def test_start_when_you_like_is_a_tag_only_beside_a_day() -> None:
    flexible = replace(QUIET, is_flexible=True)
    assert words_of(flexible).tags == ("Start when you like",)
    assert words_of(flexible, next_start=None).tags == (), "the start itself says so"
    assert words_of(flexible, next_start=None).start == "Any time"


@pytest.mark.parametrize(
    ("verdict", "tag"),
    [(Verdict.YES, "You can apply"), (Verdict.IF, "You could, if…"), (Verdict.NOT_YET, "Not yet")],
)
def test_verdict_comes_before_every_other_tag(verdict: Verdict, tag: str) -> None:
    tags = words_of(PAID, eligibility=Eligibility(verdict, ())).tags
    assert tags[0] == tag
    assert tags[1:] == ("Closing 11 Dec 2026",)


def test_who_was_not_judged_has_no_verdict() -> None:
    assert words_of(QUIET).tags == ()


@given(
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, -5, 0, 15, 60]),
    st.sampled_from([None, TODAY + timedelta(days=60)]),
    st.sampled_from([None, *Verdict]),
)
def test_card_never_carries_more_than_two_tags_and_a_verdict(
    flexible: bool, college: bool, closes: int | None, start: date | None, verdict: Verdict | None
) -> None:
    tags = words_of(
        QUIET,
        is_flexible=flexible,
        taught_at_college=college,
        closes_on=None if closes is None else TODAY + timedelta(days=closes),
        next_start=start,
        eligibility=None if verdict is None else Eligibility(verdict, ()),
    ).tags
    assert all(tags)
    assert len(set(tags)) == len(tags)
    assert len(tags) <= 2 + (verdict is not None)


def test_record_that_holds_next_to_nothing_still_makes_a_card() -> None:
    bare = replace(
        UNPRICED,
        level=None,
        employer_name=None,
        town=None,
        distance_miles=None,
        next_start=None,
        start_text="",
        closes_on=None,
    )
    words = card_words(bare, TODAY)
    assert (words.where, words.level) == ("Place not given", "No level given")
    assert (words.start, words.money) == ("Ask for dates", "Ask about cost")
    assert (words.employer, words.town, words.tags) == ("", "", ())
