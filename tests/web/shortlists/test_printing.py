"""Lists on paper: one, or a class in one file, clear in black and white, with nothing private on them."""

from __future__ import annotations

import re

import html5lib
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.accounts.models import AuditEntry
from pathways.shortlists.models import ShortlistShare
from tests.harness.desk import Adviser, items_held, opportunities, statements
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


def test_each_list_on_a_page_to_print_is_in_the_log(adviser: Adviser, rows: Session) -> None:
    numbers = [adviser.makes_list(label, year_group="11") for label in ("A", "B")]
    adviser.get("/advisers/print?year=11")
    found = select(AuditEntry.object_id).where(AuditEntry.action == "list-printed").order_by(AuditEntry.id)
    assert list(rows.scalars(found)) == numbers


def test_an_archived_list_is_printed_without_a_code_that_opens_nothing(
    adviser: Adviser, rows: Session
) -> None:
    number = filled(adviser, rows)
    adviser.post(f"/advisers/lists/{number}/share", {"days": "30"})
    assert "qr.svg" in adviser.get(f"/advisers/print?list={number}").text
    adviser.post(f"/advisers/lists/{number}/state", {"do": "archive"})
    page = adviser.get(f"/advisers/print?list={number}").text
    assert "qr.svg" not in page
    assert "links that are missing" not in page and "link that is missing" not in page
    assert adviser.get(f"/advisers/lists/{number}/qr.svg").status_code == 404
    assert "It works until" not in text_of(adviser.get(f"/advisers/lists/{number}").text)


def test_more_lists_than_one_file_holds_are_printed_in_parts_that_say_so(
    adviser: Adviser, rows: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pathways.shortlists.views.printing.MOST_PRINTED", 2)
    adviser.post("/advisers/lists/paste", {"labels": "A\nB\nC\nD\nE", "year_group": "11"})
    first = adviser.get("/advisers/print?year=11").text
    assert "These are lists 1 to 2 of 5." in text_of(first)
    shown, address = [], "/advisers/print?year=11"
    while address:
        page = adviser.get(address).text
        shown += re.findall(r"<h[12]>Your list: (\w)</h", page)
        assert "1 list to print" not in page
        links = [node.get("href") or "" for node in html5lib.parse(page).iter() if node.get("href")]
        sides = pages_of(adviser.get(next(link for link in links if "print.pdf" in link)).data)
        assert sides == page.count('<article class="paper"')
        at = int((re.findall(r"part=(\d+)", address) or ["1"])[0])
        address = next((link for link in links if link.endswith(f"/print?year=11&part={at + 1}")), "")
    assert shown == ["A", "B", "C", "D", "E"]
    assert adviser.get("/advisers/print?year=11&part=4").status_code == 404
    assert adviser.post("/advisers/print?year=11&part=2").location.endswith("/print?year=11&part=2")
    assert rows.scalar(select(func.count()).select_from(ShortlistShare)) == 2, "links for this part"


def test_all_that_fits_one_file_says_nothing_of_parts(adviser: Adviser) -> None:
    number = adviser.makes_list("A")
    assert "These are lists" not in text_of(adviser.get(f"/advisers/print?list={number}").text)
    for odd in ("0", "abc", "", "1"):
        assert adviser.get(f"/advisers/print?list={number}&part={odd}").status_code == 200, odd


@pytest.mark.parametrize("address", ["/advisers/print?year=11", "/advisers/print.pdf?year=11"])
def test_a_class_takes_no_more_questions_to_the_database_than_a_few_lists(
    adviser: Adviser, address: str
) -> None:
    counts = []
    for labels in ("a", "b"):
        text = "\n".join(f"{labels}{number}" for number in range(3 if labels == "a" else 60))
        adviser.post("/advisers/lists/paste", {"labels": text, "year_group": "11"})
        adviser.post("/advisers/print?year=11")
        with statements(adviser) as asked:
            assert adviser.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 2, counts


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
