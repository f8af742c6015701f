"""Whether somebody can still apply, to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.intakes import is_over, state_on
from pathways.catalogue.models import Intake

TODAY = date(2026, 11, 21)


def intake(**values: object) -> Intake:
    return Intake(**({"opportunity_id": 1} | values))


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"starts_on": date(2027, 9, 1)}, "open"),
        ({"starts_on": TODAY}, "open"),
        ({"starts_on": date(2026, 11, 20)}, "closed"),
        ({"starts_on": date(2027, 1, 4), "closes_on": TODAY}, "open"),
        ({"starts_on": date(2027, 1, 4), "closes_on": date(2026, 11, 20)}, "closed"),
        ({"starts_on": date(2027, 9, 1), "opens_on": date(2026, 11, 22)}, "not-open-yet"),
        ({"starts_on": date(2027, 9, 1), "opens_on": TODAY}, "open"),
        ({"is_flexible": True}, "open"),
        ({"is_flexible": True, "starts_on": date(2020, 1, 1)}, "open"),
        ({"is_flexible": True, "closes_on": date(2026, 11, 20)}, "closed"),
        ({"start_text": "In the new year"}, "open"),
    ],
)
def test_the_last_day_counts_in_full(values: dict[str, object], state: str) -> None:
    assert state_on(intake(**values), TODAY) == state


def test_an_offer_is_over_when_every_start_is() -> None:
    past = intake(starts_on=date(2026, 9, 1))
    future = intake(starts_on=date(2027, 9, 1))
    assert is_over([past, past], TODAY)
    assert not is_over([past, future], TODAY)


def test_an_offer_that_names_no_start_is_not_over() -> None:
    assert not is_over([], TODAY)


def test_what_opens_later_is_not_over() -> None:
    assert not is_over([intake(starts_on=date(2027, 9, 1), opens_on=date(2027, 1, 1))], TODAY)


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(starts=days, closes=st.none() | days, today=days)
def test_once_closed_it_stays_closed(starts: date, closes: date | None, today: date) -> None:
    one = intake(starts_on=starts, closes_on=closes)
    if state_on(one, today) == "closed":
        assert state_on(one, today + timedelta(days=1)) == "closed"
