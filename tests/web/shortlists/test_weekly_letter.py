"""The link of a weekly letter stops it without signing in; opening it changes nothing."""

from __future__ import annotations

import pytest

from pathways.shortlists.digest_links import token_for
from pathways.shortlists.models import AdviserDesk
from tests.harness.catalogue import database_of
from tests.harness.desk import Adviser, colleague_of
from tests.harness.pages import CheckingClient, heading_of, text_of
from tests.harness.staff import secret_of


def desk_of(adviser: Adviser) -> AdviserDesk:
    with database_of(adviser.client.application).open_session() as session:
        return session.get_one(AdviserDesk, (adviser.member.user_id, adviser.member.organisation_id))


def link_of(adviser: Adviser) -> str:
    """The address in the letters of somebody who asked for them."""
    adviser.post("/advisers/digest", {"wanted": "yes"})
    return f"/advisers/letters/stop?t={token_for(desk_of(adviser), secret_of(adviser.client))}"


def test_opening_the_link_asks_and_changes_nothing(adviser: Adviser, client: CheckingClient) -> None:
    page = client.get(link_of(adviser))
    assert heading_of(page.text) == "Stop the weekly letter?"
    assert page.headers["Cache-Control"] == "no-store" and page.headers["X-Robots-Tag"] == "noindex"
    assert desk_of(adviser).wants_digest


def test_the_button_stops_the_letters_of_that_desk_alone(adviser: Adviser, client: CheckingClient) -> None:
    colleague = colleague_of(adviser)
    link_of(colleague)
    answer = client.post(link_of(adviser))
    assert answer.status_code == 200
    assert heading_of(answer.text) == "The weekly letter has stopped"
    assert not desk_of(adviser).wants_digest
    assert desk_of(colleague).wants_digest
    assert "Set-Cookie" not in answer.headers


def test_a_mail_program_stops_them_with_one_click_from_anywhere(
    adviser: Adviser, client: CheckingClient
) -> None:
    link = link_of(adviser)
    foreign = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    answers = [
        client.post(address, data={"List-Unsubscribe": "One-Click"}, headers=foreign)
        for address in (link, link, "/advisers/letters/stop?t=wrong", "/advisers/letters/stop")
    ]
    assert {(answer.status_code, answer.text, answer.mimetype) for answer in answers} == {
        (200, "Stopped.\n", "text/plain")
    }
    assert not desk_of(adviser).wants_digest


@pytest.mark.parametrize("token", ["", "wrong", "0" * 48, "\x00"])
def test_a_wrong_link_is_answered_alike_and_stops_nothing(
    adviser: Adviser, client: CheckingClient, token: str
) -> None:
    link_of(adviser)
    for answer in (
        client.get("/advisers/letters/stop", query_string={"t": token}),
        client.post("/advisers/letters/stop", query_string={"t": token}),
    ):
        assert answer.status_code == 404
        assert "This link does not work" in text_of(answer.text)
    assert desk_of(adviser).wants_digest
