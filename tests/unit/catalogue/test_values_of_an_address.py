"""One parameter at a time: what is read, what is let go, and what may be shown of it again."""

from __future__ import annotations

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.learner_query import (
    HIGHEST_ANSWERS,
    MOST_GCSES,
    MOST_POINTS,
    STAGES,
    SUBJECT_ANSWERS,
    read_learner,
    write_learner,
)
from pathways.catalogue.query_values import LONGEST_SHOWN, Notice, Reader, shown
from pathways.catalogue.vocabulary import Level, Route, Sort
from pathways.places.postcodes import contains_full_postcode


def codes(reader: Reader) -> list[tuple[str, str, str]]:
    return [(notice.code, notice.parameter, notice.value) for notice in reader.notices]


def test_a_parameter_that_was_not_given_is_nothing_and_no_slip() -> None:
    reader = Reader({})
    assert reader.values("level") == []
    assert reader.one("q") is None
    assert reader.choices("level", Level) == frozenset()
    assert reader.choice("sort", Sort) is None
    assert reader.code("spelling", ("kept",)) is None
    assert reader.whole("page", 1, 9) is None
    assert reader.notices == []


@pytest.mark.parametrize("empty", ["", "   ", "\t\n", "\x00", "\u200b\x1f"])
def test_an_empty_value_is_as_good_as_none(empty: str) -> None:
    reader = Reader({"level": [empty], "page": [empty]})
    assert reader.choices("level", Level) == frozenset()
    assert reader.whole("page", 1, 9) is None
    assert reader.notices == []


def test_values_are_tidied_and_keep_their_order() -> None:
    assert Reader({"q": ["  health\x00and \n care ", "", "law"]}).values("q") == ["health and care", "law"]


def test_the_same_value_twice_is_one_value() -> None:
    reader = Reader({"near": ["PR1", " PR1 "]})
    assert reader.one("near") == "PR1"
    assert reader.notices == []


def test_of_two_values_the_first_is_used_and_the_last_is_named() -> None:
    reader = Reader({"near": ["PR1", "DH8", "WF1"]})
    assert reader.one("near") == "PR1"
    assert codes(reader) == [("only-one", "near", "WF1")]


@pytest.mark.parametrize("kind", [Route, Level])
def test_every_code_is_known_in_any_case(kind: type[StrEnum]) -> None:
    reader = Reader({"x": [value.value.upper() for value in kind]})
    assert reader.choices("x", kind) == frozenset(kind)
    assert reader.notices == []


def test_unknown_codes_are_each_named_once_and_the_known_stay() -> None:
    reader = Reader({"level": ["3", "9", "three", "entry"]})
    assert reader.choices("level", Level) == {Level.THREE, Level.ENTRY}
    assert codes(reader) == [("unknown-value", "level", "9"), ("unknown-value", "level", "three")]


def test_one_code_of_several_known_is_the_first() -> None:
    reader = Reader({"sort": ["START", "fit"]})
    assert reader.choice("sort", Sort) is Sort.START
    assert codes(reader) == [("only-one", "sort", "fit")]


def test_an_unknown_order_is_none_and_named() -> None:
    reader = Reader({"sort": ["best"]})
    assert reader.choice("sort", Sort) is None
    assert codes(reader) == [("unknown-value", "sort", "best")]


@given(st.integers(1, 400))
def test_a_whole_number_within_bounds_is_that_number(number: int) -> None:
    reader = Reader({"page": [str(number)]})
    assert reader.whole("page", 1, 400) == number
    assert reader.notices == []


@given(st.integers(401, 10**11) | st.just(0))
def test_a_number_out_of_bounds_is_let_go(number: int) -> None:
    reader = Reader({"page": [str(number)]})
    assert reader.whole("page", 1, 400) is None
    assert codes(reader) == [("unknown-value", "page", str(number))]


