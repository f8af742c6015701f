"""A forgotten password: the link by mail, once and for an hour, and no word of who has an account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pathways.accounts.models import StaffUser
from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient, heading_of
from tests.harness.staff import StaffWorld, form_token, sign_in
from tests.harness.staff_ways import app_code, letters_of, link_in, send_code, send_password

START = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
NEW = "nine lanterns beside a kettle"


def ask(client: CheckingClient, address: str) -> str:
    """Ask for a link, and give its path; empty when no letter came."""
    before = len(letters_of(client))
    assert client.post("/staff/forgotten", data={"email": address}).status_code == 303
    letters = letters_of(client)[before:]
    return link_in(letters[0][2]) if letters else ""


def set_new(client: CheckingClient, password: str = NEW) -> int:
    data = {"password": password, "csrf_token": form_token(client)}
    return client.post("/staff/reset", data=data).status_code


def test_the_link_sets_a_new_password_and_the_second_step_stays(client: CheckingClient, address: str) -> None:
    link = ask(client, address)
    assert letters_of(client)[0][:2] == (address, "Set a new password for Pathways")
    opened = client.get(link)
    assert (opened.status_code, opened.headers["Location"]) == (303, "/staff/reset")
    assert heading_of(client.get("/staff/reset").text) == "A new password"
    assert set_new(client) == 303
    assert client.get("/staff").status_code == 303, "nobody is signed in by a letter"
    assert send_password(client, address) == ""
    assert send_password(client, address, NEW) == "/staff/sign-in/code"
    assert send_code(client, app_code()) == "/staff"


def test_a_new_password_ends_every_session(client: CheckingClient, world: StaffWorld, address: str) -> None:
    thief = client.application.test_client()
    sign_in(thief, user=world.advisers[0])
    client.get(ask(client, address))
    set_new(client)
    assert thief.get("/staff").status_code == 303


def test_known_and_unknown_addresses_get_the_same_page_and_one_gets_a_letter(
    client: CheckingClient, address: str
) -> None:
    known = client.post("/staff/forgotten", data={"email": address})
    unknown = client.post("/staff/forgotten", data={"email": "nobody@staff.example"})
    assert known.status_code == unknown.status_code == 303
    assert known.headers["Location"] == unknown.headers["Location"] == "/staff/forgotten/sent"
    assert heading_of(client.get("/staff/forgotten/sent").text) == "Look in your mail"
    assert [letter[0] for letter in letters_of(client)] == [address]


def test_the_letter_goes_when_the_answer_is_out(
    client: CheckingClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail server that takes its time would tell who has an account."""
    sent: list[str] = []

    class Office:
        def send(self, letter: object) -> None:
            sent.append("letter")

    monkeypatch.setattr("pathways.accounts.answers.post_office", lambda _settings: Office())
    made = client.application.test_client()
    response = made.post("/staff/forgotten", data={"email": address}, buffered=False)
    b"".join(response.response)
    assert response.status_code == 303 and sent == []
    response.close()
    assert sent == ["letter"]


def test_a_mail_server_that_is_away_breaks_nothing(
    client: CheckingClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathways.mail import MailNotSent

    class Office:
        def send(self, letter: object) -> None:
            raise MailNotSent("away")

    monkeypatch.setattr("pathways.accounts.answers.post_office", lambda _settings: Office())
    assert client.post("/staff/forgotten", data={"email": address}).status_code == 303


def test_the_link_works_once(client: CheckingClient, address: str) -> None:
    link = ask(client, address)
    client.get(link)
    set_new(client)
    assert client.get(link).status_code == 404


def test_opening_the_link_twice_uses_nothing_up(client: CheckingClient, address: str) -> None:
    """Mail scanners open links before people do."""
    link = ask(client, address)
    scanner = client.application.test_client()
    assert scanner.get(link).status_code == 303
    client.get(link)
    assert set_new(client) == 303
    data = {"password": "another one of five words", "csrf_token": "x"}
    assert scanner.post("/staff/reset", data=data).status_code == 303, "and the other one is dead now"


def test_a_later_link_replaces_an_earlier_one(client: CheckingClient, address: str) -> None:
    first, second = ask(client, address), ask(client, address)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 303


def test_the_link_works_for_an_hour(
    client: CheckingClient, address: str, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    link = ask(client, address)
    clock_at(START + timedelta(minutes=59))
    assert client.get(link).status_code == 303
    clock_at(START + timedelta(minutes=60))
    assert client.get(link).status_code == 404
    assert set_new(client) == 404, "nor does a page that was opened in time"


def test_wrong_used_and_old_links_are_one_page(
    client: CheckingClient, address: str, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    used = ask(client, address)
    client.get(used)
    set_new(client)
    old = ask(client, address)
    clock_at(START + timedelta(hours=2))
    pages = {
        client.get(link).text for link in ("/staff/reset/guessed", used, old, "/staff/reset/" + "x" * 500)
    }
    assert len(pages) == 1
    assert "This link does not work" in pages.pop()


def test_the_token_stands_in_no_page_and_no_log(
    client: CheckingClient, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    link = ask(client, address)
    token = link.rpartition("/")[2]
    with caplog.at_level("INFO", logger="pathways.access"):
        client.get(link)
        page = client.get("/staff/reset")
    assert token not in page.text
    assert token not in caplog.text
    assert "/staff/reset/- 303" in caplog.text


def test_somebody_shut_out_gets_no_letter_and_their_link_dies(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    link = ask(client, address)
    with database_of(client.application).unit_of_work() as session:
        session.get_one(StaffUser, world.advisers[0]).active = False
    assert client.get(link).status_code == 404
    assert ask(client, address) == ""


def test_three_letters_an_hour_and_no_more(
    client: CheckingClient, address: str, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    answers = [client.post("/staff/forgotten", data={"email": address}).status_code for _ in range(4)]
    assert answers == [303, 303, 303, 429]
    assert len(letters_of(client)) == 3


def test_links_cannot_be_guessed_at_leisure(
    client: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    answers = [client.get(f"/staff/reset/guess-{number}").status_code for number in range(61)]
    assert answers == [404] * 60 + [429]


@pytest.mark.parametrize("typed", ["", "no address", "\x00", "a@b@c", "x" * 5000])
def test_what_is_no_address_is_said_to_be_none(client: CheckingClient, typed: str) -> None:
    assert client.post("/staff/forgotten", data={"email": typed}).status_code == 422


def test_a_weak_new_password_is_refused_and_the_link_stays_good(client: CheckingClient, address: str) -> None:
    client.get(ask(client, address))
    assert set_new(client, "passwordpassword") == 422
    assert set_new(client, NEW) == 303
