"""What a school takes out and hands over: counts, the local offer, lists passed on, and all that one list holds."""

from __future__ import annotations

import csv
import io
import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.models import AuditEntry, Membership
from pathways.accounts.roles import Role
from tests.harness.desk import Adviser, at_desk, colleague_of, held, items_held, opportunities
from tests.harness.pages import CheckingClient, text_of


def acts(rows: Session) -> list[str]:
    return [action for action, _kind, _number in logged(rows)]


def logged(rows: Session) -> list[tuple[str, str, int | None]]:
    """The audit log: what was done, to what kind of thing, and to which."""
    rows.rollback()
    columns = (AuditEntry.action, AuditEntry.object_kind, AuditEntry.object_id)
    return [tuple(row) for row in rows.execute(select(*columns).order_by(AuditEntry.id))]


def leaves(rows: Session, adviser: Adviser) -> None:
    """Somebody is no member of their school any more."""
    found = select(Membership).where(Membership.user_id == adviser.member.user_id)
    rows.scalars(found).one().removed_at = clock.now()
    rows.commit()


def counted(adviser: Adviser, query: str = "") -> list[dict[str, str]]:
    """The CSV, read as a spreadsheet reads it."""
    response = adviser.get(f"/advisers/evidence.csv{query}")
    assert response.mimetype == "text/csv"
    text = response.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_evidence_counts_by_year_group_and_names_no_pupil(adviser: Adviser, rows: Session) -> None:
    assert "There is nothing to count yet" in text_of(adviser.get("/advisers/evidence").text)
    adviser.makes_list("ZQX-1", year_group="11")
    adviser.adds(*opportunities(rows, 2))
    adviser.makes_list("ZQX-2", year_group="10")
    page = adviser.get("/advisers/evidence")
    assert "Year 10" in text_of(page.text) and "All" in text_of(page.text)
    lines = counted(adviser)
    assert [(line["Year group"], line["Lists"], line["Ideas in all"]) for line in lines] == [
        ("Year 10", "1", "0"),
        ("Year 11", "1", "2"),
        ("All", "2", "2"),
    ]
    pdf = adviser.get("/advisers/evidence.pdf")
    assert pdf.data.startswith(b"%PDF")
    for found in (page.text.split("<main")[1], json.dumps(lines)):
        assert "ZQX" not in found


