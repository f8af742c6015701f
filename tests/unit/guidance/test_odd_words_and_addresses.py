"""Own words that refuse, sprawl or mean nothing, and answers that were tampered with on their way."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import StartWindow
from pathways.guidance.answer_json import (
    AnswersBody,
    UnusableAnswersError,
    answers_of,
    read_answers_body,
)
from pathways.guidance.answer_query import PARAMETERS, read_answers, write_answers
from pathways.guidance.answers import (
    ACTIVITIES,
    LEARNINGS,
    LIKINGS,
    MATTERS,
    MOST_AVOIDED,
    MOST_IDEAS,
    MOST_MATTERS,
    MOST_SUBJECTS,
    PATTERNS,
    WANTS,
    Answers,
)
from pathways.guidance.choices import codes_of
from pathways.guidance.heard import answers_with, heard_between, is_heard, unheard
from pathways.guidance.idea_words import LONGEST_TYPED, MOST_OF_A_PIECE, IdeasRead, read_ideas
from pathways.guidance.start_months import start_months
from tests.unit.guidance.drawn_answers import PRESTON, SECTOR, Places, any_answers

ODD = ("</script>", "مرحبا", "\u202eevil", "🐶", "\x00", "%", "&stage=19-24", "a" * 5_000, "١٢", "None", "-1")


# Own words


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        ("not well paid", "matters", "well-paid"),
        ("don't care about good money", "matters", "well-paid"),
        ("don't care about animals", "ideas", "area:animals-land-environment"),
        ("don't care about animals", "ideas", "area:care-support"),
        ("don't want to be close to home", "matters", "close-to-home"),
        ("hate working in a team", "matters", "team"),
        ("don't want hands on", "learning", "work"),
        ("learn by doing, not in class", "learning", "class"),
        ("not online", "wants", "online"),
        ("not evenings", "patterns", "evening-weekend"),
        ("no animals", "ideas", "area:animals-land-environment"),
        ("anything but a degree", "ideas", "route:degree"),
    ],
)
def test_what_is_refused_is_never_taken_for_what_is_wanted(typed: str, field: str, code: str) -> None:
    assert code not in getattr(read_ideas(typed), field)


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        ("well paid", "matters", "well-paid"),
        ("close to home", "matters", "close-to-home"),
        ("hands on", "learning", "work"),
        ("hates exams", "avoid", "exams"),
        ("no maths, well paid", "matters", "well-paid"),
        ("not nursing but hands on", "learning", "work"),
    ],
)
def test_what_is_wanted_is_kept_though_something_else_is_refused(typed: str, field: str, code: str) -> None:
    assert code in getattr(read_ideas(typed), field)


@pytest.mark.parametrize("typed", ODD)
def test_words_that_mean_nothing_answer_nothing(typed: str) -> None:
    read = read_ideas(typed)
    assert (read.wants, read.avoid, read.matters, read.learning, read.patterns) == ((),) * 5
    assert (read.start, read.place, read.place_choices) == (None, None, ())


@given(filler=st.integers(LONGEST_TYPED, LONGEST_TYPED * 3))
def test_what_stands_past_what_is_read_is_not_read(filler: int) -> None:
    assert read_ideas(" " * filler + "vet nurse").ideas == ()
    assert read_ideas("vet nurse" + " " * filler).ideas == ("occupation:veterinary-nurse",)


@given(
    st.lists(st.sampled_from(["vet nurse", "cars", "T Level", "level 3", "🐶", "not uni", "and"]), max_size=8)
)
def test_one_thing_said_often_is_one_idea(said: list[str]) -> None:
    read = read_ideas(", ".join(said))
    again = read_ideas(", ".join([*said, *said]))
    assert set(again.ideas) == set(read.ideas)
    assert len(read.ideas) == len(set(read.ideas)) <= MOST_OF_A_PIECE * len(said)


# What was heard


@given(today=st.dates(date(2020, 1, 1), date(2040, 12, 31)), window=st.sampled_from(StartWindow))
def test_month_of_any_window_on_any_day_is_one_that_the_question_offers(
    today: date, window: StartWindow
) -> None:
    code = answers_with(Answers(), IdeasRead(start=window), today).start_from
    assert code in {f"{month:%Y-%m}" for month in start_months(today)}
    assert code is not None
    assert code >= f"{today:%Y-%m}"


@pytest.mark.parametrize(
    ("today", "window", "code"),
    [
        (date(2026, 12, 31), StartWindow.NOW, "2026-12"),
        (date(2027, 1, 1), StartWindow.NOW, "2027-01"),
        (date(2026, 12, 31), StartWindow.TWELVE_MONTHS, "2027-09"),
        (date(2028, 2, 29), StartWindow.THREE_MONTHS, "2028-02"),
    ],
)
def test_month_at_the_end_of_a_year_is_of_the_right_year(today: date, window: StartWindow, code: str) -> None:
    assert answers_with(Answers(), IdeasRead(start=window), today).start_from == code


def test_of_several_ways_of_learning_one_is_answered_and_it_is_the_first_of_the_question() -> None:
    for pair in (("work", "class"), ("class", "work")):
        assert answers_with(Answers(), IdeasRead(learning=pair), date(2026, 11, 29)).learning == "work"


def test_of_more_than_the_questions_take_those_answered_stay() -> None:
    answered = Answers(avoid=codes_of("avoid")[-MOST_AVOIDED:], matters=MATTERS[-MOST_MATTERS:])
    read = IdeasRead(avoid=codes_of("avoid"), matters=MATTERS, wants=WANTS)
    after = answers_with(answered, read, date(2026, 11, 29))
    assert set(after.avoid) == set(answered.avoid)
    assert set(after.matters) == set(answered.matters)
    assert set(after.wants) == set(WANTS)


@pytest.mark.parametrize(
    "code", ["", ":", "home:", "home:preston", "from:", "stage:19-24", "avoid", "want:</script>"]
)
def test_code_that_answers_do_not_hold_is_not_heard(code: str) -> None:
    answers = Answers(stage="19-24", home=SECTOR, avoid=("exams",), learning="work")
    assert not is_heard(answers, code)
    assert unheard(answers, code) == answers


@given(any_answers())
def test_nothing_is_heard_between_the_same_answers_and_everything_since_none(answers: Answers) -> None:
    assert heard_between(answers, answers) == ()
    codes = heard_between(Answers(), answers)
    assert len(codes) == len(set(codes))
    assert all(is_heard(answers, code) for code in codes)
    left = answers
    for code in reversed(codes):
        left = unheard(left, code)
    assert heard_between(Answers(), left) == ()
    assert (left.stage, left.ideas, left.subjects) == (answers.stage, answers.ideas, answers.subjects)


# Answers in an address


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize("value", ODD)
def test_value_that_no_question_offers_is_dropped_and_said(name: str, value: str) -> None:
    answers, notices = read_answers({name: [value]}, Places())
    assert answers == Answers()
    shown = value.replace("\x00", " ").strip()
    assert [notice.parameter for notice in notices] == ([name] if shown else [])
    assert all(len(notice.value) <= 40 for notice in notices)


@given(any_answers(), st.sampled_from(PARAMETERS), st.sampled_from(ODD))
def test_tampering_with_one_answer_leaves_the_others(answers: Answers, name: str, value: str) -> None:
    args = parse_qs("&".join(write_answers(answers)))
    tampered = {**args, name: [value]}
    found, _ = read_answers(tampered, Places())
    without, _ = read_answers({key: given for key, given in args.items() if key != name}, Places())
    assert found == without


@given(any_answers(), st.randoms(use_true_random=False))
def test_order_of_the_parameters_makes_no_difference(answers: Answers, chance: object) -> None:
    pairs = parse_qsl("&".join(write_answers(answers)))
    chance.shuffle(pairs)  # type: ignore[attr-defined]
    args: dict[str, list[str]] = {}
    for name, value in pairs:
        args.setdefault(name, []).append(value)
    assert read_answers(args, Places()) == (answers, ())


@pytest.mark.parametrize(
    ("name", "codes", "most", "field"),
    [
        ("subject", codes_of("subject"), MOST_SUBJECTS, "subjects"),
        ("avoid", codes_of("avoid"), MOST_AVOIDED, "avoid"),
        ("matters", MATTERS, MOST_MATTERS, "matters"),
        ("idea", tuple(f"words:w{number}" for number in range(20)), MOST_IDEAS, "ideas"),
    ],
)
def test_of_too_many_the_first_are_kept_and_each_other_is_said(
    name: str, codes: tuple[str, ...], most: int, field: str
) -> None:
    answers, notices = read_answers({name: [*codes, *codes]}, Places())
    assert getattr(answers, field) == tuple(sorted(codes[:most]))
    assert [notice.code for notice in notices] == ["too-many"] * (len(codes) - most)


@pytest.mark.parametrize(
    "month", ["2026-00", "2026-13", "1999-09", "2020-9", "2026-09-01", "２０２６-09", "2026_09"]
)
def test_month_that_is_none_is_dropped(month: str) -> None:
    answers, (notice,) = read_answers({"from": [month]}, Places())
    assert answers.start_from is None
    assert notice.parameter == "from"


@pytest.mark.parametrize("liking", LIKINGS)
def test_an_activity_said_in_several_ways_is_said_once(liking: str) -> None:
    everything = {one: [ACTIVITIES[0]] for one in LIKINGS}
    answers, notices = read_answers({**everything, liking: [*ACTIVITIES]}, Places())
    assert len(answers.activities) == len(ACTIVITIES)
    assert dict(answers.activities)[ACTIVITIES[0]] == LIKINGS[0]
    assert {notice.code for notice in notices} == {"only-one"}


# Answers as JSON


def refused(body: object) -> set[str]:
    """The fields that are named when answers are refused."""
    with pytest.raises(UnusableAnswersError) as caught:
        read_answers_body(body)
    return {problem.field for problem in caught.value.problems}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"grades": {"gcses": -1}}, "grades.gcses"),
        ({"grades": {"gcses": 10**30}}, "grades.gcses"),
        ({"grades": {"points": True}}, "grades.points"),
        ({"grades": {"points": 1.5}}, "grades.points"),
        ({"grades": {"english": "</script>"}}, "grades.english"),
        ({"grades": []}, "grades"),
        ({"travel": {"minutes": 31}}, "travel.minutes"),
        ({"travel": {"minutes": "30"}}, "travel.minutes"),
        ({"travel": {"mode": "🐶"}}, "travel.mode"),
        ({"time": {"from": "2027-13"}}, "time.from"),
        ({"time": {"from": "2027-09\n"}}, "time.from"),
        ({"time": {"pattern": "full-time"}}, "time.pattern"),
        ({"activities": {"r1": "perhaps"}}, "activities.r1"),
        ({"activities": []}, "activities"),
        ({"subjects": ["</script>"]}, "subjects"),
        ({"subjects": ["maths"] * 7}, "subjects"),
        ({"matters": [None]}, "matters"),
        ({"avoid": "exams"}, "avoid"),
        ({"ideas": "x" * 10_001}, "ideas"),
        ({"ideas": None}, "ideas"),
        ({"home": "x" * 101}, "home"),
        ({"stage": ""}, "stage"),
        ({"wants": ["free"]}, "wants"),
    ],
)
def test_field_that_holds_no_answer_is_named(body: dict[str, object], field: str) -> None:
    assert refused(body) == {field}


def test_postcode_used_as_a_name_is_not_shown_again() -> None:
    (field,) = refused({"10 Acacia Avenue SW1A 1AA": 1})
    assert "1AA" not in field


@given(any_answers())
def test_answers_say_the_same_as_json_as_in_an_address(answers: Answers) -> None:
    minutes = "move" if answers.could_move else answers.travel_minutes
    body = {
        "stage": answers.stage,
        "travel": {"mode": answers.travel_mode, "minutes": minutes},
        "activities": dict(answers.activities),
        "subjects": answers.subjects[::-1],
        "avoid": answers.avoid[::-1],
        "learning": answers.learning,
        "grades": {
            "english": answers.english, "maths": answers.maths, "gcses": answers.gcses,
            "highest": answers.highest, "points": answers.points,
        },
        "time": {"pattern": answers.patterns, "from": answers.start_from},
        "matters": answers.matters,
    }  # fmt: skip
    found = answers_of(read_answers_body(json.loads(json.dumps(body))), answers.home)
    assert found == replace(answers, ideas=(), wants=())
    assert read_answers(parse_qs("&".join(write_answers(found))), Places()) == (found, ())


def test_own_words_sent_with_answers_only_fill_what_was_left_out() -> None:
    body = AnswersBody(ideas="vet nurse, well paid, hands on", learning="class", matters=["team"])
    found = answers_of(body, PRESTON, today=date(2026, 12, 31))
    assert found.learning == "class"
    assert found.matters == ("team", "well-paid")
    assert found.ideas == ("occupation:veterinary-nurse",)
    assert found.home == PRESTON


def test_every_choice_of_the_questions_can_be_sent_and_written() -> None:
    for learning in LEARNINGS:
        assert answers_of(AnswersBody(learning=learning), None).learning == learning
    everything = answers_of(read_answers_body({"time": {"pattern": [*PATTERNS, *PATTERNS]}}), None)
    assert everything.patterns == tuple(sorted(PATTERNS))
