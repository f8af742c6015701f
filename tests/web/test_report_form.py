"""Saying that something is wrong on a page, without a name, an account or a cookie."""

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from pathways.front.models import PageReport
from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient, links_of, text_of

GOOD = {"page": "/programmes/7/plumbing", "kind": "wrong-fact", "text": "It closed last year."}


def kept(rows: Session) -> list[PageReport]:
    return list(rows.scalars(select(PageReport)))


def test_reader_reports_a_mistake_and_is_thanked(client: CheckingClient, rows: Session) -> None:
    response = client.post("/report", data=GOOD)
    assert response.status_code == 303
    assert response.location == "/report/thanks"
    assert "Thank you" in text_of(client.get(response.location).text)
    (report,) = kept(rows)
    assert (report.page, report.kind, report.text, report.is_urgent) == (
        "/programmes/7/plumbing",
        "wrong-fact",
        "It closed last year.",
        False,
    )
    assert report.reported_at.tzinfo is not None
    assert report.settled_at is None


def test_urgent_report_is_marked_and_told_where_help_is_now(client: CheckingClient, rows: Session) -> None:
    response = client.post("/report", data=GOOD | {"is_urgent": "yes", "kind": "unsafe"})
    thanks = text_of(client.get(response.location).text)
    assert "goes to the top of the list" in thanks
    assert "999" in thanks
    assert [report.is_urgent for report in kept(rows)] == [True]


def test_postcodes_and_searches_are_not_kept(client: CheckingClient, rows: Session) -> None:
    client.post(
        "/report",
        data=GOOD
        | {"page": "/search?q=secret+wish&near=PR1-2", "text": "I live at PR1 2HE and also pr12he."},
    )
    (report,) = kept(rows)
    assert report.page == "/search"
    assert "2HE" not in report.text.upper().replace(" ", "")
    assert "PR1 2" in report.text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": ""}, "Choose what it is about"),
        ({"kind": "rumour"}, "Choose what it is about"),
        ({"text": "   "}, "Say what is wrong"),
        ({"text": "x" * 2001}, "Use 2,000 letters or fewer"),
        ({"text": "\x00\x00"}, "Say what is wrong"),
    ],
)
def test_a_slip_is_said_and_nothing_typed_is_lost(
    client: CheckingClient, rows: Session, change: dict[str, str], words: str
) -> None:
    response = client.post("/report", data=GOOD | {"is_urgent": "yes"} | change)
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert 'value="/programmes/7/plumbing"' in response.text
    assert 'name="is_urgent" value="yes" checked' in response.text
    assert kept(rows) == []


def test_an_empty_form_names_every_slip_with_a_link_to_it(client: CheckingClient) -> None:
    response = client.post("/report", data={})
    links = links_of(response.text)
    assert links["#kind-wrong-fact"] == "Choose what it is about"
    assert links["#text"] == "Say what is wrong"


def test_form_knows_the_page_it_was_opened_from(client: CheckingClient) -> None:
    named = client.get("/report?page=/areas/health%3Fnear%3DPR1")
    assert 'value="/areas/health"' in named.text
    came = client.get("/report", headers={"Referer": "http://localhost/routes/degree?near=PR1"})
    assert 'value="/routes/degree"' in came.text
    assert came.headers["Cache-Control"] == "no-store"
    elsewhere = client.get("/report", headers={"Referer": "https://evil.example/x"})
    assert "evil" not in elsewhere.text
    assert "evil" not in client.get("/report?page=https://evil.example/").text
    assert client.get("/report?page=//[bad").status_code == 200


def test_a_report_from_another_site_is_refused(client: CheckingClient, rows: Session) -> None:
    response = client.post("/report", data=GOOD, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert kept(rows) == []


def test_nothing_typed_is_lost_when_the_database_is_away(client: CheckingClient) -> None:
    database = database_of(client.application)
    working = database.engine
    database.engine = create_engine("sqlite:////nowhere/at/all.db")
    try:
        response = client.post("/report", data=GOOD)
    finally:
        database.engine = working
    assert response.status_code == 503
    assert "Your words are still here" in text_of(response.text)
    assert "It closed last year." in response.text


def test_thanks_page_takes_no_other_words(client: CheckingClient) -> None:
    assert client.get("/report/thanks?urgent=maybe").status_code == 404
