"""How far suggestions look, and the steps by which they look further."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.guidance.answers import MINUTES, Answers
from pathways.guidance.reach import WIDER_MILES, first_reach, mode_of, steps, whole_miles
from pathways.places.travel import TRAVEL_MODES, miles_within
from tests.unit.guidance.drawn_answers import PRESTON


@given(mode=st.sampled_from(TRAVEL_MODES), minutes=st.sampled_from(MINUTES))
def test_the_reach_is_what_the_time_allows(mode: str, minutes: int) -> None:
    answers = Answers(home=PRESTON, travel_mode=mode, travel_minutes=minutes)  # type: ignore[arg-type]
    first, *wider = steps(answers)
    assert first.miles == pytest.approx(miles_within(minutes, mode))  # type: ignore[arg-type]
    assert not first.widened
    radii = [step.miles or 0.0 for step in wider]
    assert radii == [float(miles) for miles in WIDER_MILES if miles > (first.miles or 0)]
    assert all(step.widened for step in wider)
    assert (whole_miles(first) or 0) >= (first.miles or 0)


def test_with_nothing_said_of_travel_it_is_as_far_as_a_search() -> None:
    assert first_reach(Answers(home=PRESTON)).miles == 20.0


def test_by_what_or_how_long_alone_is_filled_in_with_the_usual() -> None:
    assert mode_of(Answers()) == "bus"
    long_enough = first_reach(Answers(home=PRESTON, travel_minutes=60)).miles
    assert long_enough == pytest.approx(miles_within(60, "bus"))
    by_bike = first_reach(Answers(home=PRESTON, travel_mode="bike")).miles
    assert by_bike == pytest.approx(miles_within(45, "bike"))


@pytest.mark.parametrize("answers", [Answers(), Answers(home=PRESTON, could_move=True, travel_mode="walk")])
def test_without_a_home_or_for_somebody_who_could_move_there_is_no_limit(answers: Answers) -> None:
    assert [step.miles for step in steps(answers)] == [None]
    assert whole_miles(first_reach(answers)) is None
