"""The PDF read back: its words, its sides, its tags, in black and white alone, and nothing private."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from sqlalchemy.orm import Session

from tests.harness.desk import Adviser, items_held, opportunities
from tests.unit.sheets.reading import read_back

PURPOSE = "After the careers fair"


def a_filled_list(
    adviser: Adviser, rows: Session, count: int = 6, label: str = "11B-01", **fields: Any
) -> int:
    """A list with a note, a private note and reasons on its first item."""
    number = adviser.makes_list(label, purpose=PURPOSE, near="Consett", **fields)
    adviser.adds(*opportunities(rows, count))
    (first, *_rest) = items_held(adviser, number)
    adviser.post(
        f"/advisers/lists/{number}/items/{first.id}",
        {
            "note_to_pupil": "Go and see it on the open day.",
            "private_note": "ZQX tutor is worried",
            "why": "You like fixing things\nIt is near",
            "version": "1",
        },
    )
    return number


def pdf(adviser: Adviser, query: str) -> bytes:
    response = adviser.get(f"/advisers/print.pdf?{query}")
    assert response.status_code == 200
    return response.data


def test_a_pupil_reads_who_made_it_what_for_who_sees_it_and_when_it_goes(
    adviser: Adviser, rows: Session
) -> None:
    number = a_filled_list(adviser, rows)
    found = read_back(pdf(adviser, f"list={number}"))
    for words in (
        "Your list: 11B-01",
        f"What it is for: {PURPOSE}.",
        f"Made by {adviser.member.name} at {adviser.member.organisation_name}.",
        "Only your adviser sees this list, and whoever you show it to.",
        "It goes on 31 August",
        "Ideas to look into",
    ):
        assert words in found.text, words


def test_every_idea_is_on_it_in_order_with_its_facts(adviser: Adviser, rows: Session) -> None:
    number = a_filled_list(adviser, rows)
    text = read_back(pdf(adviser, f"list={number}")).text
    places, after = [], 0
    for at, item in enumerate(items_held(adviser, number), 1):
        after = text.index(item.as_saved["card"]["title"], after + 1)
        assert text[:after].rstrip().endswith(str(at)), "each has its number before it"
        places.append(after)
    assert len(places) == 6
    assert text.count("Starts:") == 6
    assert "Pay or cost:" in text
    assert "Why this one: You like fixing things; It is near" in text
    assert "Go and see it on the open day." in text


def test_nothing_private_is_on_paper(adviser: Adviser, rows: Session) -> None:
    number = a_filled_list(adviser, rows, stage="year-10-11", english="not-yet")
    found = read_back(pdf(adviser, f"list={number}"))
    for words in ("ZQX", "worried", "Consett (", "not-yet", "year-10-11"):
        assert words not in found.text, words


def test_a_screen_reader_can_read_it(adviser: Adviser, rows: Session) -> None:
    number = a_filled_list(adviser, rows)
    found = read_back(pdf(adviser, f"list={number}"))
    assert found.is_tagged
    assert found.language.startswith("en")
    assert found.title == "Your list: 11B-01"


def test_it_is_a4_on_one_side(adviser: Adviser, rows: Session) -> None:
    number = a_filled_list(adviser, rows)
    found = read_back(pdf(adviser, f"list={number}"))
    assert len(found.sides) == 1
    width, height = found.points[0]
    assert (round(width), round(height)) == (595, 842)


def test_a_school_printer_needs_black_alone(adviser: Adviser, rows: Session) -> None:
    number = a_filled_list(adviser, rows)
    adviser.post(f"/advisers/print?list={number}")
    document = pypdfium2.PdfDocument(pdf(adviser, f"list={number}"))
    pixels = document[0].render(scale=1).to_numpy()[:, :, :3].astype(int)
    document.close()
    spread = pixels.max(axis=2) - pixels.min(axis=2)
    assert spread.max() <= 2, "every dot is grey, black or white"
    dark = (pixels.max(axis=2) < 128).mean()
    assert 0.005 < dark < 0.25


@pytest.mark.parametrize("with_link", [True, False], ids=["link", "no link"])
def test_the_code_for_phones_is_there_only_with_a_link(
    adviser: Adviser, rows: Session, with_link: bool
) -> None:
    number = a_filled_list(adviser, rows)
    if with_link:
        adviser.post(f"/advisers/lists/{number}/share", {"days": "30"})
    text = read_back(pdf(adviser, f"list={number}")).text
    assert ("Scan this to open your list on a phone." in text) is with_link


def test_a_class_is_one_file_with_each_list_on_a_side_of_its_own(adviser: Adviser, rows: Session) -> None:
    labels = [f"11B-{number:02}" for number in range(1, 26)]
    adviser.post("/advisers/lists/paste", {"labels": "\n".join(labels), "year_group": "11"})
    found = read_back(pdf(adviser, "year=11"))
    assert found.title == "Lists of a class"
    assert len(found.sides) == len(labels)
    for label, side in zip(labels, found.sides, strict=True):
        assert f"Your list: {label}" in side
        assert "There is nothing on this list yet." in side


def test_no_label_of_one_pupil_is_on_the_side_of_another(adviser: Adviser, rows: Session) -> None:
    first = a_filled_list(adviser, rows, 3, "AB-1")
    second = a_filled_list(adviser, rows, 3, "CD-2")
    sides = read_back(pdf(adviser, f"list={first}&list={second}")).sides
    assert ["AB-1" in side for side in sides] == [True, False]
    assert ["CD-2" in side for side in sides] == [False, True]


def test_letters_of_other_scripts_are_printed(adviser: Adviser) -> None:
    number = adviser.makes_list("Ŷsgol Łukasz 7", purpose="Gwŷr, Ελλάδα")
    text = read_back(pdf(adviser, f"list={number}")).text
    assert "Ŷsgol Łukasz 7" in text
    assert "Gwŷr, Ελλάδα" in text


def test_evidence_on_paper_holds_counts_and_no_label(adviser: Adviser, rows: Session) -> None:
    a_filled_list(adviser, rows, 3, "ZQX-1", year_group="11")
    found = read_back(adviser.get("/advisers/evidence.pdf").data)
    assert "Year 11: 1 list" in found.text
    assert "Ideas in all: 3." in found.text
    assert "No pupil is named." in found.text
    assert "ZQX" not in found.text
    assert found.is_tagged


def test_reasons_on_paper_are_told_apart_by_one_mark(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    adviser.adds(*opportunities(rows, 1))
    (item,) = items_held(adviser, number)
    notes = {"why": "It is a next step.\nIt is near.", "version": "1"}
    adviser.post(f"/advisers/lists/{number}/items/{item.id}", notes)
    assert "Why this one: It is a next step; It is near" in read_back(pdf(adviser, f"list={number}")).text
