"""Labels are initials or references. What tells who a pupil is gets refused before it is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.shortlists.models import LONGEST_LABEL
from pathways.shortlists.rules.labels import (
    MOST_LABELS,
    LabelProblem,
    free_label,
    looks_like_a_name,
    problem_of,
    read_labels,
    tells_who,
    tidy_label,
)


@pytest.mark.parametrize(
    "label",
    [
        "JS",
        "11B-07",
        "J.S. 11B",
        "Ref 4411",
        "Year 11 hands-on near Consett",
        "11/4",
        "Blue 7",
        "10x2 ST",
        "Maths set 3",
    ],
)
def test_initials_and_references_are_fine(label: str) -> None:
    assert problem_of(label) is None


@pytest.mark.parametrize(
    ("label", "problem"),
    [
        ("", "missing"),
        ("x" * (LONGEST_LABEL + 1), "too-long"),
        ("A123456789012", "pupil-number"),
        ("jk a12345678901b", "pupil-number"),
        ("ULN 1234567890", "pupil-number"),
        ("123 456 7890", "pupil-number"),
        ("JS 12/05/2010", "date"),
        ("JS 12.5.10", "date"),
        ("JS 2010-05-12", "date"),
        ("JS 12 May 2010", "date"),
        ("JS 3rd of March 2011", "date"),
        ("May 12, 2010", "date"),
        ("dob 2010", "date"),
        ("js@school.example", "contact"),
        ("07700 900 123", "contact"),
        ("JS PR1 2HE", "postcode"),
        ("Ada Example", "name"),
        ("Example, Ada", "name"),
        ("Ada Mary Example-Test", "name"),
        ("ADAM EXAMPLE", "name"),
    ],
)
def test_what_tells_who_somebody_is_gets_found(label: str, problem: LabelProblem) -> None:
    assert problem_of(label) == problem


@pytest.mark.parametrize(
    "label", ["JS AB", "Ada E", "Year Eleven", "Spring Group", "ada example", "Building Work"]
)
def test_not_every_pair_of_words_is_a_name(label: str) -> None:
    assert not looks_like_a_name(label)


def test_a_pupils_number_is_found_in_notes_and_a_date_is_no_number() -> None:
    assert tells_who("Ask about A123456789012 please") == "pupil-number"
    assert tells_who("Open evening on 12 March 2027 at 6pm") is None


def test_pasted_lines_become_labels_in_their_order() -> None:
    pasted = read_labels("11B-01\r\n\r\n  11B-02  \n11B-03\r")
    assert pasted.labels == ("11B-01", "11B-02", "11B-03")
    assert not pasted.refused and not pasted.left_out and not pasted.like_names and not pasted.too_many


def test_a_label_said_twice_or_in_use_is_left_out_and_the_line_told() -> None:
    pasted = read_labels("JS\nAB\njs\nXY", taken=["xy"])
    assert pasted.labels == ("JS", "AB")
    assert [(line.number, line.problem) for line in pasted.left_out] == [(3, "twice"), (4, "there-already")]


def test_refused_lines_are_told_by_number_and_not_taken() -> None:
    pasted = read_labels(f"JS\nA123456789012\n{'y' * 200}\nJS 1/2/2010")
    assert pasted.labels == ("JS",)
    assert [(line.number, line.problem) for line in pasted.refused] == [
        (2, "pupil-number"),
        (3, "too-long"),
        (4, "date"),
    ]
    assert all(len(line.text) <= LONGEST_LABEL + 20 for line in pasted.refused)


def test_a_name_is_a_warning_and_no_refusal() -> None:
    pasted = read_labels("Ada Example\nJS")
    assert pasted.labels == ("Ada Example", "JS")
    assert [line.number for line in pasted.like_names] == [1]


def test_three_hundred_labels_are_taken_and_the_rest_counted() -> None:
    pasted = read_labels("\n".join(f"11B-{number}" for number in range(MOST_LABELS + 7)))
    assert len(pasted.labels) == MOST_LABELS
    assert pasted.too_many == 7


def test_control_characters_become_spaces() -> None:
    assert tidy_label("J\x00S\t 11\u202eB") == "J S 11 B"
    assert read_labels("\x00\x00\n\x07").labels == ()


@given(st.text(max_size=400))
def test_whatever_is_pasted_the_labels_can_be_stored(text: str) -> None:
    pasted = read_labels(text)
    assert len(pasted.labels) <= MOST_LABELS
    assert len({label.casefold() for label in pasted.labels}) == len(pasted.labels)
    for label in pasted.labels:
        assert problem_of(label) in (None, "name")
        assert label == tidy_label(label)


@given(st.lists(st.from_regex(r"[A-Z]{2} [0-9]{1,4}", fullmatch=True), max_size=40))
def test_plain_references_all_come_through_once(labels: list[str]) -> None:
    assert read_labels("\n".join(labels)).labels == tuple(dict.fromkeys(labels))


@pytest.mark.parametrize(
    ("label", "taken", "free"),
    [
        ("11B-01", (), "11B-01"),
        ("11B-01", ("11B-02",), "11B-01"),
        ("11B-01", ("11b-01",), "11B-01 (2)"),
        ("11B-01", ("11B-01", "11B-01 (2)"), "11B-01 (3)"),
        ("x" * LONGEST_LABEL, ("x" * LONGEST_LABEL,), "x" * (LONGEST_LABEL - 4) + " (2)"),
    ],
)
def test_a_label_in_use_gets_a_number(label: str, taken: tuple[str, ...], free: str) -> None:
    assert free_label(label, taken) == free
    assert problem_of(free) is None or free == label
