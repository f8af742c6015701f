"""What comes next for what somebody saved: the days that matter, in order, and what to ask."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.starts import StartDates
from pathways.plans.next_steps import NextSteps, Saved, next_steps
from pathways.plans.step_words import ask_words, event_words, over_words, step_words, where_words

TODAY = date(2026, 11, 29)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def start(
    starts: int | None = None, closes: int | None = None, opens: int | None = None, **said: object
) -> StartDates:
    """A start so many days from today, and its closing and opening days."""
    days = (None if one is None else ahead(one) for one in (starts, closes, opens))
    starts_on, closes_on, opens_on = days
    return StartDates(**({"starts_on": starts_on, "closes_on": closes_on, "opens_on": opens_on} | said))  # type: ignore[arg-type]


def saved(*starts: StartDates, number: int = 1, **said: object) -> Saved:
    base = {
        "opportunity_id": number,
        "title": "Plumbing",
        "provider": "Moorside College",
        "place": "Consett",
        "link": "/programmes/1/plumbing?at=1",
        "starts": starts,
    }
    return Saved(**(base | said))  # type: ignore[arg-type]


def told(steps: NextSteps) -> list[tuple[str, int]]:
    """Kind and days from today of each step."""
    return [(step.kind, (step.day - TODAY).days) for step in steps.dated]


def test_closing_day_and_start_are_two_steps_in_order() -> None:
    steps = next_steps([saved(start(90, closes=30))], TODAY)
    assert told(steps) == [("closes", 30), ("starts", 90)]
    assert (steps.to_ask, steps.over) == ((), ())


def test_first_day_to_apply_is_a_step_until_it_has_come() -> None:
    one = saved(start(90, closes=30, opens=10))
    assert told(next_steps([one], TODAY)) == [("opens", 10), ("closes", 30), ("starts", 90)]
    assert told(next_steps([one], ahead(10)))[0][0] == "closes"


def test_closing_day_counts_in_full() -> None:
    one = saved(start(90, closes=0))
    assert told(next_steps([one], TODAY))[0] == ("closes", 0)
    assert "closes" not in dict(told(next_steps([one], ahead(1))))


def test_next_of_several_starts_counts() -> None:
    steps = next_steps([saved(start(400, closes=300), start(90, closes=30), start(-10))], TODAY)
    assert told(steps) == [("closes", 30), ("starts", 90)]


def test_start_that_is_closed_stays_beside_the_next_open_one() -> None:
    steps = next_steps([saved(start(40, closes=-1), start(300, closes=200))], TODAY)
    assert told(steps) == [("starts", 40), ("closes", 200), ("starts", 300)]


def test_start_without_a_closing_day_is_something_to_ask() -> None:
    steps = next_steps([saved(start(90))], TODAY)
    assert told(steps) == [("starts", 90)]
    assert [ask.kind for ask in steps.to_ask] == ["closing"]


@pytest.mark.parametrize("starts", [(), (start(is_flexible=True),), (start(start_text="Autumn"),)])
def test_without_any_date_the_provider_is_to_be_asked(starts: tuple[StartDates, ...]) -> None:
    steps = next_steps([saved(*starts)], TODAY)
    assert (told(steps), [ask.kind for ask in steps.to_ask]) == ([], ["start"])


def test_closing_day_of_a_flexible_start_is_told_and_the_start_asked() -> None:
    steps = next_steps([saved(start(closes=20, is_flexible=True))], TODAY)
    assert told(steps) == [("closes", 20)]
    assert [ask.kind for ask in steps.to_ask] == ["start"]


def test_what_is_over_or_unlisted_leaves_nothing_to_do() -> None:
    gone = saved(start(90, closes=30), number=2, is_listed=False)
    steps = next_steps([saved(start(-30)), gone], TODAY)
    assert [one.opportunity_id for one in steps.over] == [1, 2]
    assert (steps.dated, steps.to_ask) == ((), ())


def test_who_has_applied_waits_for_the_start_alone() -> None:
    applied = saved(start(90, closes=30), has_applied=True)
    assert told(next_steps([applied], TODAY)) == [("starts", 90)]
    undated = next_steps([saved(start(90), has_applied=True)], TODAY)
    assert undated.to_ask == ()


def test_steps_of_one_day_have_closing_first_then_titles() -> None:
    steps = next_steps(
        [saved(start(30, closes=30), title="Joinery"), saved(start(30, closes=30), title="Art", number=2)],
        TODAY,
    )
    assert [(step.kind, step.saved.title) for step in steps.dated] == [
        ("closes", "Art"),
        ("closes", "Joinery"),
        ("starts", "Art"),
        ("starts", "Joinery"),
    ]


def test_step_is_known_by_the_same_key_when_its_closing_day_moves() -> None:
    before = next_steps([saved(start(90, closes=30))], TODAY).dated[0]
    after = next_steps([saved(start(90, closes=37))], TODAY).dated[0]
    assert before.day != after.day
    assert before.key == after.key == "1-closes"


STARTS = st.builds(
    start,
    st.one_of(st.none(), st.integers(-400, 400)),
    st.one_of(st.none(), st.integers(-400, 400)),
    is_flexible=st.booleans(),
)
PLANS = st.lists(
    st.builds(
        lambda starts, number, **said: saved(*starts, number=number, **said),
        st.lists(STARTS, max_size=4),
        st.integers(1, 10**6),
        is_listed=st.booleans(),
        has_applied=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda one: one.opportunity_id,
)


@given(PLANS)
def test_no_step_is_in_the_past_and_all_are_in_order(plan: list[Saved]) -> None:
    days = [step.day for step in next_steps(plan, TODAY).dated]
    assert days == sorted(days)
    assert all(day >= TODAY for day in days)


@given(PLANS)
def test_keys_are_all_different(plan: list[Saved]) -> None:
    keys = [step.key for step in next_steps(plan, TODAY).dated]
    assert len(set(keys)) == len(keys)


@given(PLANS)
def test_nothing_that_was_saved_is_forgotten(plan: list[Saved]) -> None:
    steps = next_steps(plan, TODAY)
    spoken = {step.saved.opportunity_id for step in steps.dated}
    spoken |= {ask.saved.opportunity_id for ask in steps.to_ask}
    over = {one.opportunity_id for one in steps.over}
    assert spoken | over == {one.opportunity_id for one in plan}
    assert not spoken & over


@given(PLANS)
def test_order_of_the_plan_changes_no_date(plan: list[Saved]) -> None:
    assert next_steps(plan, TODAY).dated == next_steps(plan[::-1], TODAY).dated


@pytest.mark.usefixtures("in_english")
def test_words_tell_each_kind_apart() -> None:
    (opens, closes, starts) = next_steps([saved(start(90, closes=30, opens=10))], TODAY).dated
    assert [step_words(step) for step in (opens, closes, starts)] == [
        "First day to apply",
        "Last day to apply",
        "It starts",
    ]
    assert event_words(closes) == "Last day to apply: Plumbing"
    assert len({event_words(step) for step in (opens, closes, starts)}) == 3
    assert where_words(closes.saved) == "Moorside College, Consett"
    assert where_words(saved(place="")) == "Moorside College"


@pytest.mark.usefixtures("in_english")
def test_words_for_what_is_not_known_and_what_is_over() -> None:
    (ask,) = next_steps([saved()], TODAY).to_ask
    (other,) = next_steps([saved(start(90))], TODAY).to_ask
    assert ask_words(ask) == "Ask when it starts and by when to apply."
    assert ask_words(other) == "Ask by when to apply."
    assert over_words(saved(is_listed=False)) == "It is not in our lists any more."
    assert over_words(saved()) == "You cannot apply for this now."
