"""What is on a list is watched: gone, over, changed, closing soon."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pathways.catalogue.results import Card
from pathways.catalogue.starts import StartDates
from pathways.plans.kept import keep, read_kept
from pathways.shortlists.rules.standing import changes_between, facts_of, standing

TODAY = date(2027, 3, 10)
START = StartDates(date(2027, 9, 1), date(2027, 6, 30))
BLANK = read_kept({"card": {}, "starts": []}).card
CARD = replace(
    BLANK,
    id=5,
    title="Plumbing",
    provider_name="Moorside College",
    town="Consett",
    delivery="venue",
    next_start=START.starts_on,
    closes_on=START.closes_on,
    money="free",
)


def test_what_is_still_as_it_was_says_nothing() -> None:
    found = standing(CARD, CARD, (START,), TODAY)
    assert (found.is_closed, found.changes, found.closes_on) == (False, (), None)


def test_what_has_gone_or_is_over_is_closed() -> None:
    assert standing(CARD, None, (), TODAY).is_closed
    assert standing(CARD, CARD, (START,), date(2027, 7, 1)).is_closed
    assert not standing(CARD, CARD, (START,), date(2027, 6, 30)).is_closed
    assert not standing(CARD, CARD, (), TODAY).is_closed


@pytest.mark.parametrize(("days", "is_near"), [(0, True), (30, True), (31, False), (60, False)])
def test_a_deadline_is_near_for_thirty_days(days: int, is_near: bool) -> None:
    closes = TODAY + timedelta(days=days)
    now = replace(CARD, closes_on=closes)
    found = standing(now, now, (StartDates(date(2027, 9, 1), closes),), TODAY)
    assert (found.closes_on == closes) is is_near


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": "Plumbing and heating"}, ("title",)),
        ({"provider_name": "Riverbank"}, ("provider",)),
        ({"town": "Durham"}, ("place",)),
        ({"delivery": "online", "town": None}, ("place",)),
        ({"next_start": date(2027, 10, 1)}, ("start",)),
        ({"closes_on": date(2027, 5, 1)}, ("closing",)),
        ({"closes_on": None, "money": "loan"}, ("closing", "money")),
        ({"pay_weekly_pence": 30000}, ("money",)),
        ({"summary_of_nothing": 1}, ()),
    ],
)
def test_each_change_is_named(change: dict[str, Any], said: tuple[str, ...]) -> None:
    known = {name: value for name, value in change.items() if name in Card.__dataclass_fields__}
    now = replace(CARD, **known)
    assert changes_between(CARD, now, TODAY) == said
    assert (facts_of(CARD) == facts_of(now)) is (not said)


def test_the_next_start_after_one_that_went_by_is_no_change() -> None:
    now = replace(CARD, next_start=date(2028, 9, 1), closes_on=date(2028, 6, 30))
    assert changes_between(CARD, now, date(2027, 7, 1)) == ()
    assert changes_between(CARD, now, TODAY) == ("start", "closing")


def test_how_far_it_is_and_who_could_apply_are_no_facts_of_it() -> None:
    assert facts_of(replace(CARD, distance_miles=3.0)) == facts_of(CARD)
    assert read_kept(keep(replace(CARD, distance_miles=3.0), (START,))).card.distance_miles is None
