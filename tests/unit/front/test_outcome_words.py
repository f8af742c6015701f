"""How people got on, in words."""

import json

import pytest

from pathways.catalogue.models import Outcome
from pathways.catalogue.vocabulary import Measure, MissingReason
from pathways.front.outcome_words import QUESTIONS, shown_outcomes

pytestmark = pytest.mark.usefixtures("in_english")


def outcome(measure: Measure, value: float | None = None, **values: object) -> Outcome:
    return Outcome(
        **({"programme_id": 1, "measure": measure, "value": value, "source_name": "A publisher"} | values)
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (outcome(Measure.CONTINUATION, 91.2), "91 in 100 were still there after a year, or had finished."),
        (outcome(Measure.ACHIEVEMENT, 78), "78 in 100 finished and passed."),
        (outcome(Measure.SATISFACTION, 84), "84 in 100 said good things about it."),
        (
            outcome(Measure.EMPLOYMENT, 95, years_after=1, detail=json.dumps({"months_after": 15})),
            "95 in 100 were in work or study 15 months after.",
        ),
        (outcome(Measure.EMPLOYMENT, 95), "95 in 100 were in work or study afterwards."),
        (
            outcome(Measure.EARNINGS, 26_500, years_after=3),
            "The middle person earned £26,500 a year 3 years after.",
        ),
        (
            outcome(Measure.EARNINGS, 26_500, low=22_000, high=31_000, years_after=1),
            "The middle person earned £26,500 a year 1 year after. Half earned between £22,000 and £31,000.",
        ),
        (outcome(Measure.ENTRY_TARIFF, 118), "The middle student had 118 UCAS points."),
    ],
)
def test_a_figure_is_a_sentence(row: Outcome, words: str) -> None:
    (shown,) = shown_outcomes([row])
    assert shown.answer == words
    assert shown.is_figure
    assert shown.source == "A publisher"


def test_spread_of_points_names_the_largest_shares_first() -> None:
    bands = {"T001": 5, "T096": 20, "T112": 45, "T240": 30, "T128": 0}
    (shown,) = shown_outcomes([outcome(Measure.ENTRY_TARIFF, 118, detail=json.dumps({"bands": bands}))])
    assert shown.answer == (
        "45 in 100 had 112 to 127 points; 30 in 100 had 240 points or more; 20 in 100 had 96 to 111 points."
    )


def test_few_points_are_said_as_fewer_than_48() -> None:
    (shown,) = shown_outcomes([outcome(Measure.ENTRY_TARIFF, detail=json.dumps({"bands": {"T001": 100}}))])
    assert shown.answer == "100 in 100 had fewer than 48 points."


def test_what_students_had_done_before_is_named() -> None:
    detail = json.dumps({"percent": {"alevel": 80, "degree": 15, "strange": 5}})
    (shown,) = shown_outcomes([outcome(Measure.ENTRY_QUALIFICATIONS, detail=detail)])
    assert shown.answer == "80 in 100 had A levels or the like; 15 in 100 had a degree; 5 in 100 had strange."


@pytest.mark.parametrize("reason", [*MissingReason, "whatever"])
@pytest.mark.parametrize("measure", list(Measure))
def test_a_missing_figure_is_explained_and_called_harmless(measure: Measure, reason: str) -> None:
    (shown,) = shown_outcomes([outcome(measure, missing_reason=reason)])
    assert not shown.is_figure
    assert shown.answer.startswith("No figure")
    assert "nothing bad" in shown.answer
    assert shown.notes == ()


def test_a_reason_is_said_once_and_not_where_there_is_a_figure() -> None:
    rows = [
        outcome(Measure.EARNINGS, missing_reason="too-few-people", years_after=1),
        outcome(Measure.EARNINGS, missing_reason="too-few-people", years_after=3),
        outcome(Measure.CONTINUATION, 80),
        outcome(Measure.CONTINUATION, missing_reason="too-few-people", subject="Nursing"),
    ]
    assert [shown.question for shown in shown_outcomes(rows)] == [
        str(QUESTIONS[Measure.CONTINUATION]),
        str(QUESTIONS[Measure.EARNINGS]),
    ]


def test_what_a_figure_rests_on_stands_beside_it() -> None:
    detail = json.dumps({"covers": "course-and-others", "years": 2})
    (shown,) = shown_outcomes(
        [outcome(Measure.EMPLOYMENT, 90, people=12, subject="Law", period="2021-23", detail=detail)]
    )
    assert shown.notes == (
        "This is for this course and others in Law there.",
        "It joins two years together.",
        "It is based on 12 people.",
        "That is few, so it may change a lot from year to year.",
        "Years: 2021-23.",
    )


@pytest.mark.parametrize(
    ("covers", "note"),
    [
        ("other-courses", "This is for other courses in Law there."),
        ("sector", "This is for all graduates in Law, and not this course alone."),
        (None, "This is for other courses in Law there."),
    ],
)
def test_a_figure_of_others_is_said_to_be_of_others(covers: str | None, note: str) -> None:
    detail = json.dumps({"covers": covers}) if covers else ""
    (shown,) = shown_outcomes([outcome(Measure.EMPLOYMENT, 90, subject="Law", detail=detail)])
    assert shown.notes == (note,)


@pytest.mark.parametrize("detail", ["not json", "[1, 2]", '{"bands": "none"}', '{"bands": {}}'])
def test_a_spoilt_detail_is_no_harm(detail: str) -> None:
    (shown,) = shown_outcomes([outcome(Measure.ENTRY_TARIFF, 100, detail=detail)])
    assert shown.answer == "The middle student had 100 UCAS points."


def test_questions_come_in_one_order() -> None:
    rows = [outcome(measure, 50) for measure in reversed(list(Measure))]
    assert [shown.question for shown in shown_outcomes(rows)] == [str(words) for words in QUESTIONS.values()]


def test_many_people_are_counted_with_a_comma() -> None:
    (shown,) = shown_outcomes([outcome(Measure.EMPLOYMENT, 90, people=12_910)])
    assert shown.notes == ("It is based on 12,910 people.",)
