"""What is on a list is watched: gone, over, changed, closing soon."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.results import Card
from pathways.catalogue.starts import StartDates
from pathways.plans.kept import Kept, keep, read_kept
from pathways.shortlists.rules.standing import Standing, facts_of, is_near, standing

TODAY = date(2027, 3, 10)
START = StartDates(date(2027, 9, 1), date(2027, 6, 30))
CARD = replace(
    read_kept({"card": {}, "starts": []}).card,
    id=5,
    title="Plumbing",
    provider_name="Moorside College",
    town="Consett",
    delivery="venue",
    next_start=START.starts_on,
    closes_on=START.closes_on,
    money="free",
)
BEFORE = Kept(CARD, (START,))


def now(starts: tuple[StartDates, ...] = (START,), **changes: Any) -> Kept:
    return Kept(replace(CARD, **changes), starts)


def stands(live: Kept | None, today: date = TODAY) -> Standing:
    return standing(BEFORE, live, added_on=TODAY, today=today)


def test_what_is_still_as_it_was_says_nothing() -> None:
    found = stands(now())
    assert (found.is_closed, found.is_changed, found.changes, found.closes_on) == (False, False, (), None)


def test_what_has_gone_is_closed_and_says_so() -> None:
    found = stands(None)
    assert found.is_closed and not found.is_changed
    assert [change.kind for change in found.changes] == ["gone-early"]


def test_what_is_over_is_closed_the_day_after_its_last() -> None:
    assert not stands(now(), date(2027, 6, 30)).is_closed
    assert stands(now(), date(2027, 7, 1)).is_closed
    assert not stands(now(starts=())).is_closed


@pytest.mark.parametrize(("days", "near"), [(-1, False), (0, True), (30, True), (31, False), (60, False)])
def test_a_deadline_is_near_for_thirty_days(days: int, near: bool) -> None:
    assert is_near(TODAY + timedelta(days=days), TODAY) is near


def test_a_near_deadline_is_told() -> None:
    closes = TODAY + timedelta(days=10)
    live = now(starts=(replace(START, closes_on=closes),), closes_on=closes)
    assert stands(live).closes_on == closes


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({"title": "Plumbing and heating"}, ["title"]),
        ({"town": "Durham"}, ["place"]),
        ({"money": "loan", "fee_pence": 100}, ["money"]),
        ({"starts": (replace(START, starts_on=date(2027, 10, 1)),)}, ["start-moved"]),
        ({"starts": (replace(START, closes_on=date(2027, 5, 1)),)}, ["closing-moved"]),
    ],
)
def test_each_change_is_named_and_changes_the_digest(change: dict[str, Any], kinds: list[str]) -> None:
    live = now(**change)
    found = stands(live)
    assert found.is_changed
    assert [one.kind for one in found.changes] == kinds
    assert facts_of(live) != facts_of(BEFORE)


@given(st.integers(0, 99), st.sampled_from(["distance_miles", "checked_on", "source_name", "areas"]))
def test_what_is_not_watched_does_not_change_the_digest(number: int, name: str) -> None:
    values: dict[str, Any] = {
        "distance_miles": float(number),
        "checked_on": TODAY - timedelta(days=number),
        "source_name": str(number),
        "areas": (str(number),),
    }
    assert facts_of(now(**{name: values[name]})) == facts_of(BEFORE)


def test_what_was_stored_has_the_digest_of_what_was_there() -> None:
    card: Card = replace(CARD, distance_miles=3.0)
    stored = read_kept(keep(card, (START,)))
    assert stored.card.distance_miles is None
    assert facts_of(stored) == facts_of(BEFORE)
