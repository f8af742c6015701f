"""What advisers type is read as it was meant, judged before it is kept, and never breaks a page."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from pathways.catalogue.criteria import Learner
from pathways.shortlists.desk import ticked
from pathways.shortlists.forms import asked_place, read_details, read_notes, whole
from pathways.shortlists.models import (
    LONGEST_LABEL,
    LONGEST_NOTE,
    LONGEST_PURPOSE,
    LONGEST_WHY,
    ListKind,
    Shortlist,
)
from pathways.shortlists.rules.details import details_of, learner_of, write_details
from tests.unit.shortlists.samples import sent

GOOD = {
    "label": "  11B-07 ",
    "kind": "group",
    "year_group": "11",
    "purpose": "After the  fair",
    "near": "Consett",
    "stage": "year-10-11",
    "english": "have",
    "maths": "expect",
    "gcses": "5",
    "highest": "1",
    "points": "",
    "version": "3",
}


def test_a_whole_form_is_read(app: Flask) -> None:
    with sent(app, **GOOD):
        typed = read_details()
    assert typed.is_good
    assert typed.version == 3
    details = typed.details
    assert details.label == "11B-07"
    assert details.kind is ListKind.GROUP
    assert details.year_group == 11
    assert details.purpose == "After the fair"
    assert details.home_place == "consett"
    assert details.learner == Learner("year-10-11", "have", "expect", 5, "1", None)


def test_an_empty_form_lacks_a_label_and_nothing_else(app: Flask) -> None:
    with sent(app):
        typed = read_details()
    assert typed.problems == (("label", "missing"),)
    assert typed.details.kind is ListKind.PUPIL
    assert typed.details.year_group is None
    assert typed.details.home_place is None
    assert typed.details.learner is None
    assert typed.version == 0


def test_pasting_needs_no_label(app: Flask) -> None:
    with sent(app, year_group="10"):
        typed = read_details(label_needed=False)
    assert typed.is_good
    assert typed.details.year_group == 10


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"label": ""}, ("label", "missing")),
        ({"label": "\x00\x01"}, ("label", "missing")),
        ({"label": "x" * (LONGEST_LABEL + 1)}, ("label", "too-long")),
        ({"label": "x" * 9_000}, ("label", "too-long")),
        ({"label": "A123456789012"}, ("label", "pupil-number")),
        ({"label": "born 2010"}, ("label", "date")),
        ({"label": "1/2/2010"}, ("label", "date")),
        ({"label": "ring 07700 900123"}, ("label", "contact")),
        ({"label": "js@school.example"}, ("label", "contact")),
        ({"label": "PR1 2HE"}, ("label", "postcode")),
        ({"label": "Ada Example"}, ("label", "name")),
        ({"purpose": "x" * (LONGEST_PURPOSE + 1)}, ("purpose", "too-long")),
        ({"purpose": "ULN 1234567890"}, ("purpose", "pupil-number")),
    ],
)
def test_each_slip_is_told_with_its_field(
    app: Flask, change: dict[str, str], problem: tuple[str, str]
) -> None:
    with sent(app, **(GOOD | change)):
        typed = read_details()
    assert typed.problems == (problem,)
    assert not typed.is_good


@pytest.mark.parametrize(
    ("sure", "is_good"),
    [
        ("yes", True),
        ("no", False),
        ("", False),
    ],
)
def test_a_name_is_taken_when_the_adviser_is_sure_that_it_is_none(
    app: Flask, sure: str, is_good: bool
) -> None:
    with sent(app, label="Ada Example", sure=sure):
        assert read_details().is_good is is_good


def test_being_sure_lets_nothing_else_through(app: Flask) -> None:
    with sent(app, label="A123456789012", sure="yes"):
        assert read_details().problems == (("label", "pupil-number"),)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "teacher"),
        ("kind", "\x00"),
        ("year_group", "6"),
        ("year_group", "15"),
        ("year_group", "eleven"),
        ("year_group", "９"),
        ("year_group", "9" * 50),
        ("stage", "wizard"),
        ("english", "A*"),
        ("gcses", "-1"),
        ("gcses", "99"),
        ("points", "lots"),
        ("version", "-1"),
        ("version", "9" * 30),
        ("version", "１"),
    ],
)
def test_what_is_no_choice_counts_as_not_said(app: Flask, field: str, value: str) -> None:
    with sent(app, **(GOOD | {field: value})):
        typed = read_details()
    assert typed.is_good
    with sent(app, **{name: said for name, said in GOOD.items() if name != field}):
        assert read_details().details == typed.details


def test_grades_without_a_stage_are_kept_and_nothing_is_judged_by_them(app: Flask) -> None:
    with sent(app, label="JS", english="have", gcses="5"):
        details = read_details().details
    assert details.learner == Learner("", "have", gcses=5)
    found = Shortlist(label="JS", kind=ListKind.PUPIL)
    write_details(found, details)
    assert details_of(found) == details
    assert learner_of(found) is None


@pytest.mark.parametrize(
    ("typed", "home"),
    [
        ("DH8 5XX", "DH8-5"),
        ("dh85xx", "DH8-5"),
        ("DH8", "DH8"),
        ("Consett", "consett"),
    ],
)
def test_home_is_kept_no_finer_than_a_sector(app: Flask, typed: str, home: str) -> None:
    with sent(app, label="JS", near=typed):
        found = read_details()
    assert found.details.home_place in (home, home.split("-", maxsplit=1)[0])
    assert "5XX" not in found.asked.typed.upper()


def test_a_place_that_is_not_known_has_to_be_put_right(app: Flask) -> None:
    with sent(app, label="JS", near="Qzxwvut"):
        typed = read_details()
    assert not typed.is_good
    assert typed.asked.problem == "unknown"
    assert typed.asked.typed == "Qzxwvut"


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ({"pick": "richmond-north-yorkshire", "near": "Richmond"}, "richmond-north-yorkshire"),
        ({"pick": "atlantis", "near": "Consett"}, "consett"),
        ({"pick": "", "near": "Consett"}, "consett"),
        ({"pick": "x" * 9000, "near": ""}, None),
        ({}, None),
        ({"near": "   "}, None),
    ],
)
def test_a_place_is_picked_or_typed(app: Flask, form: dict[str, str], place: str | None) -> None:
    with sent(app, **form):
        asked = asked_place()
    assert (asked.place.id if asked.place else None) == place


def test_notes_are_read_with_their_lines(app: Flask) -> None:
    form = {
        "note_to_pupil": " Go and see it.\r\n\r\nAsk  about the bus. ",
        "private_note": "Spoke at PR1 2HE",
        "why": "You like it\nIt is near",
        "version": "2",
    }
    with sent(app, **form):
        typed = read_notes()
    assert typed.problems == ()
    assert typed.version == 2
    assert typed.notes.note_to_pupil == "Go and see it.\n\nAsk about the bus."
    assert typed.notes.private_note == "Spoke at PR1 2"
    assert typed.notes.why == "You like it\nIt is near"


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        ({"note_to_pupil": "x" * (LONGEST_NOTE + 1)}, [("note_to_pupil", "too-long")]),
        ({"private_note": "x" * (LONGEST_NOTE + 1)}, [("private_note", "too-long")]),
        ({"why": "x" * (LONGEST_WHY + 1)}, [("why", "too-long")]),
        ({"private_note": "A123456789012"}, [("private_note", "pupil-number")]),
        ({"note_to_pupil": "call 07700 900 123"}, [("note_to_pupil", "pupil-number")]),
        ({"note_to_pupil": "Open day 12/03/2027 at 6"}, []),
        ({"note_to_pupil": "x" * LONGEST_NOTE, "why": "y" * LONGEST_WHY}, []),
        ({"note_to_pupil": "\x00\x00"}, []),
    ],
)
def test_slips_in_notes(app: Flask, form: dict[str, str], problems: list[tuple[str, str]]) -> None:
    with sent(app, **form):
        assert list(read_notes().problems) == problems


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("7", 7),
        ("0", 0),
        ("", 0),
        ("-7", 0),
        ("7.5", 0),
        ("seven", 0),
        ("７", 0),
        ("1" * 9, 111_111_111),
        ("1" * 10, 0),
        ("\x007", 7),
    ],
)
def test_a_number_is_read_or_is_nought(app: Flask, said: str, number: int) -> None:
    with sent(app, days=said):
        assert whole("days") == number


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        (["1", "2"], (1, 2)),
        (["2", "1", "2"], (2, 1)),
        (["x", "3", ""], (3,)),
        (["-1", "4"], (4,)),
        (["９"], ()),
        (["9" * 40], ()),
        ([], ()),
    ],
)
def test_ticked_lists_are_read_by_number(app: Flask, said: list[str], numbers: tuple[int, ...]) -> None:
    with sent(app, list=said):
        assert ticked() == numbers


def test_lists_are_named_in_the_address_too(app: Flask) -> None:
    with app.test_request_context("/advisers/print?list=5&list=6&list=5"):
        assert ticked() == (5, 6)


@pytest.mark.parametrize("field", sorted(GOOD))
@pytest.mark.parametrize(
    "value", ["\x00", "\ud800", "\u202e", "'; DROP TABLE shortlist;--", "<script>", "🙂" * 50]
)
def test_odd_letters_in_any_field_break_nothing(app: Flask, field: str, value: str) -> None:
    form: dict[str, Any] = GOOD | {field: value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")}
    with sent(app, **form):
        typed = read_details()
    assert "\x00" not in typed.details.label + typed.details.purpose
    assert "\u202e" not in typed.details.label + typed.details.purpose
