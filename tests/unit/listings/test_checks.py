"""The checks of a listing: what each route asks, when, and in which words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from pathways.catalogue.vocabulary import Delivery, Level, Money, Route
from pathways.feeds.programmes_csv.columns import COLUMNS
from pathways.feeds.programmes_csv.law import load_law
from pathways.feeds.programmes_csv.rules import RULES
from pathways.listings.checks import CheckFacts, Problem, check, errors_in, hints_in
from pathways.listings.checks.quality import reading_grade, sentences_of
from pathways.listings.checks.words import WORDS
from pathways.listings.content import ListingContent
from pathways.paths import resource_dir
from tests.harness.listings import DAY, WAGED, content_for, contents, offer_for

FACTS = CheckFacts(load_law(resource_dir("seed_data")), frozenset({1, 2}), frozenset({"E06000047"}))


def codes(content: ListingContent, day: date = DAY) -> dict[str, str]:
    """What is wrong by field."""
    return {problem.field: problem.code for problem in errors_in(check(content, FACTS, day))}


def hinted(content: ListingContent) -> set[str]:
    return {problem.code for problem in hints_in(check(content, FACTS, DAY))}


@pytest.mark.parametrize("route", list(Route), ids=str)
def test_short_content_that_says_what_is_needed_has_no_errors(route: Route) -> None:
    assert codes(content_for(route, venue_id=1)) == {}
    assert codes(content_for(route)) == {}


@pytest.mark.parametrize("route", list(Route), ids=str)
def test_an_empty_listing_is_told_what_is_missing_and_no_more(route: Route) -> None:
    found = codes(ListingContent(route=route))
    assert found.pop("title") == "title.missing"
    assert found.pop("areas") == "areas.missing"
    assert found.pop("summary") == "summary.missing"
    assert found.pop("offers") == "offers.none"
    assert found.pop("level", "level.missing") == "level.missing"
    assert found.pop("entry.needs_ehcp", "ehcp.needed") == "ehcp.needed"
    assert found == {}


@pytest.mark.parametrize("route", list(Route), ids=str)
def test_an_empty_offer_is_told_what_is_missing(route: Route) -> None:
    found = codes(content_for(route, offers=({"key": "4"},)))
    assert found == {
        "offers.4.delivery": "delivery.missing",
        "offers.4.modes": "modes.missing",
        "offers.4.starts": "starts.none",
        "offers.4.money": "money.missing",
        "offers.4.how_to_apply": "apply.missing",
    }


@pytest.mark.parametrize("route", list(Route), ids=str)
@pytest.mark.parametrize("money", list(Money), ids=str)
def test_only_an_apprentice_has_to_be_paid_and_is_never_charged(route: Route, money: Money) -> None:
    offer = offer_for(route, money=money, fee=50_000)
    found = codes(content_for(route, offers=(offer,)))
    if route in WAGED:
        assert found.pop("offers.1.fee") == "fee.apprentice"
        if money is not Money.PAID:
            assert found.pop("offers.1.money") == "money.apprentice"
    elif money in (Money.PAID, Money.FREE):
        assert found.pop("offers.1.fee") == "fee.not-with"
    assert found == {}


def test_the_reason_is_said_in_the_words_of_the_law() -> None:
    offer = offer_for(Route.APPRENTICESHIP, fee=100)
    (problem,) = errors_in(check(content_for(Route.APPRENTICESHIP, offers=(offer,)), FACTS, DAY))
    assert problem.words == "An apprenticeship is a paid job: it cannot charge the apprentice."
    assert problem.mend == "Take out the fee."


@pytest.mark.parametrize(
    ("starts_on", "hourly", "lawful"),
    [
        (date(2027, 9, 6), 800, True),
        (date(2027, 9, 6), 799, False),
        (date(2026, 3, 2), 755, True),
        (date(2026, 4, 1), 755, False),
        (date(2026, 3, 31), 754, False),
        (date(2025, 3, 31), 640, True),
    ],
)
def test_pay_is_held_against_the_rate_of_the_day_of_the_start(
    starts_on: date, hourly: int, lawful: bool
) -> None:
    offer = offer_for(Route.APPRENTICESHIP, pay_hourly_low=hourly, starts=({"starts_on": starts_on},))
    found = codes(content_for(Route.APPRENTICESHIP, offers=(offer,)), min(DAY, starts_on))
    assert ("offers.1.pay_hourly_low" in found) is not lawful


@pytest.mark.parametrize(
    ("weekly", "hours", "lawful"),
    [(30_000, 37.5, True), (29_000, 37.5, False), (29_000, None, True), (10_000, 12.5, True)],
)
def test_weekly_pay_is_held_against_the_hours(weekly: int, hours: float | None, lawful: bool) -> None:
    offer = offer_for(Route.APPRENTICESHIP, pay_weekly_low=weekly, pay_weekly_high=weekly, hours_a_week=hours)
    found = codes(content_for(Route.APPRENTICESHIP, offers=(offer,)))
    assert ("offers.1.pay_weekly_low" in found) is not lawful


def test_the_pay_of_a_course_that_is_no_job_is_not_judged() -> None:
    offer = offer_for(Route.BOOTCAMP, pay_hourly_low=100)
    assert codes(content_for(Route.BOOTCAMP, offers=(offer,))) == {}


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"pay_hourly_low": 900, "pay_hourly_high": 850}, "offers.1.pay_hourly_high", "pay.order"),
        ({"pay_hourly_high": 850}, "offers.1.pay_hourly_low", "pay.no-low"),
        ({"pay_weekly_low": 40_000, "pay_weekly_high": 39_000}, "offers.1.pay_weekly_high", "pay.order"),
        ({"pay_weekly_high": 39_000}, "offers.1.pay_weekly_low", "pay.no-low"),
        ({"venue_id": 3, "delivery": "venue"}, "offers.1.venue_id", "venue.not-yours"),
        ({"venue_id": 1, "delivery": "online"}, "offers.1.venue_id", "venue.not-with"),
        ({"delivery": "venue"}, "offers.1.venue_id", "venue.missing"),
        ({"delivery": "area"}, "offers.1.districts", "districts.missing"),
        ({"districts": ("E06000047",)}, "offers.1.districts", "districts.not-with"),
        ({"delivery": "area", "districts": ("E99999999",)}, "offers.1.districts", "districts.unknown"),
        ({"modes": ()}, "offers.1.modes", "modes.missing"),
        ({"how_to_apply": ""}, "offers.1.how_to_apply", "apply.missing"),
        ({"money": None}, "offers.1.money", "money.missing"),
        ({"money": "fee"}, "offers.1.money", "money.apprentice"),
        ({"starts": ()}, "offers.1.starts", "starts.none"),
        ({"starts": ({"opens_on": "2027-01-01"},)}, "offers.1.starts.0.starts_on", "start.empty"),
        (
            {"starts": ({"starts_on": "2027-09-06", "closes_on": "2027-09-07"},)},
            "offers.1.starts.0.closes_on",
            "start.closes-late",
        ),
        (
            {"starts": ({"starts_on": "2027-09-06", "closes_on": "2027-06-01", "opens_on": "2027-06-02"},)},
            "offers.1.starts.0.opens_on",
            "start.opens-late",
        ),
        (
            {"starts": ({"starts_on": "2027-09-06"}, {"starts_on": "2027-10-06", "closes_on": "2027-11-01"})},
            "offers.1.starts.1.closes_on",
            "start.closes-late",
        ),
    ],
    ids=str,
)
def test_what_is_wrong_with_an_offer_is_said_at_its_field(
    changes: dict[str, Any], field: str, code: str
) -> None:
    offer = offer_for(Route.APPRENTICESHIP, **changes)
    assert codes(content_for(Route.APPRENTICESHIP, offers=(offer,))) == {field: code}


@pytest.mark.parametrize(
    ("route", "changes", "field", "code"),
    [
        (Route.APPRENTICESHIP, {"duration_months": 7}, "duration_months", "length.too-short"),
        (Route.BOOTCAMP, {"duration_months": 5}, "duration_months", "length.too-long"),
        (Route.T_LEVEL, {"placement_hours": 314}, "placement_hours", "placement.too-short"),
        (Route.T_LEVEL, {"level": "2"}, "level", "level.not-of-route"),
        (Route.DEGREE, {"level": None}, "level", "level.missing"),
        (Route.SUPPORTED_INTERNSHIP, {"level": "1"}, "level", "level.not-of-route"),
        (Route.SUPPORTED_INTERNSHIP, {"entry": {}}, "entry.needs_ehcp", "ehcp.needed"),
        (Route.BOOTCAMP, {"entry": {"min_age": 16}}, "entry.min_age", "age.too-young"),
        (Route.APPRENTICESHIP, {"entry": {"min_age": 15}}, "entry.min_age", "age.too-young"),
        (Route.FOUNDATION_APPRENTICESHIP, {"entry": {"max_age": 25}}, "entry.max_age", "age.too-old"),
        (Route.DEGREE_APPRENTICESHIP, {"level": "7"}, "entry.max_age", "age.too-old"),
        (Route.DEGREE, {"entry": {"min_age": 19, "max_age": 18}}, "entry.max_age", "age.order"),
        (Route.DEGREE, {"entry": {"points_usual_high": 9}}, "entry.points_usual_low", "points.no-low"),
        (
            Route.DEGREE,
            {"entry": {"points_usual_high": 9, "points_usual_low": 10}},
            "entry.points_usual_high",
            "points.order",
        ),
        (Route.T_LEVEL, {"title": "T Level in Wizardry"}, "title", "title.names-nothing"),
        (Route.T_LEVEL, {"title": "T Level in Onsite Construction"}, "title", "title.cannot-start"),
        (Route.DEGREE, {"last_starts_on": "2027-09-05"}, "offers.1.starts.0.starts_on", "start.after-last"),
    ],
    ids=str,
)
def test_what_the_route_does_not_allow_is_said_at_its_field(
    route: Route, changes: dict[str, Any], field: str, code: str
) -> None:
    assert codes(content_for(route, **changes)) == {field: code}


def test_a_v_level_cannot_start_before_it_is_first_taught() -> None:
    early = offer_for(Route.V_LEVEL, starts=({"starts_on": date(2027, 3, 1)},))
    found = codes(content_for(Route.V_LEVEL, offers=(early,)))
    assert found == {"title": "title.cannot-start"}


def test_a_rule_holds_from_its_day_on() -> None:
    old = offer_for(Route.APPRENTICESHIP, starts=({"starts_on": date(2025, 7, 1)},))
    content = content_for(Route.APPRENTICESHIP, duration_months=6, offers=(old,))
    assert "duration_months" not in codes(content, date(2025, 6, 1))
    assert (
        codes(content_for(Route.APPRENTICESHIP, duration_months=6))["duration_months"] == "length.too-short"
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "hint.day"),
        ({}, "hint.next"),
        ({}, "hint.learn"),
        ({}, "hint.support"),
        ({}, "hint.entry"),
        ({}, "hint.contact"),
        ({}, "hint.closing"),
        ({"summary": "Short and sweet."}, "hint.short"),
        ({"title": "GREAT BIG COURSE"}, "title.shouts"),
        ({"duration_months": None}, "length.missing"),
        ({"summary": "and ".join(["words "] * 40)}, "hint.long-sentence"),
        (
            {
                "summary": "Contemporary organisational methodologies facilitate interdisciplinary collaboration. "
                * 4
            },
            "hint.hard",
        ),
        ({"offers": (offer_for(Route.DEGREE, starts=({"starts_on": date(2026, 9, 1)},)),)}, "start.all-past"),
    ],
    ids=str,
)
def test_what_could_be_better_is_a_hint(changes: dict[str, Any], code: str) -> None:
    assert code in hinted(content_for(Route.DEGREE, **changes))


def test_a_full_listing_has_no_hints() -> None:
    offer = offer_for(
        Route.DEGREE,
        contact_text="Ask the admissions team",
        starts=({"starts_on": date(2027, 9, 6), "closes_on": date(2027, 6, 1)},),
    )
    content = content_for(
        Route.DEGREE,
        daily_life="You work in pairs.",
        leads_to="Jobs in care.",
        you_will_learn="How to help.",
        support="Ask us for help.",
        entry={"text": "You need two A levels."},
        offers=(offer,),
    )
    assert hints_in(check(content, FACTS, DAY)) == []


def test_an_apprenticeship_that_says_nothing_of_pay_is_asked_for_it() -> None:
    assert "pay.missing" in hinted(content_for(Route.APPRENTICESHIP))
    told = offer_for(Route.APPRENTICESHIP, pay_text="To be agreed")
    assert "pay.missing" not in hinted(content_for(Route.APPRENTICESHIP, offers=(told,)))
    assert "pay.missing" not in hinted(content_for(Route.DEGREE))


def test_a_short_text_has_no_reading_grade() -> None:
    assert reading_grade("You learn a lot here.") is None
    easy = reading_grade("You go to work. You learn on the job. We help you. " * 4)
    hard = reading_grade("Multidisciplinary practitioners operationalise organisational transformation. " * 5)
    assert easy is not None and easy < 5
    assert hard is not None and hard > 12


def test_sentences_end_at_a_stop_or_a_line() -> None:
    assert sentences_of("One. Two!\nThree: four") == ["One.", "Two!", "Three:", "four"]


@given(contents(venue_ids=(1, 2, 3)))
def test_every_problem_can_be_said_and_stands_at_a_field_that_exists(content: ListingContent) -> None:
    for problem in check(content, FACTS, DAY):
        assert "%(" not in problem.words + problem.mend
        assert len(problem.words) > 10 and len(problem.mend) > 5
        if problem.offer_key is not None:
            assert content.offer(problem.offer_key) is not None
        assert problem.own_field in {
            *ListingContent.model_fields,
            *type(content.entry).model_fields,
            *type(content.offers[0]).model_fields,
        }


def test_errors_come_first() -> None:
    found = [problem.is_error for problem in check(ListingContent(route=Route.DEGREE), FACTS, DAY)]
    assert found == sorted(found, reverse=True)
    assert {True, False} <= set(found)


def test_no_words_are_kept_that_nothing_says() -> None:
    source = "".join(
        path.read_text()
        for path in (resource_dir("seed_data").parent / "pathways/listings/checks").glob("*.py")
    )
    assert [code for code in WORDS if source.count(f'"{code}"') < 2] == []


@pytest.mark.parametrize(
    ("field", "own"),
    [
        ("title", "title"),
        ("offers", "offers"),
        ("entry.min_age", "min_age"),
        ("offers.2.fee", "fee"),
        ("offers.row-2.starts.0.closes_on", "starts"),
    ],
)
def test_a_problem_knows_the_field_of_its_form(field: str, own: str) -> None:
    assert Problem(field, "title.missing").own_field == own


def as_row(content: ListingContent) -> dict[str, Any]:
    """The first offer of some content as the spreadsheet's rules are given it."""
    offer = content.offers[0]
    said: dict[str, Any] = {column.name: column.cell.empty for column in COLUMNS}
    said |= content.model_dump(exclude={"entry", "offers"})
    said |= content.entry.model_dump() | offer.model_dump()
    return said | {
        "reference": "1",
        "provider_name": "College",
        "venue_name": "Main" if offer.venue_id else "",
        "areas": content.areas,
    }


