"""Labels as schools really write them, and what must never be one: one line each, so that a slip is seen by itself."""

from __future__ import annotations

import pytest

from pathways.shortlists.rules.labels import problem_of, read_labels

FINE = (
    "JS",
    "J.S.",
    "JS 11",
    "JS-11B",
    "js_11b",
    "11B/07",
    "11B 07",
    "11b07",
    "Y11-07",
    "7",
    "007",
    "12345",
    "123456",
    "Ref 4411",
    "REF-2026-041",
    "2026-27 cohort",
    "Blue 7",
    "Seat 14",
    "Otter",
    "Otter 3",
    "Red Kite 2",
    "AB (Tue)",
    "AB, Tue p3",
    "Tue p3 #4",
    "Period 3",
    "Year 11 hands-on near Consett",
    "Year 9 options evening",
    "Health and care group",
    "Group B",
    "Resit English",
    "Sixth Form Health",
    "T Level taster",
    "A level or not",
    "Level 2 step",
    "Building Work",
    "Spring Term",
    "Maths Set 3",
    "Careers Day",
    "Ŷ 3",
    "Ł.K.",
    "🙂 4",
    "★★",
    "x" * 60,
)
"""What may be a label and needs no second look."""

PUPIL_NUMBERS = (
    "A123456789012",
    "a123456789012",
    "H80120000100A",
    "JS A123456789012",
    "A123456789012 JS",
    "UPN:A123456789012",
    "1234567890",
    "ULN 1234567890",
    "123 456 7890",
    "123-456-7890",
    "1234567",
    "ref 99999999",
)
"""Unique pupil numbers, learner numbers, and whatever has so many figures."""

DATES = (
    "12/05/2010",
    "12/5/10",
    "1.2.2010",
    "01-02-2010",
    "2010-05-12",
    "2010/05/12",
    "12 May 2010",
    "12th May 2010",
    "3rd of March 2011",
    "12may2010",
    "May 12, 2010",
    "Sept 3 2011",
    "JS 12/05/2010",
    "dob 2010",
    "DOB: May",
    "born in spring",
    "d.o.b",
)
"""Days on which somebody may have been born."""

CONTACTS = (
    "js@school.example",
    "a@b",
    "07700 900123",
    "07700900123",
    "+44 7700 900123",
    "01632 960001",
)
"""Ways to reach somebody."""

POSTCODES = (
    "PR1 2HE",
    "pr12he",
    "JS PR1 2HE",
    "DH8 5XX flat",
)
"""Full postcodes."""

NAMES = (
    "Ada Example",
    "Ada Mary Example",
    "Example, Ada",
    "Ada Example-Test",
    "Ada O'Example",
    "Ada D’Example",
    "Áine Éxample",
    "ADAM EXAMPLE",
)
"""What reads like a first name and a surname."""


@pytest.mark.parametrize("label", FINE)
def test_schools_may_call_a_list_this(label: str) -> None:
    assert problem_of(label) is None


@pytest.mark.parametrize("label", PUPIL_NUMBERS)
def test_a_pupils_number_is_refused(label: str) -> None:
    assert problem_of(label) in ("pupil-number", "contact")


@pytest.mark.parametrize("label", DATES)
def test_a_date_of_birth_is_refused(label: str) -> None:
    assert problem_of(label) == "date"


@pytest.mark.parametrize("label", CONTACTS)
def test_a_way_to_reach_somebody_is_refused(label: str) -> None:
    assert problem_of(label) in ("contact", "pupil-number")


@pytest.mark.parametrize("label", POSTCODES)
def test_a_full_postcode_is_refused(label: str) -> None:
    assert problem_of(label) == "postcode"


@pytest.mark.parametrize("label", NAMES)
def test_a_name_is_asked_about(label: str) -> None:
    assert problem_of(label) == "name"


def test_a_whole_paste_of_all_of_them_takes_what_is_fine_and_tells_of_the_rest() -> None:
    refused = (*PUPIL_NUMBERS, *DATES, *CONTACTS, *POSTCODES)
    pasted = read_labels("\n".join((*FINE, *refused, *NAMES)))
    assert pasted.labels[: len(FINE)] == FINE
    assert {line.text for line in pasted.like_names} <= set(NAMES)
    assert next(line.text for line in pasted.refused) in refused
    assert not set(pasted.labels) & set(refused)
    assert len(pasted.refused) + len(pasted.left_out) >= len(set(map(str.casefold, refused)))