def test_each_file_taken_out_is_in_the_log(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    adviser.get("/advisers/evidence")
    assert acts(rows) == []
    adviser.get("/advisers/evidence.csv")
    adviser.get("/advisers/evidence.pdf")
    adviser.get(f"/advisers/lists/{number}/everything.json")
    assert acts(rows) == ["evidence-exported-mine", "evidence-exported-mine", "list-exported"]


def test_an_organisation_named_like_a_formula_is_worked_out_by_no_spreadsheet(client: CheckingClient) -> None:
    lead = at_desk(client, role=Role.ADVISER_LEAD)
    lead.makes_list()
    assert all(not line["About"].startswith(("=", "+", "-", "@")) for line in counted(lead, "?of=all"))


def test_only_a_lead_counts_the_whole_school(adviser: Adviser) -> None:
    adviser.makes_list()
    assert adviser.get("/advisers/evidence?of=all").status_code == 403
    assert adviser.get("/advisers/evidence?of=everybody").status_code == 404
    lead = colleague_of(adviser, role=Role.ADVISER_LEAD)
    assert counted(lead) == []
    assert [line["Lists"] for line in counted(lead, "?of=all")] == ["1"]


def test_the_local_offer_says_who_is_near_by_route_with_what_they_say(adviser: Adviser) -> None:
    assert "Who is near your school" in text_of(adviser.get("/advisers/local-offer").text)
    response = adviser.post("/advisers/local-offer", {"near": "Consett", "miles": "20"})
    assert response.status_code == 303
    text = text_of(adviser.get(response.location).text)
    for words in (
        "Who is near Consett",
        "Who they are and what they offer",
        "The careers it leads to",
        "What learning there is like",
        "Answers to questions",
        "Get in touch",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("near", "words"),
    [("Qzxwvut", "We do not know this place"), ("Richmond", "Which Richmond?"), ("", "Where is")],
)
def test_a_place_nobody_knows_is_asked_for_again(adviser: Adviser, near: str, words: str) -> None:
    response = adviser.post("/advisers/local-offer", {"near": near})
    assert response.status_code == 422
    assert words in text_of(response.text)


@pytest.mark.parametrize("query", ["?near=atlantis", "?near=consett&miles=abc", "?near=TR21&miles=1"])
def test_an_odd_address_of_the_local_offer_is_answered(adviser: Adviser, query: str) -> None:
    assert adviser.get(f"/advisers/local-offer{query}").status_code == 200


def test_lists_are_passed_on_to_a_colleague_and_to_nobody_else(adviser: Adviser, rows: Session) -> None:
    colleague, stranger = colleague_of(adviser), at_desk(adviser.client)
    number = adviser.makes_list()
    page = adviser.get(f"/advisers/people?list={number}")
    assert colleague.member.name in page.text and stranger.member.name not in page.text
    refused = adviser.post("/advisers/people", {"list": str(number), "to": str(stranger.member.user_id)})
    assert refused.status_code == 400
    adviser.post("/advisers/people", {"list": str(number), "to": str(colleague.member.user_id)})
    assert adviser.get(f"/advisers/lists/{number}").status_code == 404
    assert colleague.get(f"/advisers/lists/{number}").status_code == 200
    assert logged(rows) == [
        ("lists-passed-on-from", "staff_user", adviser.member.user_id),
        ("lists-passed-on-to", "staff_user", colleague.member.user_id),
        ("list-passed-on", "shortlist", number),
    ]
    back = adviser.post("/advisers/people", {"list": str(number), "to": str(colleague.member.user_id)})
    assert back.status_code == 404


def test_an_adviser_passes_on_nobody_elses_lists(adviser: Adviser) -> None:
    colleague = colleague_of(adviser)
    number = colleague.makes_list()
    form = {"of": str(colleague.member.user_id), "to": str(adviser.member.user_id)}
    assert adviser.post("/advisers/people", form).status_code == 403
    assert colleague.get(f"/advisers/lists/{number}").status_code == 200


def test_a_lead_sees_counts_and_opens_a_list_only_when_it_was_passed_on(
    adviser: Adviser, rows: Session
) -> None:
    lead = colleague_of(adviser, role=Role.ADVISER_LEAD)
    number = adviser.makes_list("ZQX-1")
    page = lead.get("/advisers/people")
    assert "ZQX" not in page.text and adviser.member.name in page.text
    assert lead.get(f"/advisers/lists/{number}").status_code == 404
    leaves(rows, adviser)
    assert "has left" in text_of(lead.get("/advisers/people").text)
    form = {"of": str(adviser.member.user_id), "to": str(lead.member.user_id)}
    assert lead.post("/advisers/people", form).status_code == 303
    assert lead.get(f"/advisers/lists/{number}").status_code == 200
    assert logged(rows) == [
        ("lists-passed-on-from", "staff_user", adviser.member.user_id),
        ("lists-passed-on-to", "staff_user", lead.member.user_id),
        ("list-passed-on", "shortlist", number),
    ]


@pytest.mark.parametrize("to_self", [True, False], ids=["to themselves", "to somebody else"])
def test_a_lead_takes_no_list_from_whoever_still_works_with_it(
    adviser: Adviser, rows: Session, to_self: bool
) -> None:
    lead, other = colleague_of(adviser, role=Role.ADVISER_LEAD), colleague_of(adviser)
    number = adviser.makes_list("ZQX-1")
    taker = lead if to_self else other
    form = {"of": str(adviser.member.user_id), "to": str(taker.member.user_id)}
    assert lead.post("/advisers/people", form).status_code == 403
    assert adviser.get(f"/advisers/lists/{number}").status_code == 200
    assert taker.get(f"/advisers/lists/{number}").status_code == 404
    assert acts(rows) == []
    page = lead.get("/advisers/people").text
    assert 'name="of"' not in page, "nobody has left, so there is nothing to choose"


@pytest.mark.parametrize("of", ["0", "1", "999999", "abc"])
def test_a_lead_cannot_guess_whose_lists_to_take(adviser: Adviser, of: str) -> None:
    lead = colleague_of(adviser, role=Role.ADVISER_LEAD)
    adviser.makes_list()
    form = {"of": of, "to": str(lead.member.user_id)}
    assert lead.post("/advisers/people", form).status_code == 403


def test_a_lead_takes_nothing_from_somebody_who_left_another_school(adviser: Adviser, rows: Session) -> None:
    lead, stranger = colleague_of(adviser, role=Role.ADVISER_LEAD), at_desk(adviser.client)
    number = stranger.makes_list("ZQX-1")
    leaves(rows, stranger)
    form = {"of": str(stranger.member.user_id), "to": str(lead.member.user_id)}
    assert lead.post("/advisers/people", form).status_code == 403
    assert lead.get(f"/advisers/lists/{number}").status_code == 404


def test_templates_of_somebody_who_left_are_passed_on_too(adviser: Adviser, rows: Session) -> None:
    lead = colleague_of(adviser, role=Role.ADVISER_LEAD)
    number = adviser.makes_list("hands-on", kind="template")
    leaves(rows, adviser)
    assert f'<option value="{adviser.member.user_id}"' in lead.get("/advisers/people").text
    form = {"of": str(adviser.member.user_id), "to": str(lead.member.user_id)}
    assert lead.post("/advisers/people", form).status_code == 303
    assert lead.get(f"/advisers/lists/{number}").status_code == 200


def test_everything_held_in_a_list_is_one_file(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list("11B-01", purpose="After the fair", stage="year-10-11")
    adviser.adds(*opportunities(rows, 2))
    (first, _second) = items_held(adviser, number)
    notes = {"note_to_pupil": "Go", "private_note": "a private thought", "version": "1"}
    adviser.post(f"/advisers/lists/{number}/items/{first.id}", notes)
    adviser.post(f"/advisers/lists/{number}/share", {"days": "30"})
    response = adviser.get(f"/advisers/lists/{number}/everything.json")
    assert "attachment" in response.headers["Content-Disposition"]
    told = json.loads(response.data)
    assert (told["list"]["label"], told["list"]["purpose"], told["list"]["stage"]) == (
        "11B-01",
        "After the fair",
        "year-10-11",
    )
    assert told["items"][0]["private_note"] == "a private thought"
    assert len(told["items"]) == 2 and told["items"][0]["response"] is None
    assert (
        len(told["links"]) == 1 and "token_hash" not in told["links"][0] and "nonce" not in told["links"][0]
    )


def test_a_deleted_list_is_in_no_page_and_the_log_holds_its_number_alone(
    adviser: Adviser, rows: Session
) -> None:
    number = adviser.makes_list("ZQX-MARKED")
    adviser.post("/advisers/lists/delete", {"list": str(number)})
    assert held(adviser, number) is None
    rows.rollback()
    entries = list(rows.scalars(select(AuditEntry)))
    assert [(entry.action, entry.object_id) for entry in entries] == [("list-deleted", number)]
    assert all("ZQX" not in str(entry.model_dump()) for entry in entries)
    for address in ("/advisers", "/advisers/lists", "/advisers/evidence", "/search"):
        assert "ZQX" not in adviser.get(address).text