@given(contents(venue_ids=(1, 2)))
def test_whatever_the_spreadsheet_refuses_is_refused_here_too(content: ListingContent) -> None:
    values = as_row(content)
    days = [
        start.starts_on for start in content.offers[0].starts if start.starts_on and start.starts_on >= DAY
    ]
    day = min(days, default=DAY)
    refused = {broken.field for rule in RULES for broken in rule(values, FACTS.law, day)}
    if content.title == "":
        refused.discard("title")
    ours = {problem.own_field for problem in errors_in(check(content, FACTS, DAY))}
    named = {"venue_name": "venue_id"}
    dated = {"max_age", "min_age", "duration_months", "placement_hours"}
    for field in refused - dated:
        assert named.get(field, field) in ours, (field, values)


def test_a_listing_is_on_offer_somewhere() -> None:
    nowhere = content_for(Route.DEGREE, offers=())
    assert codes(nowhere) == {"offers": "offers.none"}
    place_not_given = offer_for(Route.DEGREE, delivery=Delivery.VENUE, place_not_given=True)
    assert codes(content_for(Route.DEGREE, offers=(place_not_given,))) == {}


def test_levels_are_named_in_words() -> None:
    (problem,) = errors_in(check(content_for(Route.VOCATIONAL, level=Level.SEVEN), FACTS, DAY))
    assert problem.mend == "Choose one of: level 1, level 2, level 3, entry level."


@pytest.mark.parametrize(
    ("year", "likely"), [(1, False), (2016, False), (2017, True), (2037, True), (2038, False), (9999, False)]
)
def test_a_mistyped_year_of_a_start_is_pointed_out(year: int, likely: bool) -> None:
    assert DAY.year == 2027
    offer = offer_for(Route.DEGREE, starts=({"starts_on": date(year, 9, 6)},))
    found = check(content_for(Route.DEGREE, offers=(offer,)), FACTS, DAY)
    mistyped = [problem for problem in found if problem.code == "start.unlikely"]
    assert [problem.field for problem in mistyped] == ([] if likely else ["offers.1.starts.0.starts_on"])
    for problem in mistyped:
        assert f"06/09/{year:04}" in problem.words
        assert "from 2017 to 2037" in problem.mend
