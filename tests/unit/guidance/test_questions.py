"""Which questions a person is asked, in which order, and what skipping means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.guidance.answers import ACTIVITIES, INTERESTS, Answers
from pathways.guidance.questions import (
    ACTIVITY_PAGES,
    CHECK,
    PAGES,
    asks_points,
    forget,
    is_answered,
    page_after,
    page_before,
    pages_for,
)
from tests.unit.guidance.drawn_answers import PRESTON, any_answers


def walked(answers: Answers) -> list[str]:
    """The pages that come up when nothing but Next is pressed."""
    page, seen = PAGES[0], [PAGES[0]]
    while (page := page_after(page, answers)) != CHECK:
        seen.append(page)
    return seen


@given(any_answers())
def test_next_leads_through_every_page_that_is_asked(answers: Answers) -> None:
    assert tuple(walked(answers)) == pages_for(answers)


@given(any_answers())
def test_back_undoes_next(answers: Answers) -> None:
    pages = [*pages_for(answers), CHECK]
    assert [page_before(page, answers) for page in pages] == [None, *pages[:-1]]


@given(any_answers(), st.sampled_from(PAGES))
def test_a_skipped_page_holds_no_answer_and_the_others_keep_theirs(answers: Answers, page: str) -> None:
    without = forget(page, answers)
    assert not is_answered(page, without)
    for other in PAGES:
        if other != page:
            assert is_answered(other, without) == is_answered(other, answers)


def test_skipping_everything_leaves_nothing() -> None:
    everything = Answers(
        stage="19-24",
        home=PRESTON,
        travel_mode="bus",
        could_move=True,
        activities=tuple((c, "yes") for c in ACTIVITIES),
    )
    for page in PAGES:
        everything = forget(page, everything)
    assert everything == Answers()


def test_somebody_without_a_home_is_not_asked_how_they_would_travel() -> None:
    assert "travel" not in pages_for(Answers())
    assert "travel" in pages_for(Answers(home=PRESTON))
    assert "travel" in pages_for(Answers(travel_minutes=30)), "what was answered can be changed"


def test_a_thirteen_year_old_is_not_asked_for_grades() -> None:
    assert "grades" not in pages_for(Answers(stage="year-8-9"))
    assert "grades" in pages_for(Answers(stage="year-10-11"))
    assert "grades" in pages_for(Answers(stage="year-8-9", gcses=5)), "what was answered can be changed"


@pytest.mark.parametrize(("stage", "asked"), [("year-10-11", False), ("year-12-13", True), ("25-plus", True)])
def test_points_are_asked_for_where_they_can_be_had(stage: str, asked: bool) -> None:
    assert asks_points(Answers(stage=stage)) is asked  # type: ignore[arg-type]


def test_each_page_of_activities_has_one_of_each_interest() -> None:
    for codes in ACTIVITY_PAGES.values():
        assert tuple(code[0] for code in codes) == INTERESTS
    assert sorted(code for codes in ACTIVITY_PAGES.values() for code in codes) == sorted(ACTIVITIES)


def test_somebody_at_school_has_three_minutes_worth_of_pages() -> None:
    assert len(pages_for(Answers(stage="year-10-11", home=PRESTON))) == 13
