"""Answers in words, one line a question."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from pathways.extensions import babel
from pathways.front.answer_words import answer_lines, said
from pathways.front.blueprint import front
from pathways.front.carried import Carried, question_address, suggestions_address, way_on
from pathways.front.questionnaire_words import WORDS
from pathways.guidance.answers import Answers
from pathways.guidance.questions import CHECK, PAGES, is_answered, pages_for
from pathways.guidance.start_months import code_of_month, month_of_code, start_months
from tests.unit.guidance.drawn_answers import PRESTON, any_answers
from tests.unit.test_plain_english import HIGHEST_GRADE, LONGEST_SENTENCE, grade, sentences_of, words_of

APP = Flask(__name__)
babel.init_app(APP, default_locale="en_GB")
APP.register_blueprint(front)


@pytest.mark.parametrize(
    ("page", "answers", "words"),
    [
        ("stage", Answers(stage="helping"), ("Helping someone else",)),
        ("home", Answers(home=PRESTON), ("Preston",)),
        ("travel", Answers(travel_mode="car", travel_minutes=60), ("Lift or car", "Up to an hour")),
        ("travel", Answers(travel_mode="walk", could_move=True), ("Walk", "I could move")),
        (
            "activities-1",
            Answers(activities=(("a1", "no"), ("r1", "yes"), ("r2", "yes"))),
            (
                "Yes: Mending a bike or something else that has broken",
                "No: Drawing or planning how something will look",
            ),
        ),
        ("subjects", Answers(subjects=("art", "maths")), ("Art", "Maths")),
        ("ideas", Answers(ideas=("area:health", "words:anime")), ("Health", "Anime")),
        ("avoid", Answers(avoid=("blood",)), ("Seeing blood",)),
        ("learning", Answers(learning="mix"), ("A mix of both",)),
        (
            "grades",
            Answers(english="have", maths="expect", gcses=1, highest="2", points=96),
            (
                "English at grade 4: I have it",
                "Maths at grade 4: I expect it",
                "1 GCSE at grade 4 or more",
                "Highest so far: Level 2, like GCSE grades 4 to 9",
                "96 UCAS points",
            ),
        ),
        (
            "time",
            Answers(patterns=("evening-weekend",), start_from="2027-09"),
            ("Evenings or weekends", "From September 2027"),
        ),
        ("matters", Answers(matters=("team",)), ("Working in a team",)),
    ],
)
def test_an_answer_is_said_in_the_words_of_its_choices(
    page: str, answers: Answers, words: tuple[str, ...]
) -> None:
    with APP.test_request_context():
        assert said(page, answers) == words


@given(any_answers())
def test_a_question_says_something_just_when_it_was_answered(answers: Answers) -> None:
    with APP.test_request_context():
        for line in answer_lines(Carried(answers), "check"):
            assert bool(line.said) == is_answered(line.page, answers), line.page


@given(any_answers(), st.sampled_from(["check", "suggestions"]))
def test_every_answer_can_be_changed_and_the_way_back_is_carried(answers: Answers, then: str) -> None:
    with APP.test_request_context():
        lines = answer_lines(Carried(answers, like=7), then)  # type: ignore[arg-type]
        assert [line.page for line in lines] == list(pages_for(answers))
        for line in lines:
            address = urlsplit(line.change)
            assert address.path == f"/questions/{line.page}"
            assert {"then": [then], "like": ["7"]}.items() <= parse_qs(address.query).items()


@given(any_answers(), st.sampled_from([*PAGES, CHECK]))
def test_done_with_a_page_one_goes_on_or_back_to_where_one_came_from(answers: Answers, page: str) -> None:
    with APP.test_request_context():
        carried = Carried(answers)
        assert way_on(page, Carried(answers, then="suggestions")) == suggestions_address(carried)
        back = suggestions_address(carried) if page == CHECK else question_address(CHECK, carried)
        assert way_on(page, Carried(answers, then="check")) == back
        on = urlsplit(way_on(page, carried))
        assert on.path == "/suggestions" if page == CHECK else on.path.startswith("/questions/")
        assert dict(parse_qsl(on.query)).keys() == dict(carried.pairs()).keys()


def test_every_question_reads_at_the_age_of_eleven() -> None:
    texts = [
        str(text)
        for words in WORDS.values()
        for text in (words.heading, words.why, words.hint, words.short)
        if text is not None
    ]
    assert grade([text for text in texts if len(words_of(text)) >= 6]) <= HIGHEST_GRADE
    assert all(
        len(words_of(sentence)) <= LONGEST_SENTENCE for text in texts for sentence in sentences_of(text)
    )
    assert not any("you should" in text.casefold() for text in texts)
    assert set(WORDS) == {*PAGES, CHECK}


@given(st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_the_months_to_start_in_begin_with_this_one_and_come_in_order(today: date) -> None:
    months = start_months(today)
    assert len(months) == 6
    assert months[0] == today.replace(day=1)
    assert list(months) == sorted(set(months))
    assert sum(month.month == 9 for month in months) >= 1
    assert [month_of_code(code_of_month(month)) for month in months] == list(months)
