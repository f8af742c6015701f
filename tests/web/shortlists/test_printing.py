"""Lists on paper: one, or a class in one file, clear in black and white, with nothing private on them."""

from __future__ import annotations

import re

import html5lib
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.accounts.models import AuditEntry
from pathways.shortlists.models import ShortlistShare
from tests.harness.desk import Adviser, items_held, opportunities
from tests.harness.pages import text_of


def filled(adviser: Adviser, rows: Session, label: str = "11B-01", **fields: str) -> int:
    number = adviser.makes_list(label, **fields)
    adviser.adds(*opportunities(rows, 3))
    (first, *_rest) = items_held(adviser, number)
    notes = {"note_to_pupil": "Go and see it", "private_note": "ZQX private", "why": "You like fixing"}
    adviser.post(f"/advisers/lists/{number}/items/{first.id}", notes | {"version": "1"})
    return number


def pages_of(pdf: bytes) -> int:
    """How many sides a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_sheet_says_who_made_it_what_for_who_sees_it_and_when_it_goes(
    adviser: Adviser, rows: Session
) -> None:
    number = filled(adviser, rows, purpose="After the careers fair")
    text = text_of(adviser.get(f"/advisers/print?list={number}").text)
    for words in (
        "Your list: 11B-01",
        f"Made by {adviser.member.name} at {adviser.member.organisation_name}.",
        "What it is for: After the careers fair.",
        "Only your adviser sees this list",
        "It goes on 31 August",
        "Why this one: You like fixing",
        "Go and see it",
    ):
        assert words in text
    assert "ZQX" not in text


def test_a_sheet_carries_a_code_when_there_is_a_link(adviser: Adviser, rows: Session) -> None:
    number = filled(adviser, rows)
    before = adviser.get(f"/advisers/print?list={number}")
    assert "qr.svg" not in before.text and "Make the link that is missing" in before.text
    response = adviser.post(f"/advisers/print?list={number}")
    page = adviser.get(response.location)
    assert f"/advisers/lists/{number}/qr.svg" in page.text
    assert "missing" not in page.text
    assert adviser.get(f"/advisers/lists/{number}/qr.svg").status_code == 200


def test_one_list_is_one_pdf_and_the_act_is_in_the_log(adviser: Adviser, rows: Session) -> None:
    number = filled(adviser, rows)
    response = adviser.get(f"/advisers/print.pdf?list={number}")
    assert response.mimetype == "application/pdf"
    assert response.data.startswith(b"%PDF") and pages_of(response.data) == 1
    assert b"ZQX" not in response.data
    entry = rows.scalars(select(AuditEntry).where(AuditEntry.action == "list-printed")).one()
    assert (entry.object_id, entry.actor_id, entry.object_kind) == (
        number,
        adviser.member.user_id,
        "shortlist",
    )
    assert "11B-01" not in str(entry.model_dump())


def test_a_class_is_one_file_with_a_side_for_each(adviser: Adviser, rows: Session) -> None:
    adviser.post("/advisers/lists/paste", {"labels": "A\nB\nC", "year_group": "11"})
    filled(adviser, rows, "D", year_group="11")
    filled(adviser, rows, "E", year_group="10")
    page = adviser.get("/advisers/print?year=11")
    assert "4 lists to print" in text_of(page.text)
    assert "Make the 4 links that are missing" in page.text
    adviser.post("/advisers/print?year=11")
    assert rows.scalar(select(func.count()).select_from(ShortlistShare)) == 4
    adviser.post("/advisers/print?year=11")
    assert pages_of(adviser.get("/advisers/print.pdf?year=11").data) == 4


def test_ticked_lists_are_printed_together(adviser: Adviser, rows: Session) -> None:
    first, second = adviser.makes_list("A"), adviser.makes_list("B")
    response = adviser.post("/advisers/lists", {"do": "print", "list": [str(first), str(second)]})
    page = html5lib.parse(adviser.get(response.location).text)
    assert sum(node.get("class") == "paper" for node in page.iter()) == 2


@pytest.mark.parametrize(
    "query", ["", "?year=9", "?year=abc", "?list=abc", "?list=999999", "?list=" + "9" * 40]
)
def test_nothing_to_print_is_not_found(adviser: Adviser, query: str) -> None:
    assert adviser.get(f"/advisers/print{query}").status_code == 404
    assert adviser.get(f"/advisers/print.pdf{query}").status_code == 404
    assert adviser.post(f"/advisers/print{query}").status_code == 404


def test_a_template_is_printed_and_gets_no_link(adviser: Adviser, rows: Session) -> None:
    number = filled(adviser, rows, "template", kind="template")
    adviser.post(f"/advisers/print?list={number}")
    assert rows.scalar(select(func.count()).select_from(ShortlistShare)) == 0
    assert adviser.get(f"/advisers/print.pdf?list={number}").status_code == 200
