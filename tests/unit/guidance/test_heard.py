"""What own words say in answer to other questions is taken in, never over an answer, and can be undone one by one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import StartWindow
from pathways.guidance.answers import (
    LEARNINGS,
    MATTERS,
    MOST_AVOIDED,
    MOST_IDEAS,
    MOST_MATTERS,
    PATTERNS,
    WANTS,
    Answers,
)
from pathways.guidance.choices import codes_of
from pathways.guidance.heard import answers_with, heard_between, is_heard, is_left_out, left_out, unheard
from pathways.guidance.idea_words import IdeasRead
from tests.unit.guidance.drawn_answers import PRESTON, SECTOR, any_answers, some_of

TODAY = date(2026, 11, 29)


def any_reading() -> st.SearchStrategy[IdeasRead]:
    """Whatever own words could come to."""
    return st.builds(
        IdeasRead,
        ideas=some_of(("area:health", "route:degree", "level:3", "words:anime"), 4),
        wants=some_of(WANTS, 3),
        avoid=some_of(codes_of("avoid"), 4),
        matters=some_of(MATTERS, 4),
        learning=some_of(LEARNINGS, 2),
        patterns=some_of(PATTERNS, 2),
        start=st.sampled_from((None, *StartWindow)),
        place=st.sampled_from((None, PRESTON)),
    )


def test_everything_in_a_sentence_answers_its_own_question() -> None:
    read = IdeasRead(
        ideas=("area:health",),
        wants=("free",),
        avoid=("exams",),
        matters=("well-paid",),
        learning=("work",),
        patterns=("part-time",),
        start=StartWindow.NOW,
        place=PRESTON,
    )
    assert answers_with(Answers(), read, TODAY) == Answers(
        home=PRESTON,
        ideas=("area:health",),
        wants=("free",),
        avoid=("exams",),
        matters=("well-paid",),
        learning="work",
        patterns=("part-time",),
        start_from="2026-11",
    )


@pytest.mark.parametrize(
    ("today", "month"),
    [(date(2026, 11, 29), "2027-09"), (date(2027, 8, 31), "2027-09"), (date(2027, 9, 1), "2028-09")],
)
def test_next_year_is_the_september_to_come(today: date, month: str) -> None:
    read = IdeasRead(start=StartWindow.TWELVE_MONTHS)
    assert answers_with(Answers(), read, today).start_from == month


def test_home_that_was_answered_stays_home() -> None:
    assert answers_with(Answers(home=SECTOR), IdeasRead(place=PRESTON), TODAY).home == SECTOR


@given(any_answers(), any_reading())
def test_no_answer_is_ever_lost_or_changed_to_another(answers: Answers, read: IdeasRead) -> None:
    after = answers_with(answers, read, TODAY)
    for single in ("stage", "home", "learning", "start_from", "travel_mode", "gcses"):
        if getattr(answers, single) is not None:
            assert getattr(after, single) == getattr(answers, single)
    for several in ("ideas", "wants", "avoid", "matters", "patterns", "subjects"):
        assert set(getattr(answers, several)) <= set(getattr(after, several))
    assert len(after.avoid) <= MOST_AVOIDED
    assert len(after.matters) <= MOST_MATTERS
    assert len(after.ideas) <= MOST_IDEAS


@given(any_answers(), any_reading())
def test_what_was_heard_is_undone_bit_by_bit(answers: Answers, read: IdeasRead) -> None:
    after = answers_with(answers, read, TODAY)
    left = after
    for code in heard_between(answers, after):
        assert is_heard(left, code)
        left = unheard(left, code)
        assert not is_heard(left, code)
    assert (left.avoid, left.matters, left.wants) == (answers.avoid, answers.matters, answers.wants)
    assert (left.home, left.learning, left.start_from) == (answers.home, answers.learning, answers.start_from)


@given(any_answers(), st.text(max_size=20))
def test_code_that_stands_for_nothing_changes_nothing(answers: Answers, code: str) -> None:
    assert unheard(answers, code) == answers or is_heard(answers, code)


def test_what_there_is_no_room_for_is_named() -> None:
    full = Answers(
        ideas=tuple(f"level:{level}" for level in "1234567"), matters=("support", "team", "well-paid")
    )
    read = IdeasRead(ideas=("area:health", "route:degree"), matters=("earning-soon",), avoid=("exams",))
    assert left_out(read, answers_with(full, read, TODAY)) == ("full:ideas", "full:matters")


def test_what_is_not_wanted_is_named_unless_it_is_wanted_as_well() -> None:
    read = IdeasRead(ideas=("area:health",), refused=("occupation:nurse", "area:health"))
    assert left_out(read, answers_with(Answers(), read, TODAY)) == ("refused:occupation:nurse",)


@given(any_answers(), any_reading())
def test_everything_said_is_an_answer_or_is_named_as_left_out(answers: Answers, read: IdeasRead) -> None:
    after = answers_with(answers, read, TODAY)
    codes = left_out(read, after)
    assert all(is_left_out(code) for code in codes)
    for name in ("ideas", "avoid", "matters"):
        assert (f"full:{name}" in codes) == bool(set(getattr(read, name)) - set(getattr(after, name)))


@pytest.mark.parametrize(
    "code", ["full", "full:", "full:home", "refused:", "refused:area:atlantis", "ideas", "x:ideas"]
)
def test_code_that_names_nothing_is_not_left_out(code: str) -> None:
    assert not is_left_out(code)
