"""A programme's page as days go by, and what it says of places, weeks, money and starts of every kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import html5lib
import pytest
from sqlalchemy.orm import Session

from pathways.catalogue.models import Programme, Provider
from pathways.catalogue.vocabulary import Delivery, Level, Money, Route
from tests.factories import PRESTON, in_days, make_opportunity, make_programme, make_provider, make_venue
from tests.harness.pages import CheckingClient, heading_of

SetClock = Callable[[datetime], None]
CLOSED = "You cannot apply for this now"
_numbers = count(1)


def on_offer(rows: Session, *, programme: dict[str, Any] | None = None, **changes: Any) -> Programme:
    """A programme with one opportunity and a title of its own; `changes` are of the opportunity."""
    made = make_programme(rows, **({"title": f"Daily trial {next(_numbers)}"} | (programme or {})))
    make_opportunity(rows, programme=made, **changes)
    rows.commit()
    return made


def told(client: CheckingClient, programme: Programme, query: str = "") -> str:
    """The words of the page in one line, with a space between neighbours such as the cells of a table."""
    response = client.get(f"/programmes/{programme.id}/{programme.slug}{query}")
    assert response.status_code == 200
    main = next(html5lib.parse(response.text).iter("{http://www.w3.org/1999/xhtml}main"))
    return " ".join(" ".join(main.itertext()).split())


def set_day(clock_at: SetClock, day: date, hour: int = 12) -> None:
    clock_at(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def test_on_its_closing_day_somebody_can_still_apply_and_the_day_after_not(
    client: CheckingClient, rows: Session, clock_at: SetClock
) -> None:
    closing = in_days(14)
    programme = on_offer(rows, intakes=({"starts_on": in_days(60), "closes_on": closing},))
    assert CLOSED not in told(client, programme)
    set_day(clock_at, closing, 22)
    assert CLOSED not in told(client, programme)
    set_day(clock_at, closing + timedelta(days=1))
    text = told(client, programme)
    assert CLOSED in text
    assert "Next start None known" in text


def test_closing_counts_in_british_time_and_not_in_utc(
    client: CheckingClient, rows: Session, clock_at: SetClock
) -> None:
    programme = on_offer(rows, intakes=({"starts_on": date(2027, 9, 1), "closes_on": date(2027, 6, 30)},))
    clock_at(datetime(2027, 6, 30, 22, 59, tzinfo=UTC))
    assert CLOSED not in told(client, programme)
    clock_at(datetime(2027, 6, 30, 23, 1, tzinfo=UTC))
    assert CLOSED in told(client, programme)


def test_a_start_without_a_closing_day_takes_people_until_it_begins(
    client: CheckingClient, rows: Session, clock_at: SetClock
) -> None:
    programme = on_offer(rows, intakes=({"starts_on": date(2027, 9, 6)},))
    set_day(clock_at, date(2027, 9, 6))
    text = told(client, programme)
    assert "Next start 6 September 2027" in text
    assert "No closing date given" in text
    set_day(clock_at, date(2027, 9, 7))
    assert CLOSED in told(client, programme)


def test_when_one_start_has_gone_the_next_is_named(
    client: CheckingClient, rows: Session, clock_at: SetClock
) -> None:
    programme = on_offer(rows, intakes=({"starts_on": date(2027, 9, 6)}, {"starts_on": date(2028, 1, 10)}))
    set_day(clock_at, date(2027, 9, 1))
    assert "Next start 6 September 2027" in told(client, programme)
    set_day(clock_at, date(2027, 10, 1))
    text = told(client, programme)
    assert "Next start 10 January 2028" in text
    assert text.index("10 January 2028 No closing date given") < text.index("6 September 2027 Closed")


def test_a_start_that_opens_later_says_when(
    client: CheckingClient, rows: Session, clock_at: SetClock
) -> None:
    start = {"starts_on": date(2027, 9, 6), "opens_on": date(2027, 2, 1), "closes_on": date(2027, 5, 31)}
    programme = on_offer(rows, intakes=(start,))
    set_day(clock_at, date(2027, 1, 31))
    assert "Opens 1 February 2027, closes 31 May 2027" in told(client, programme)
    set_day(clock_at, date(2027, 2, 1))
    text = told(client, programme)
    assert "Opens" not in text
    assert "31 May 2027" in text


@pytest.mark.parametrize(
    ("intake", "glance", "row"),
    [
        ({"is_flexible": True}, "When you are ready", "When you are ready No closing date given"),
        ({"start_text": "Every half term"}, "Every half term", "Every half term No closing date given"),
        (
            {"is_flexible": True, "start_text": "most Mondays"},
            "When you are ready",
            "When you are ready (most Mondays) No closing date given",
        ),
    ],
)
def test_a_start_without_a_day_is_told_in_words(
    client: CheckingClient, rows: Session, intake: dict[str, Any], glance: str, row: str
) -> None:
    text = told(client, on_offer(rows, intakes=(intake,)))
    assert f"Next start {glance}" in text
    assert row in text


def test_no_start_at_all_is_a_reason_to_ask_and_not_closed(client: CheckingClient, rows: Session) -> None:
    text = told(client, on_offer(rows, intakes=()))
    assert "Next start Ask for dates" in text
    assert "No start date given. Ask the provider." in text
    assert CLOSED not in text


def test_a_closed_programme_keeps_its_page_and_its_words(
    client: CheckingClient, rows: Session, clock_at: SetClock
) -> None:
    programme = on_offer(
        rows,
        programme={"summary": "You learn to mend boilers."},
        intakes=({"starts_on": in_days(5)},),
    )
    set_day(clock_at, in_days(6))
    text = told(client, programme)
    assert "You learn to mend boilers." in text
    assert "It may run again: you could ask Moorside College." in text
    assert "Open now and like it" in text


def test_one_place_that_is_over_does_not_close_the_others(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows, intakes=({"starts_on": in_days(-3)},))
    provider = rows.get_one(Provider, programme.provider_id)
    make_opportunity(rows, programme=programme, venue=make_venue(rows, provider=provider, name="Open site"))
    rows.commit()
    text = told(client, programme)
    assert CLOSED not in text
    assert "Closed: every start here has gone by." in text
    assert text.index("Open site") < text.index("Closed: every start here has gone by.")


@pytest.mark.parametrize(
    ("changes", "glance", "words"),
    [
        ({"money": Money.FREE}, "Free if you fit the rules", "Free if you fit the rules."),
        ({"money": Money.FEE, "fee": 42_000}, "£420", "The whole course costs £420."),
        ({"money": Money.FEE}, "A fee", "There is a fee."),
        ({"money": Money.LOAN, "fee": 953_500}, "£9,535", "There is a fee, and a loan can cover it."),
        ({"money": Money.LOAN}, "A fee, with a loan", "There is a fee, and a loan can cover it."),
        ({"money": None}, "Ask", "has not told us what it costs"),
        ({"money": Money.PAID, "pay_text": "Paid on a scale."}, "You are paid", "Paid on a scale."),
    ],
)
def test_what_it_costs_is_told_at_a_glance_and_in_full(
    client: CheckingClient, rows: Session, changes: dict[str, Any], glance: str, words: str
) -> None:
    text = told(client, on_offer(rows, **changes))
    assert f"Pay or cost {glance}" in text
    assert words in text


def test_what_the_week_holds_is_told_as_known(client: CheckingClient, rows: Session) -> None:
    known = on_offer(
        rows,
        programme={
            "title": "Busy trial",
            "class_hours_a_week": 16,
            "work_hours_a_week": 1,
            "placement_hours": 315,
            "guided_hours": 1200,
            "credits": 120,
        },
        part_time=True,
        evening_weekend=True,
        week_text="Tuesdays and Thursdays.",
        places=1,
    )
    text = told(client, known)
    for words in (
        "16 hours a week in class",
        "1 hour a week at work",
        "315 hours on placement in all",
        "About 1,200 hours of teaching in all.",
        "It is worth 120 credits.",
        "Part-time, evenings or weekends. Tuesdays and Thursdays.",
        "1 place.",
    ):
        assert words in text
    unknown = on_offer(rows, programme={"title": "Idle trial"}, full_time=False, mode_not_stated=True)
    text = told(client, unknown)
    assert "Full-time or part-time is not stated." in text
    assert "hours a week in class" not in text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"duration_text": "", "duration_months": 18}, "How long 18 months"),
        ({"duration_text": "", "duration_months": 1}, "How long 1 month"),
        ({"duration_text": "", "duration_months": None}, "How long Ask"),
        ({"duration_text": "3 to 5 years", "duration_months": 60}, "How long 3 to 5 years"),
    ],
)
def test_how_long_is_in_words_or_months_or_to_be_asked(
    client: CheckingClient, rows: Session, values: dict[str, Any], words: str
) -> None:
    assert words in told(client, on_offer(rows, programme=values))


def test_what_ends_and_what_comes_after_is_said(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(
        rows,
        programme={
            "last_starts_on": date(2027, 7, 31),
            "funding_ends_on": date(2028, 7, 31),
            "replaced_by": "V Level in Care",
        },
    )
    text = told(client, programme)
    assert "The last start is 31 July 2027." in text
    assert "Public money for new starts ends on 31 July 2028." in text
    assert "After that comes V Level in Care." in text


@pytest.mark.parametrize(
    ("delivery", "where", "words"),
    [
        (Delivery.ONLINE, "Online", "You learn from home."),
        (Delivery.NATIONAL, "Anywhere in the country", "We cannot work out a time for this one."),
        (Delivery.AREA, "At work, across an area", "It serves Consett."),
    ],
)
def test_what_is_at_no_one_place_says_how_it_comes_to_you(
    client: CheckingClient, rows: Session, delivery: Delivery, where: str, words: str
) -> None:
    districts = ("E06000047",) if delivery is Delivery.AREA else ()
    text = told(client, on_offer(rows, delivery=delivery, districts=districts), "?near=consett")
    assert f"Where {where}" in text
    assert words in text


def test_an_area_that_is_not_yours_is_said_to_be_so(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows, delivery=Delivery.AREA, districts=("E06000052",))
    assert "Consett is not in the area it serves." in told(client, programme, "?near=consett")
    assert "They teach or train people within the area they serve" in told(client, programme)


def test_next_door_is_less_than_half_a_mile(client: CheckingClient, rows: Session) -> None:
    provider = make_provider(rows)
    there = make_venue(rows, provider=provider, town="Preston", lat=PRESTON[0], lng=PRESTON[1])
    near = on_offer(rows, programme={"provider": provider}, venue=there)
    assert "from Preston" in told(client, near, "?near=preston")
    far = on_offer(rows, programme={"title": "Far trial"})
    assert "miles from Preston" in told(client, far, "?near=preston")


def test_many_places_are_folded_and_none_is_left_out(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows)
    provider = rows.get_one(Provider, programme.provider_id)
    for number in range(9):
        venue = make_venue(rows, provider=provider, name=f"Site {number}")
        make_opportunity(rows, programme=programme, venue=venue)
    rows.commit()
    text = told(client, programme)
    assert "4 more places" in text
    assert all(f"Site {number}" in text for number in range(9))


def test_the_way_back_gives_the_place_when_the_address_has_none(
    client: CheckingClient, rows: Session
) -> None:
    programme = on_offer(rows)
    left = "?from=q%3Dcare%26near%3Dpreston"
    assert "miles from Preston" in told(client, programme, left)
    assert "from Consett" in told(client, programme, left + "&near=consett")


def test_a_programme_opened_directly_leads_to_its_route(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows, programme={"route": Route.BOOTCAMP, "level": Level.THREE})
    text = told(client, programme)
    assert text.startswith("About this route: Skills bootcamp")
    assert "Back to your results" not in text


@pytest.mark.parametrize("query", ["?near=preston", "?at=1", "?from=q%3Dlaw", "?near=ZZ99"])
def test_an_address_without_the_name_is_put_right_and_kept(
    client: CheckingClient, rows: Session, query: str
) -> None:
    programme = on_offer(rows)
    response = client.get(f"/programmes/{programme.id}{query}")
    assert response.status_code == 301
    assert response.location == f"/programmes/{programme.id}/{programme.slug}{query}"
    assert heading_of(client.get(response.location).text) == programme.title


def test_no_ladder_is_drawn_for_what_the_list_does_not_hold_yet(
    client: CheckingClient, rows: Session
) -> None:
    assert "The way up" not in told(client, on_offer(rows), "?near=bradford")


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_a_programme_cannot_be_changed_from_outside(
    client: CheckingClient, rows: Session, method: str
) -> None:
    programme = on_offer(rows)
    response = getattr(client, method)(f"/programmes/{programme.id}/{programme.slug}")
    assert response.status_code == 405
