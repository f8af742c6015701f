"""Differences in words, bars, letters and settings: what the desk says, in a request of the application."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Area, Delivery, Mode, Money, Route
from pathways.demand.models import What
from pathways.demand.queries import Counted, MonthLine
from pathways.host.live_settings import bind_live_settings, put_in_force
from pathways.host.queries.reminders import Reminder
from pathways.host.reminder_letters import reminder_letter
from pathways.host.views.counted import (
    Bar,
    bars_of_districts,
    bars_of_months,
    bars_of_terms,
    shown_months,
    term_name,
)
from pathways.host.views.saying import LEAST_TEXT, Said, said_differences
from pathways.listings.content import ListingContent
from pathways.listings.rules.differences import Difference, differences
from pathways.listings.rules.standing import ListingStanding
from pathways.mail.text import WIDTH
from tests.harness.catalogue import make_app, make_settings
from tests.harness.listings import content_for, contents, offer_for

VENUES = {7: "Riverside"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_app(make_settings(tmp_path_factory.mktemp("saying")))


@pytest.fixture(autouse=True)
def request_of_it(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def said(field: str, before: str, after: str, offer: str = "") -> Said:
    (one,) = said_differences([Difference(field, before, after, offer)], VENUES)
    return one


@pytest.mark.parametrize(
    ("field", "code", "word"),
    [
        ("route", "t-level", "T Level"),
        ("areas", "health; sport-fitness", "Health, Sport and fitness"),
        ("modes", "part-time", "Part-time"),
        ("venue_id", "7", "Riverside"),
        ("venue_id", "99", "99"),
        ("fee", "925000", "£9,250"),
        ("pay_hourly_low", "800", "£8"),
        ("pay_weekly_high", "39999", "£399.99"),
        ("last_starts_on", "2027-09-06", "6 September 2027"),
        ("summary", "You fix cars", "You fix cars"),
        ("fee", "", ""),
    ],
)
def test_codes_are_said_in_words(field: str, code: str, word: str) -> None:
    assert said(field, "", code).after == word


def test_a_start_is_said_with_its_days() -> None:
    one = said("starts", "", "starts_on 2027-09-06 closes_on 2027-08-01")
    assert one.after == "starts 6 September 2027 last day to apply 1 August 2027"
    assert one.label == "Starts"


def test_a_day_that_is_none_stays_as_it_is() -> None:
    assert said("summary", "", "Room 2027-99-99").after == "Room 2027-99-99"


def test_long_texts_are_compared_word_by_word_and_short_ones_stand_whole() -> None:
    long = said(
        "summary", "You learn the trade in our own workshop.", "You learn the trade in our new workshop."
    )
    assert {run.kind for run in long.runs} == {"same", "new", "gone"}
    assert said("summary", "Old.", "New.").runs == ()
    assert said("summary", "", "x" * LEAST_TEXT).runs == ()


def test_a_place_is_named_by_its_number() -> None:
    assert said("fee", "100", "200", offer="2").label.startswith("Place 2: ")
    assert said("fee", "100", "200", offer="row-31").label.startswith("Place 31: ")


def test_a_field_without_a_label_is_said_by_its_name() -> None:
    assert said("entry.made_up_field", "1", "2").label == "made up field"


def test_everything_that_a_new_listing_says_is_there() -> None:
    content = content_for(
        Route.DEGREE,
        7,
        offers=(offer_for(Route.DEGREE, 7, money=Money.LOAN, fee=925_000, delivery=Delivery.VENUE),),
        areas=(Area.HEALTH,),
    )
    words = {
        one.label.split(",")[0]: one.after
        for one in said_differences(differences(ListingContent(route=Route.DEGREE), content), VENUES)
    }
    told = " ".join(words.values())
    for word in ("BSc Paramedic science", "Health", "Riverside", "£9,250", "6 September 2027"):
        assert word in told
    for code in ("venue_id", "starts_on", "2027-09-06", Mode.FULL_TIME.value + ";"):
        assert code not in told


@given(contents((7,)), contents((7,)))
def test_whatever_a_listing_says_can_be_said(before: ListingContent, after: ListingContent) -> None:
    changes = differences(before, after)
    words = said_differences(changes, VENUES)
    assert len(words) == len(changes)
    assert all(one.label for one in words)
    for one in words:
        if one.runs:
            assert "".join(run.text for run in one.runs if run.kind != "gone") == one.after


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("area:health", "Health"),
        ("route:t-level", "T Level"),
        ("level:3", "Level 3"),
        ("occupation:made-up", "made-up"),
        ("other:thing", "thing"),
        ("", ""),
    ],
)
def test_terms_have_names(term: str, name: str) -> None:
    assert term_name(term) == name


def test_the_longest_bar_is_as_wide_as_the_drawing() -> None:
    bars = bars_of_districts([Counted("DH8", 200), Counted("DH9", 50)])
    assert bars == [Bar("DH8", 200, 100.0), Bar("DH9", 50, 25.0)]


def test_a_month_with_too_few_has_no_bar() -> None:
    lines = [
        MonthLine(date(2027, 5, 1), {What.FOUND: None, What.SAVED: 10}),
        MonthLine(date(2027, 6, 1), {What.FOUND: 40, What.SAVED: None}),
    ]
    assert bars_of_months(lines, What.FOUND) == [Bar("May 2027", None, 0.0), Bar("June 2027", 40, 100.0)]
    assert [bar.times for bar in bars_of_months(lines, What.SAVED)] == [10, None]


@given(st.lists(st.integers(0, 10**9), max_size=20))
def test_no_bar_is_wider_than_the_drawing(times: list[int]) -> None:
    bars = bars_of_terms([Counted("area:health", one) for one in times])
    assert all(0 <= bar.width <= 100 for bar in bars)
    assert not bars or not max(times) or max(bar.width for bar in bars) == 100


def test_twelve_months_can_be_chosen_the_newest_first() -> None:
    months = shown_months()
    assert len(set(months)) == 12
    assert months == sorted(months, reverse=True)


@pytest.mark.parametrize(
    ("standing", "count", "words"),
    [
        (ListingStanding.EXPIRED, 1, "One is over."),
        (ListingStanding.EXPIRED, 3, "3 are over."),
        (ListingStanding.CLOSING, 1, "One closes soon."),
        (ListingStanding.CLOSING, 12, "12 close soon."),
        (ListingStanding.STALE, 1, "One was not checked for six months."),
        (ListingStanding.STALE, 40, "40 were not checked for six months."),
    ],
)
def test_a_letter_says_how_many_and_leads_to_them(standing: ListingStanding, count: int, words: str) -> None:
    letter = reminder_letter(Reminder(1, "Moorside College", {standing: count}, ()), "a@college.example")
    assert f"{words}\nhttp://127.0.0.1:8000/listings?state={standing.value}" in letter.text
    assert letter.to == "a@college.example"
    assert all(len(line) <= WIDTH for line in letter.text.splitlines())


def test_a_letter_counts_all_in_its_subject() -> None:
    reminder = Reminder(1, "Moorside College", {ListingStanding.EXPIRED: 2, ListingStanding.STALE: 5}, ())
    assert reminder_letter(reminder, "a@college.example").subject == "7 programmes need a look"


def test_a_letter_puts_pressure_on_nobody() -> None:
    reminder = Reminder(1, "Moorside College", dict.fromkeys(list(ListingStanding)[6:], 2), ())
    text = reminder_letter(reminder, "a@college.example").text.lower()
    assert all(word not in text for word in ("should", "must", "hurry", "last chance"))


class TestLiveSettings:
    @pytest.fixture
    def own(self, tmp_path_factory: pytest.TempPathFactory) -> Flask:
        made = make_app(make_settings(tmp_path_factory.mktemp("live"), host_contact="env@council.example"))
        bind_live_settings(made, made.extensions["settings"])
        return made

    def test_at_first_all_is_as_the_environment_says(self, own: Flask) -> None:
        assert own.extensions["settings"].site_name == "Pathways"
        assert own.jinja_env.globals["site_name"] == "Pathways"
        assert own.jinja_env.globals["site_notice"] == ""

    def test_what_was_set_takes_its_place(self, own: Flask) -> None:
        put_in_force(
            own, {"site_name": "Weardale", "site_notice": "Closed", "host_contact": "set@council.example"}
        )
        assert own.extensions["settings"].host_contact == "set@council.example"
        assert own.jinja_env.globals["site_name"] == "Weardale"
        assert own.jinja_env.globals["site_notice"] == "Closed"

    def test_what_is_set_no_more_goes_back(self, own: Flask) -> None:
        put_in_force(own, {"site_name": "Weardale", "host_contact": "set@council.example"})
        put_in_force(own, {})
        assert own.extensions["settings"].host_contact == "env@council.example"
        assert own.jinja_env.globals["site_name"] == "Pathways"

    def test_nothing_else_can_be_set(self, own: Flask) -> None:
        key = own.extensions["settings"].secret_key
        put_in_force(own, {"secret_key": "x", "database_url": "y", "env": "production"})
        assert own.extensions["settings"].secret_key == key
        assert own.extensions["settings"].env == "development"
