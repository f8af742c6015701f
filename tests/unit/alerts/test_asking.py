"""Asking for letters, saying yes, stopping, and what goes by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pathways import clock
from pathways.alerts.asking import (
    CONFIRM_WITHIN,
    KEPT_FOR,
    MOST_ALERTS,
    ask,
    confirm,
    ends_at,
    forget_stale_alerts,
    number_of_alerts,
    stop,
    unconfirmed,
)
from pathways.alerts.links import token_for
from pathways.alerts.models import SearchAlert
from pathways.alerts.seen import unpacked
from tests.harness.alerts import make_alert, make_due_alert

KEY = "the key of the service under test"
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
KIM = "kim@mail.example"
SetClock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def _at_noon(clock_at: SetClock) -> None:
    clock_at(NOON)


def asked(session: Session, query: str = "q=plumbing", email: str = KIM) -> SearchAlert:
    """Letters asked for, with three options found already."""
    answer = ask(session, query=query, email=email, seen=frozenset({3, 5, 8}))
    assert answer.kind == "confirm" and answer.alert is not None
    return answer.alert


def number_kept(session: Session) -> int:
    return session.execute(select(func.count()).select_from(SearchAlert)).scalar_one()


def test_asking_keeps_the_search_the_address_and_what_is_no_news(session: Session) -> None:
    alert = asked(session)
    assert (alert.query, alert.email) == ("q=plumbing", KIM)
    assert unpacked(alert.seen) == {3, 5, 8}
    assert (alert.asked_at, alert.confirmed_at, alert.next_letter_on) == (NOON, None, None)


def test_a_yes_starts_letters_a_week_later(session: Session) -> None:
    alert = asked(session)
    assert confirm(session, token_for(alert, "confirm", KEY), KEY) is alert
    assert alert.confirmed_at == NOON
    assert alert.next_letter_on == date(2026, 12, 6)


def test_a_yes_late_in_a_summer_evening_counts_for_the_day_in_the_united_kingdom(
    session: Session, clock_at: SetClock
) -> None:
    alert = asked(session)
    clock_at(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    confirm(session, token_for(alert, "confirm", KEY), KEY)
    assert alert.next_letter_on == date(2026, 12, 7)
    clock_at(datetime(2027, 6, 1, 23, 30, tzinfo=UTC))
    summer = asked(session, query="q=law")
    confirm(session, token_for(summer, "confirm", KEY), KEY)
    assert summer.next_letter_on == date(2027, 6, 9)


def test_a_link_says_yes_once(session: Session) -> None:
    token = token_for(asked(session), "confirm", KEY)
    assert unconfirmed(session, token, KEY) is not None
    assert confirm(session, token, KEY) is not None
    assert unconfirmed(session, token, KEY) is None
    assert confirm(session, token, KEY) is None


@pytest.mark.parametrize(
    ("waited", "works"), [(CONFIRM_WITHIN - timedelta(seconds=1), True), (CONFIRM_WITHIN, False)]
)
def test_a_link_works_for_two_days(
    session: Session, clock_at: SetClock, waited: timedelta, works: bool
) -> None:
    token = token_for(asked(session), "confirm", KEY)
    clock_at(NOON + waited)
    assert (unconfirmed(session, token, KEY) is not None) is works
    assert (confirm(session, token, KEY) is not None) is works


def test_stopping_deletes_the_search_and_the_address(session: Session) -> None:
    alert, other = asked(session), asked(session, query="q=law")
    confirm(session, token_for(alert, "confirm", KEY), KEY)
    token = token_for(alert, "stop", KEY)
    assert stop(session, token, KEY) is True
    assert session.execute(select(SearchAlert)).scalars().all() == [other]
    assert stop(session, token, KEY) is False


def test_a_confirmation_link_stops_nothing(session: Session) -> None:
    alert = asked(session)
    assert stop(session, token_for(alert, "confirm", KEY), KEY) is False
    assert number_kept(session) == 1


def test_asking_again_before_the_yes_begins_the_two_days_anew(session: Session, clock_at: SetClock) -> None:
    first = asked(session)
    clock_at(NOON + timedelta(hours=40))
    again = ask(session, query="q=plumbing", email=KIM, seen=frozenset({3, 9}))
    assert again.alert is first
    assert unpacked(first.seen) == {3, 9}
    clock_at(NOON + timedelta(hours=80))
    assert confirm(session, token_for(first, "confirm", KEY), KEY) is first
    assert number_kept(session) == 1


def test_asking_for_what_comes_already_changes_nothing(session: Session, clock_at: SetClock) -> None:
    alert = asked(session)
    confirm(session, token_for(alert, "confirm", KEY), KEY)
    clock_at(NOON + timedelta(days=3))
    again = ask(session, query="q=plumbing", email=KIM, seen=frozenset({99}))
    assert (again.kind, again.alert) == ("already", alert)
    assert unpacked(alert.seen) == {3, 5, 8}
    assert alert.next_letter_on == date(2026, 12, 6)


def test_an_address_has_ten_searches_and_no_more(session: Session) -> None:
    for number in range(MOST_ALERTS):
        asked(session, query=f"q=word{number}")
    answer = ask(session, query="q=one-more", email=KIM, seen=frozenset())
    assert (answer.kind, answer.alert) == ("full", None)
    assert number_of_alerts(session, KIM) == MOST_ALERTS
    assert ask(session, query="q=word3", email=KIM, seen=frozenset()).kind == "confirm"
    assert asked(session, query="q=one-more", email="lee@mail.example").email == "lee@mail.example"


def test_a_stopped_search_makes_room_for_another(session: Session) -> None:
    alerts = [asked(session, query=f"q=word{number}") for number in range(MOST_ALERTS)]
    stop(session, token_for(alerts[4], "stop", KEY), KEY)
    assert asked(session, query="q=one-more").query == "q=one-more"


def test_what_nobody_said_yes_to_makes_room_after_two_days(session: Session, clock_at: SetClock) -> None:
    for number in range(MOST_ALERTS):
        asked(session, query=f"q=word{number}")
    clock_at(NOON + CONFIRM_WITHIN)
    asked(session, query="q=one-more")
    assert number_kept(session) == 1


@pytest.mark.parametrize(
    ("age", "is_confirmed", "goes"),
    [
        (CONFIRM_WITHIN - timedelta(seconds=1), False, False),
        (CONFIRM_WITHIN, False, True),
        (CONFIRM_WITHIN, True, False),
        (KEPT_FOR - timedelta(seconds=1), True, False),
        (KEPT_FOR, True, True),
    ],
)
def test_alerts_go_two_days_after_silence_and_a_year_after_a_yes(
    session: Session, age: timedelta, is_confirmed: bool, goes: bool
) -> None:
    then = NOON - age
    changes = {"confirmed_at": then, "next_letter_on": then.date()} if is_confirmed else {}
    make_alert(session, asked_at=then, **changes)
    kept = make_due_alert(session)
    assert forget_stale_alerts(session, clock.now()) == int(goes)
    assert number_kept(session) == 2 - goes
    assert session.get(SearchAlert, kept.id) is not None


def test_letters_end_a_year_after_the_yes(session: Session) -> None:
    alert = asked(session)
    confirm(session, token_for(alert, "confirm", KEY), KEY)
    assert ends_at(alert) == datetime(2027, 11, 29, 12, tzinfo=UTC)
    with pytest.raises(AssertionError):
        ends_at(asked(session, query="q=law"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"confirmed_at": NOON},
        {"next_letter_on": date(2026, 12, 6), "confirmed_at": None},
        {"refusals": 4},
        {"refusals": -1},
    ],
)
def test_the_database_refuses_what_cannot_be(session: Session, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        make_alert(session, **wrong)


def test_the_database_refuses_two_alerts_with_one_link(session: Session) -> None:
    alert = make_alert(session)
    with pytest.raises(IntegrityError):
        make_alert(session, link_key=alert.link_key)