@pytest.mark.parametrize("written", ["-1", "1.5", "1e3", "٣", "²", "0x10", "1 000", "ten", "9" * 13])
def test_what_is_no_whole_number_is_called_that(written: str) -> None:
    reader = Reader({"page": [written]})
    assert reader.whole("page", 1, 10**12) is None
    assert codes(reader) == [("not-a-number", "page", written)]


@given(st.text(max_size=2000))
def test_what_is_shown_again_is_short_and_holds_no_full_postcode(value: str) -> None:
    again = shown(value)
    assert len(again) <= LONGEST_SHOWN
    assert not contains_full_postcode(again)


@pytest.mark.parametrize("typed", ["PR1 2HE", "pr12he", "me@PR1-2HE", "SW1A 1AA and more"])
def test_a_full_postcode_that_is_no_place_is_not_repeated(typed: str) -> None:
    reader = Reader({"level": [typed]})
    assert reader.choices("level", Level) == frozenset()
    ((_code, _parameter, value),) = codes(reader)
    assert not contains_full_postcode(value)


def test_a_slip_is_dropped_and_information_is_not() -> None:
    reader = Reader({})
    reader.drop("unknown-value", "level", "9")
    assert reader.notices == [Notice("unknown-value", "level", "9", dropped=True)]


@given(st.dictionaries(st.sampled_from(["a", "b"]), st.lists(st.text(max_size=50), max_size=4)))
def test_no_text_in_an_address_raises(args: dict[str, list[str]]) -> None:
    reader = Reader(args)
    for name in ("a", "b"):
        reader.choices(name, Route)
        reader.choice(name, Sort)
        reader.code(name, ("kept",))
        reader.whole(name, 0, 15)
    assert all(len(notice.value) <= LONGEST_SHOWN for notice in reader.notices)


answers = st.fixed_dictionaries(
    {"for": st.just(["eligible"]), "stage": st.sampled_from([[stage] for stage in STAGES])},
    optional={
        "english": st.sampled_from([[answer] for answer in SUBJECT_ANSWERS]),
        "maths": st.sampled_from([[answer] for answer in SUBJECT_ANSWERS]),
        "gcses": st.integers(0, MOST_GCSES).map(lambda count: [str(count)]),
        "highest": st.sampled_from([[answer] for answer in HIGHEST_ANSWERS]),
        "points": st.integers(0, MOST_POINTS).map(lambda count: [str(count)]),
    },
)


@given(answers)
def test_what_somebody_said_of_themselves_is_written_as_it_was_read(args: dict[str, list[str]]) -> None:
    reader = Reader(args)
    learner = read_learner(reader)
    assert reader.notices == []
    assert dict(part.split("=") for part in write_learner(learner)) == {
        name: values[0] for name, values in args.items()
    }


def test_without_a_stage_nothing_can_be_checked_and_that_is_said() -> None:
    reader = Reader({"for": ["eligible"], "english": ["have"]})
    assert read_learner(reader) is None
    assert codes(reader) == [("needs-stage", "for", "eligible")]


def test_answers_nobody_asked_about_are_not_kept() -> None:
    assert read_learner(Reader({"stage": ["19-24"], "english": ["have"]})) is None
    assert list(write_learner(None)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("english", "yes"),
        ("maths", "A*"),
        ("gcses", "16"),
        ("highest", "7"),
        ("points", "401"),
        ("gcses", "-1"),
    ],
)
def test_an_answer_that_is_none_leaves_the_others(name: str, value: str) -> None:
    reader = Reader({"for": ["eligible"], "stage": ["19-24"], name: [value]})
    learner = read_learner(reader)
    assert learner is not None
    assert learner.stage == "19-24"
    assert getattr(learner, name) is None
    assert [notice.parameter for notice in reader.notices] == [name]


@pytest.mark.parametrize("value", ["everybody", "ELIGIBLE"])
def test_only_eligible_can_be_asked_for(value: str) -> None:
    reader = Reader({"for": [value], "stage": ["19-24"]})
    assert read_learner(reader) is None
    assert codes(reader) == [("unknown-value", "for", value)]
