"""Links of letters: only the service can make them, and each is good for one thing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pathways.alerts.links import (
    TOKEN_LENGTH,
    Purpose,
    alert_of_token,
    letter_id,
    new_link_key,
    token_for,
)
from pathways.alerts.models import SearchAlert
from pathways.places.postcodes import contains_full_postcode
from tests.harness.alerts import make_alert

KEY = "a key of the service that nobody else has"


def test_a_link_finds_its_alert(session: Session) -> None:
    alert, other = make_alert(session), make_alert(session)
    assert alert_of_token(session, token_for(alert, "stop", KEY), "stop", KEY) is alert
    assert alert_of_token(session, token_for(other, "confirm", KEY), "confirm", KEY) is other


@pytest.mark.parametrize(("made_for", "used_for"), [("stop", "confirm"), ("confirm", "stop")])
def test_a_link_is_good_for_one_thing_alone(session: Session, made_for: Purpose, used_for: Purpose) -> None:
    alert = make_alert(session)
    assert alert_of_token(session, token_for(alert, made_for, KEY), used_for, KEY) is None


def test_what_the_table_holds_makes_no_link(session: Session) -> None:
    alert = make_alert(session)
    assert alert.link_key not in ("", token_for(alert, "stop", KEY))
    for guess in (alert.link_key, alert.link_key * 2, token_for(alert, "stop", "another key")):
        assert alert_of_token(session, guess, "stop", KEY) is None


def test_a_link_goes_with_its_alert(session: Session) -> None:
    alert = make_alert(session)
    token = token_for(alert, "stop", KEY)
    session.delete(alert)
    session.flush()
    assert alert_of_token(session, token, "stop", KEY) is None


@pytest.mark.parametrize("token", ["", "x", "é" * TOKEN_LENGTH, "0" * TOKEN_LENGTH, "0" * 10_000, "%00"])
def test_what_is_no_link_finds_nothing(session: Session, token: str) -> None:
    make_alert(session)
    assert alert_of_token(session, token, "stop", KEY) is None


@given(st.integers(min_value=0, max_value=TOKEN_LENGTH - 1))
def test_a_link_with_one_wrong_letter_finds_nothing(place: int) -> None:
    alert = SearchAlert(query="", email="a@b.example", link_key=new_link_key())
    token = token_for(alert, "stop", KEY)
    wrong = token[:place] + ("0" if token[place] != "0" else "1") + token[place + 1 :]
    # The proof fails before any table is read: there is none to read here.
    assert alert_of_token(None, wrong, "stop", KEY) is None  # type: ignore[arg-type]


def test_no_link_is_like_another_and_none_can_be_cut_as_a_postcode() -> None:
    alerts = [SearchAlert(query="", email="a@b.example", link_key=new_link_key()) for _ in range(300)]
    tokens = {token_for(alert, "confirm", KEY) for alert in alerts}
    assert len(tokens) == 300
    assert {len(token) for token in tokens} == {TOKEN_LENGTH}
    assert not any(contains_full_postcode(token) for token in tokens)


def test_a_letter_sent_twice_has_one_number_and_the_next_another(session: Session) -> None:
    alert = make_alert(session, next_letter_on=date(2026, 12, 6))
    first = letter_id(alert, KEY, "council.example")
    assert first == letter_id(alert, KEY, "council.example")
    assert first.endswith("@council.example>")
    assert alert.link_key not in first
    alert.next_letter_on = date(2026, 12, 13)
    assert letter_id(alert, KEY, "council.example") != first
    assert letter_id(make_alert(session), KEY, "council.example") != first
