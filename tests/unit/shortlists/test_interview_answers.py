"""What an interview keeps: codes, and at its beginning what the list already knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.criteria import Learner
from pathways.front.carried import read_carried
from pathways.guidance.answers import ACTIVITIES, LEARNINGS, MATTERS, Answers
from pathways.shortlists.interview_answers import details_with, kept_answers, mark_of, written
from pathways.shortlists.interview_page import InterviewPage
from pathways.shortlists.models import LONGEST_ANSWERS, ListKind, Shortlist
from pathways.shortlists.rules.details import details_of, write_details


@pytest.fixture(autouse=True)
def _in_words(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def a_row(answers: str = "", **details: Any) -> Shortlist:
    """A list that is in no database, with answers as an interview keeps them; ``details`` were saved after it."""
    found = Shortlist(
        id=1, organisation_id=1, owner_id=1, label="11B-01", kind=ListKind.PUPIL, answers=answers
    )
    said = read_carried(parse_qs(answers))[0].answers
    write_details(found, replace(details_with(found, said), **details))
    return found


def a_page(found: Shortlist, **more: Any) -> InterviewPage:
    return InterviewPage(found, kept_answers(found), (), None, **more)


def test_an_interview_begins_empty_where_nothing_is_known() -> None:
    assert kept_answers(a_row()) == Answers()


def test_it_begins_with_home_stage_and_grades_of_the_list() -> None:
    learner = Learner("year-12-13", "have", "not-yet", 6, "2", 96)
    answers = kept_answers(a_row(home_place="consett", learner=learner))
    assert answers.home is not None and answers.home.id == "consett"
    assert answers.learner == learner


def test_a_place_that_is_not_known_any_more_is_passed_over() -> None:
    assert kept_answers(a_row(home_place="atlantis")).home is None


def test_details_saved_after_an_interview_are_what_it_shows() -> None:
    learner = Learner("year-8-9", "have")
    answers = kept_answers(
        a_row("stage=19-24&gcses=5&home=durham&yes=r1", learner=learner, home_place="consett")
    )
    assert answers.learner == learner, "also what was taken away since"
    assert answers.home is not None and answers.home.id == "consett"
    assert answers.likings == {"r1": "yes"}, "the rest is the interview's"


def test_grades_without_a_stage_are_kept_and_shown_by_both() -> None:
    found = a_row("english=have&gcses=5")
    assert details_of(found).learner == Learner("", "have", None, 5)
    assert (kept_answers(found).english, kept_answers(found).gcses) == ("have", 5)
    assert a_row("yes=r1").stage is None and details_of(a_row("yes=r1")).learner is None


@pytest.mark.parametrize(
    "text",
    [
        "stage=year-10-11",
        "stage=year-10-11&home=consett",
        "travel=bus&minutes=45",
        "travel=car&minutes=move",
        "yes=i1&yes=r1&no=c3",
        "subject=english&subject=maths",
        "learning=work",
        "english=have&maths=expect&gcses=5&highest=1",
        "pattern=full-time&pattern=part-time",
        "matters=earning-soon",
        "",
    ],
)
def test_answers_are_kept_as_they_are_written(text: str) -> None:
    assert written(kept_answers(a_row(text))) == text


@pytest.mark.parametrize(
    "text",
    [
        "stage=wizard",
        "home=PR1+2HE",
        "ideas=my+own+words",
        "yes=z9",
        "gcses=many",
        "name=Ada",
        "like=5&without=health",
    ],
)
def test_what_is_no_answer_is_never_kept(text: str) -> None:
    kept = written(kept_answers(a_row(text)))
    assert kept in ("", "home=PR1-2")


@given(
    st.lists(st.sampled_from(ACTIVITIES), unique=True, max_size=18),
    st.sampled_from((None, *LEARNINGS)),
    st.lists(st.sampled_from(MATTERS), unique=True, max_size=3),
    st.integers(0, 15),
)
def test_whatever_is_answered_comes_back_and_fits(
    liked: list[str], learning: Any, matters: list[str], gcses: int
) -> None:
    answers = Answers(
        stage="year-10-11",
        activities=tuple(sorted((code, "yes") for code in liked)),
        learning=learning,
        matters=tuple(sorted(matters)),
        gcses=gcses,
    )
    text = written(answers)
    assert len(text) <= LONGEST_ANSWERS
    assert kept_answers(a_row(text)) == answers


def test_the_mark_tells_answers_apart_and_says_nothing_of_them() -> None:
    first, second = a_row("stage=19-24"), a_row("stage=25-plus")
    assert mark_of(first) == mark_of(a_row("stage=19-24"))
    assert mark_of(first) != mark_of(second)
    assert "19" not in mark_of(a_row("stage=19-24")) or len(mark_of(first)) == 16


@pytest.mark.parametrize(
    "details",
    [
        {"home_place": "consett"},
        {"learner": None},
        {"learner": Learner("year-8-9")},
        {"learner": Learner("19-24", "have")},
        {"learner": Learner("19-24", points=96)},
    ],
    ids=str,
)
def test_the_mark_knows_of_details_too(details: dict[str, Any]) -> None:
    text = "stage=19-24&yes=r1"
    assert mark_of(a_row(text)) != mark_of(a_row(text, **details))


def test_the_mark_leaves_alone_what_no_interview_asks() -> None:
    assert mark_of(a_row("stage=19-24")) == mark_of(a_row("stage=19-24", year_group=11, purpose="The fair"))


def test_the_page_asks_every_question_once() -> None:
    page = a_page(a_row())
    assert page.pages == (
        "stage",
        "home",
        "travel",
        "activities-1",
        "activities-2",
        "activities-3",
        "subjects",
        "avoid",
        "learning",
        "grades",
        "time",
        "matters",
    )
    codes = [choice.code for name in page.pages if name.startswith("act") for choice in page.activities(name)]
    assert sorted(codes) == sorted(ACTIVITIES)


def test_the_page_shows_what_was_chosen() -> None:
    page = a_page(a_row("stage=19-24&subject=maths&gcses=5&idea=area%3Ahealth"))
    assert page.chosen("stage") == ["19-24"]
    assert page.chosen("subject") == ["maths"]
    assert page.chosen("gcses") == ["5"]
    assert page.chosen("learning") == []
    assert page.ideas == (("area:health", "Health"),)


def test_a_mistake_stands_at_its_field() -> None:
    page = a_page(a_row(), errors=(("#points", "Points are a whole number."),))
    assert page.error_of("points") == "Points are a whole number."
    assert page.error_of("subject") == ""


def test_without_a_catalogue_nothing_is_said_to_fit() -> None:
    assert a_page(a_row("stage=19-24")).found() is None
