"""Answers as JSON: what can be sent, what it becomes, and which field is named when it cannot be used."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.learner_query import MOST_GCSES, MOST_POINTS
from pathways.guidance.answer_json import (
    LONGEST_HOME,
    LONGEST_IDEAS,
    AnswersBody,
    UnusableAnswersError,
    answers_of,
    read_answers_body,
)
from pathways.guidance.answers import MINUTES, MOST_IDEAS, Answers
from pathways.guidance.choices import codes_of
from pathways.places.gazetteer import Gazetteer
from pathways.web.problems import FieldProblem
from tests.unit.guidance.drawn_answers import PRESTON, any_answers

EVERYTHING: dict[str, Any] = {
    "stage": "year-10-11",
    "home": "PR1",
    "travel": {"mode": "bus", "minutes": 45},
    "activities": {"s2": "no", "r1": "yes"},
    "subjects": ["maths", "art"],
    "ideas": "vet nurse",
    "avoid": ["exams", "blood"],
    "learning": "work",
    "grades": {"english": "have", "maths": "expect", "gcses": 5, "highest": "1", "points": 64},
    "time": {"pattern": ["part-time", "full-time"], "from": "2027-09"},
    "matters": ["team", "support"],
}


def answered(body: object) -> Answers:
    return answers_of(read_answers_body(body), PRESTON)


def read_or_refused(body: object) -> tuple[AnswersBody | None, list[FieldProblem]]:
    try:
        return read_answers_body(body), []
    except UnusableAnswersError as refused:
        return None, refused.problems


def fields_refused(body: object) -> list[str]:
    with pytest.raises(UnusableAnswersError) as refused:
        read_answers_body(body)
    assert all(problem.detail.endswith(".") for problem in refused.value.problems)
    return [problem.field for problem in refused.value.problems]


def test_everything_that_can_be_said_is_taken_over() -> None:
    assert answered(EVERYTHING) == Answers(
        stage="year-10-11",
        home=PRESTON,
        travel_mode="bus",
        travel_minutes=45,
        activities=(("r1", "yes"), ("s2", "no")),
        subjects=("art", "maths"),
        ideas=("occupation:veterinary-nurse",),
        avoid=("blood", "exams"),
        learning="work",
        english="have",
        maths="expect",
        gcses=5,
        highest="1",
        points=64,
        patterns=("full-time", "part-time"),
        start_from="2027-09",
        matters=("support", "team"),
    )


@pytest.mark.parametrize("left_out", EVERYTHING)
def test_any_question_may_be_skipped(left_out: str) -> None:
    whole = answered(EVERYTHING)
    fewer = answered({key: value for key, value in EVERYTHING.items() if key != left_out})
    same = [name for name in Answers.__slots__ if getattr(fewer, name) == getattr(whole, name)]
    assert fewer != whole or left_out == "home"
    assert len(same) >= len(Answers.__slots__) - 5


@pytest.mark.parametrize(
    "body", [{}, {"travel": None, "grades": None, "time": None}, {"travel": {}, "grades": {}, "time": {}}]
)
def test_nothing_said_is_nothing_answered(body: object) -> None:
    assert answers_of(read_answers_body(body), None) == Answers()


@pytest.mark.parametrize("minutes", MINUTES)
def test_a_limit_of_minutes_may_be_written_as_any_number(minutes: int) -> None:
    for written in (minutes, float(minutes)):
        found = answered({"travel": {"minutes": written}})
        assert (found.travel_minutes, found.could_move) == (minutes, False)


def test_somebody_who_could_move_says_so_instead_of_minutes() -> None:
    found = answered({"travel": {"mode": "train", "minutes": "move"}})
    assert (found.travel_mode, found.travel_minutes, found.could_move) == ("train", None, True)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"stage": "wizard"}, "stage"),
        ({"stage": 11}, "stage"),
        ({"home": "x" * (LONGEST_HOME + 1)}, "home"),
        ({"travel": {"mode": "broom"}}, "travel.mode"),
        ({"travel": {"minutes": 44}}, "travel.minutes"),
        ({"travel": {"minutes": "45"}}, "travel.minutes"),
        ({"travel": {"minutes": True}}, "travel.minutes"),
        ({"travel": {"speed": 3}}, "travel.speed"),
        ({"travel": "bus"}, "travel"),
        ({"activities": {"r9": "yes"}}, "activities.r9"),
        ({"activities": {"r1": "love"}}, "activities.r1"),
        ({"activities": ["r1"]}, "activities"),
        ({"subjects": ["dragons"]}, "subjects"),
        ({"subjects": list(codes_of("subject")[:7])}, "subjects"),
        ({"subjects": "maths"}, "subjects"),
        ({"ideas": "x" * (LONGEST_IDEAS + 1)}, "ideas"),
        ({"ideas": ["nurse"]}, "ideas"),
        ({"avoid": list(codes_of("avoid")[:6])}, "avoid"),
        ({"learning": "asleep"}, "learning"),
        ({"grades": {"english": "A"}}, "grades.english"),
        ({"grades": {"gcses": -1}}, "grades.gcses"),
        ({"grades": {"gcses": MOST_GCSES + 1}}, "grades.gcses"),
        ({"grades": {"gcses": "5"}}, "grades.gcses"),
        ({"grades": {"gcses": False}}, "grades.gcses"),
        ({"grades": {"gcses": 5.5}}, "grades.gcses"),
        ({"grades": {"points": MOST_POINTS + 1}}, "grades.points"),
        ({"grades": {"highest": 3}}, "grades.highest"),
        ({"time": {"pattern": ["nights"]}}, "time.pattern"),
        ({"time": {"from": "2027-13"}}, "time.from"),
        ({"time": {"from": "2019-09"}}, "time.from"),
        ({"time": {"from": "September"}}, "time.from"),
        ({"matters": ["support", "team", "well-paid", "earning-soon"]}, "matters"),
        ({"matters": ["fame"]}, "matters"),
        ({"name": "Sam"}, "name"),
        ({"ethnicity": "any"}, "ethnicity"),
    ],
)
def test_the_field_that_cannot_be_used_is_named(body: dict[str, Any], field: str) -> None:
    assert fields_refused(body) == [field]


@pytest.mark.parametrize("body", [None, [], "answers", 7, True])
def test_what_is_no_set_of_answers_is_refused_whole(body: object) -> None:
    assert fields_refused(body) == ["body"]


def test_every_mistake_is_told_at_once() -> None:
    body = {"stage": "wizard", "grades": {"gcses": 99, "maths": "yes"}, "matters": ["fame"]}
    assert sorted(fields_refused(body)) == ["grades.gcses", "grades.maths", "matters", "stage"]


def test_the_error_says_field_and_reason_in_one_line() -> None:
    with pytest.raises(UnusableAnswersError, match=r"subjects: .*use one of"):
        read_answers_body({"subjects": ["dragons"]})


@pytest.mark.parametrize("number", [0, 5, 5.0, MOST_GCSES])
def test_a_number_of_gcses_is_whole_however_it_is_written(number: float) -> None:
    assert answered({"grades": {"gcses": number}}).gcses == int(number)


def test_codes_said_twice_count_once() -> None:
    found = answered({"subjects": ["art", "art"], "avoid": ["exams"] * 3, "matters": ["team", "team"]})
    assert (found.subjects, found.avoid, found.matters) == (("art",), ("exams",), ("team",))


def test_no_more_ideas_are_kept_than_an_address_holds() -> None:
    jobs = "nurse, plumber, carpenter, electrician, vet, chef, baker, pilot, florist, teacher, actor"
    assert len(answered({"ideas": jobs}).ideas) == MOST_IDEAS


def test_a_postcode_among_the_ideas_is_not_kept() -> None:
    found = answered({"ideas": "plumber near PR1 2HE"})
    assert "occupation:plumber" in found.ideas
    assert not any("2he" in idea.lower() for idea in found.ideas)


@given(any_answers())
def test_whatever_can_be_answered_can_be_sent(answers: Answers) -> None:
    body = {
        "stage": answers.stage,
        "travel": {
            "mode": answers.travel_mode,
            "minutes": "move" if answers.could_move else answers.travel_minutes,
        },
        "activities": answers.likings,
        "subjects": list(answers.subjects),
        "avoid": list(answers.avoid),
        "learning": answers.learning,
        "grades": {
            "english": answers.english,
            "maths": answers.maths,
            "gcses": answers.gcses,
            "highest": answers.highest,
            "points": answers.points,
        },
        "time": {"pattern": list(answers.patterns), "from": answers.start_from},
        "matters": list(answers.matters),
    }
    found = answers_of(read_answers_body(body), answers.home)
    unsaid = {"ideas", "wants"}
    for name in set(Answers.__slots__) - unsaid:
        assert getattr(found, name) == getattr(answers, name), name


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(st.sampled_from([*EVERYTHING, "mode", "minutes", "from"]), inner, max_size=4),
        ),
        max_leaves=8,
    )
)
def test_any_json_at_all_is_answers_or_is_refused_by_field(body: object) -> None:
    found, problems = read_or_refused(body)
    assert (found is None) == bool(problems)
    assert all(problem.field and problem.detail for problem in problems)
    assert found is None or isinstance(answers_of(found, None), Answers)


def test_place_in_own_words_is_home_where_none_was_given(places: Gazetteer) -> None:
    body = read_answers_body({"ideas": "something with animals near Durham, online is fine, next september"})
    found = answers_of(body, None, places=places, today=date(2026, 11, 29))
    assert found.home is not None
    assert found.home.id == "durham"
    assert (found.ideas, found.wants) == (("area:animals-land-environment",), ("online",))


def test_home_that_was_sent_counts_before_a_place_in_own_words(places: Gazetteer) -> None:
    body = read_answers_body({"ideas": "animals near Durham", "time": {"from": "2028-01"}})
    home = places.lookup("preston")
    assert answers_of(body, home, places=places).home == home
