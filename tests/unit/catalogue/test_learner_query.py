"""What somebody said of themselves in an address: read, checked, and written back the same."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.criteria import Learner
from pathways.catalogue.learner_query import (
    HIGHEST_ANSWERS,
    MOST_GCSES,
    MOST_POINTS,
    STAGES,
    SUBJECT_ANSWERS,
    read_learner,
    read_said,
    said_pairs,
    write_learner,
)
from pathways.catalogue.query_values import Reader

learners = st.builds(
    Learner,
    stage=st.sampled_from(STAGES),
    english=st.none() | st.sampled_from(SUBJECT_ANSWERS),
    maths=st.none() | st.sampled_from(SUBJECT_ANSWERS),
    gcses=st.none() | st.integers(0, MOST_GCSES),
    highest=st.none() | st.sampled_from(HIGHEST_ANSWERS),
    points=st.none() | st.integers(0, MOST_POINTS),
)


def reader_of(query: str) -> Reader:
    return Reader(parse_qs(query, keep_blank_values=True))


@given(learners)
def test_what_is_written_is_read_again(learner: Learner) -> None:
    reader = reader_of("&".join(write_learner(learner)))
    assert read_learner(reader) == learner
    assert reader.notices == []


@given(learners)
def test_only_what_was_said_is_written_and_in_one_order(learner: Learner) -> None:
    pairs = said_pairs(learner)
    assert pairs[0] == ("stage", learner.stage)
    names = [name for name, _ in pairs]
    order = ["stage", "english", "maths", "gcses", "highest", "points"]
    assert names == [name for name in order if getattr(learner, name) is not None]


def test_nobody_is_written_as_nothing() -> None:
    assert list(write_learner(None)) == []


def test_zero_is_something_said() -> None:
    assert said_pairs(Learner("19-24", gcses=0, points=0))[1:] == [("gcses", "0"), ("points", "0")]


def test_a_list_keeps_to_somebody_only_when_that_is_asked_for() -> None:
    query = "stage=19-24&maths=have"
    assert read_learner(reader_of(query)) is None
    assert read_said(reader_of(query)) == Learner("19-24", maths="have")
    assert read_learner(reader_of(f"for=eligible&{query}")) == Learner("19-24", maths="have")


def test_without_a_stage_nobody_can_be_told_and_that_is_noted() -> None:
    reader = reader_of("for=eligible&maths=have")
    assert read_learner(reader) is None
    assert [(notice.code, notice.parameter) for notice in reader.notices] == [("needs-stage", "for")]


@pytest.mark.parametrize(
    ("query", "code", "parameter"),
    [
        ("stage=year-99", "unknown-value", "stage"),
        ("stage=19-24&english=brilliant", "unknown-value", "english"),
        ("stage=19-24&maths=HAVE", "unknown-value", "maths"),
        ("stage=19-24&gcses=16", "unknown-value", "gcses"),
        ("stage=19-24&gcses=-1", "not-a-number", "gcses"),
        ("stage=19-24&gcses=five", "not-a-number", "gcses"),
        ("stage=19-24&gcses=٥", "not-a-number", "gcses"),
        ("stage=19-24&highest=7", "unknown-value", "highest"),
        ("stage=19-24&points=401", "unknown-value", "points"),
        ("stage=19-24&points=1e2", "not-a-number", "points"),
        ("stage=19-24&stage=25-plus", "only-one", "stage"),
    ],
)
def test_what_cannot_be_used_is_dropped_and_named(query: str, code: str, parameter: str) -> None:
    reader = reader_of(query)
    said = read_said(reader)
    assert [(notice.code, notice.parameter, notice.dropped) for notice in reader.notices] == [
        (code, parameter, True)
    ]
    if parameter != "stage":
        assert said == Learner("19-24")


@pytest.mark.parametrize("blank", ["", "+", "%00", "%20%20"])
def test_a_field_left_empty_says_nothing(blank: str) -> None:
    reader = reader_of(f"stage=19-24&maths={blank}&gcses={blank}")
    assert read_said(reader) == Learner("19-24")
    assert reader.notices == []


@given(st.dictionaries(st.sampled_from(["for", "stage", "gcses", "points", "maths"]), st.lists(st.text())))
def test_no_address_breaks_the_reading(args: dict[str, list[str]]) -> None:
    reader = Reader(args)
    learner = read_learner(reader)
    assert learner is None or learner.stage in STAGES
    assert all(len(notice.value) <= 40 for notice in reader.notices)
