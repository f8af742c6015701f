"""Passkeys, answered in software: adding, using and removing them, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from pathways.accounts.joining import invite
from pathways.accounts.models import Organisation, Passkey, StaffUser
from pathways.accounts.roles import Role
from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient
from tests.harness.staff import StaffWorld, form_token, secret_of, sign_in
from tests.harness.staff_passkeys import SoftPasskey
from tests.harness.staff_ways import PASSWORD, letters_of

START = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)


def question(client: CheckingClient, page: str = "/staff/sign-in/passkey/question", **fields: str) -> Any:
    data = dict(fields)
    if page != "/staff/sign-in/passkey/question":
        data["csrf_token"] = form_token(client)
    response = client.post(page, data=data)
    assert response.status_code == 200
    return response.get_json()


def answer(client: CheckingClient, credential: str) -> tuple[int, Any]:
    response = client.post("/staff/sign-in/passkey", data={"credential": credential})
    return response.status_code, response.get_json()


def add(client: CheckingClient, passkey: SoftPasskey, name: str = "Work laptop") -> tuple[int, Any]:
    options = question(client, "/staff/passkeys/question")
    data = {"csrf_token": form_token(client), "credential": passkey.register(options), "name": name}
    response = client.post("/staff/passkeys", data=data)
    return response.status_code, response.get_json()


def test_a_passkey_that_was_added_signs_in(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.advisers[0])
    passkey = SoftPasskey()
    assert add(client, passkey) == (200, {"next": "/staff/security"})
    assert "Work laptop" in client.get("/staff/security").text
    client.delete_cookie("staff")
    options = question(client, next="/staff/sessions")
    assert options["allowCredentials"] == [], "it says of nobody that they have one"
    assert options["userVerification"] == "required"
    assert answer(client, passkey.sign(options)) == (200, {"next": "/staff/sessions"})
    assert client.get("/staff").status_code == 200


def test_any_kind_of_device_will_do(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.advisers[0])
    options = question(client, "/staff/passkeys/question")
    assert "authenticatorAttachment" not in options["authenticatorSelection"]
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["rp"] == {"name": "Pathways", "id": "localhost"}


def test_a_device_is_not_registered_twice(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.advisers[0])
    passkey = SoftPasskey()
    add(client, passkey)
    options = question(client, "/staff/passkeys/question")
    assert len(options["excludeCredentials"]) == 1
    assert add(client, passkey)[0] == 422


def test_somebody_elses_passkey_cannot_be_taken_over(client: CheckingClient, world: StaffWorld) -> None:
    passkey = SoftPasskey.of(client, world.advisers[1])
    sign_in(client, user=world.advisers[0])
    assert add(client, passkey)[0] == 422


def test_an_answer_works_once(client: CheckingClient, world: StaffWorld) -> None:
    passkey = SoftPasskey.of(client, world.advisers[0])
    signed = passkey.sign(question(client))
    assert answer(client, signed)[0] == 200
    assert answer(client, signed)[0] == 422
    client.delete_cookie("staff")
    question(client)
    assert answer(client, signed)[0] == 422, "nor to another question"


def test_after_a_wrong_answer_the_question_is_used_up(client: CheckingClient, world: StaffWorld) -> None:
    passkey = SoftPasskey.of(client, world.advisers[0])
    options = question(client)
    assert answer(client, SoftPasskey().sign(options))[0] == 422
    assert answer(client, passkey.sign(options))[0] == 422


@pytest.mark.parametrize(
    "change", [{"origin": "https://elsewhere.example"}, {"verified": False}, {"identifier": b"another"}]
)
def test_an_answer_for_elsewhere_or_without_its_owner_is_refused(
    client: CheckingClient, world: StaffWorld, change: dict[str, Any]
) -> None:
    passkey = SoftPasskey.of(client, world.advisers[0])
    for name, value in change.items():
        setattr(passkey, name, value)
    assert answer(client, passkey.sign(question(client)))[0] == 422
    assert client.get("/staff").status_code == 303


def test_a_copied_passkey_is_noticed_by_its_counter(client: CheckingClient, world: StaffWorld) -> None:
    passkey = SoftPasskey.of(client, world.advisers[0])
    passkey.uses = 5
    assert answer(client, passkey.sign(question(client)))[0] == 200
    client.delete_cookie("staff")
    passkey.uses = 2
    assert answer(client, passkey.sign(question(client)))[0] == 422


def test_somebody_shut_out_is_not_let_in_by_a_passkey(client: CheckingClient, world: StaffWorld) -> None:
    passkey = SoftPasskey.of(client, world.advisers[0])
    with database_of(client.application).unit_of_work() as session:
        session.get_one(StaffUser, world.advisers[0]).active = False
    assert answer(client, passkey.sign(question(client)))[0] == 422


ODD = [
    "",
    "{}",
    "[]",
    "null",
    "1",
    '"x"',
    '{"rawId": 5}',
    '{"rawId": "é"}',
    '{"rawId": "AA"}',
    "[" * 9000,
    "x" * 30000,
]


@pytest.mark.parametrize("credential", ODD, ids=range(len(ODD)))
def test_odd_answers_are_only_wrong(client: CheckingClient, world: StaffWorld, credential: str) -> None:
    question(client)
    assert answer(client, credential)[0] == 422
    sign_in(client, user=world.advisers[0])
    question(client, "/staff/passkeys/question")
    data = {"csrf_token": form_token(client), "credential": credential}
    assert client.post("/staff/passkeys", data=data).status_code == 422


def test_a_broken_answer_of_a_known_passkey_is_only_wrong(client: CheckingClient, world: StaffWorld) -> None:
    passkey = SoftPasskey.of(client, world.advisers[0])
    signed = passkey.sign(question(client))
    for broken in (signed.replace('"signature"', '"other"'), signed.replace('"response"', '"other"')):
        question(client)
        assert answer(client, broken)[0] == 422


def test_a_passkey_confirms_who_it_is(
    client: CheckingClient, world: StaffWorld, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    passkey, theirs = SoftPasskey.of(client, world.advisers[0]), SoftPasskey.of(client, world.advisers[1])
    sign_in(client, user=world.advisers[0])
    clock_at(START + timedelta(minutes=20))
    assert "Use a passkey" in client.get("/staff/confirm").text
    assert answer(client, theirs.sign(question(client)))[0] == 422, "a colleague's does not"
    assert client.get("/staff/password").status_code == 303
    options = question(client, next="/staff/password")
    assert answer(client, passkey.sign(options)) == (200, {"next": "/staff/password"})
    assert client.get("/staff/password").status_code == 200


def test_passkeys_are_removed_but_never_the_only_way_in(client: CheckingClient, world: StaffWorld) -> None:
    SoftPasskey.of(client, world.advisers[0], "Phone")
    SoftPasskey.of(client, world.advisers[0], "Laptop")
    sign_in(client, user=world.advisers[0])
    with database_of(client.application).open_session() as session:
        ids = list(session.execute(select(Passkey.id).order_by(Passkey.id)).scalars())
    answers = []
    for identifier in ids:
        data = {"csrf_token": form_token(client)}
        response = client.post(f"/staff/passkeys/{identifier}/remove", data=data)
        answers.append(response.headers["Location"])
    assert answers == ["/staff/security", "/staff/security?only=passkey"]
    page = client.get(answers[1]).text
    assert "That passkey is your only way in" in page
    assert "Laptop" in page and "Phone" not in page
    assert [letter[1] for letter in letters_of(client)] == ["How you sign in to Pathways has changed"]


def test_the_only_passkey_goes_when_there_is_a_password_and_an_app(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    SoftPasskey.of(client, world.advisers[0])
    sign_in(client, user=world.advisers[0])
    with database_of(client.application).open_session() as session:
        identifier = session.execute(select(Passkey.id)).scalar_one()
    client.post(f"/staff/passkeys/{identifier}/remove", data={"csrf_token": form_token(client)})
    assert "You have none" in client.get("/staff/security").text


def test_a_stranger_cannot_remove_a_passkey(client: CheckingClient, world: StaffWorld) -> None:
    SoftPasskey.of(client, world.advisers[0])
    with database_of(client.application).open_session() as session:
        identifier = session.execute(select(Passkey.id)).scalar_one()
    sign_in(client, user=world.lead)
    data = {"csrf_token": form_token(client)}
    assert client.post(f"/staff/passkeys/{identifier}/remove", data=data).status_code == 404


def test_somebody_new_joins_with_a_passkey_alone(client: CheckingClient, world: StaffWorld) -> None:
    with database_of(client.application).unit_of_work() as session:
        school = session.get_one(Organisation, world.school)
        token = invite(
            session,
            None,
            email="new@school.example",
            role=Role.ADVISER,
            organisation=school,
            key=secret_of(client),
        )
    client.get(f"/staff/invitation/{token}")
    client.post("/staff/invitation", data={"csrf_token": form_token(client), "name": "R. Okafor"})
    passkey = SoftPasskey()
    wrong = {"csrf_token": form_token(client), "credential": "{}"}
    assert client.post("/staff/set-up/passkey", data=wrong).status_code == 422
    options = question(client, "/staff/set-up/passkey/question")
    data = {"csrf_token": form_token(client), "credential": passkey.register(options)}
    assert client.post("/staff/set-up/passkey", data=data).get_json() == {"next": "/staff"}
    assert client.get(f"/staff/organisation/{world.school}").status_code == 200
    client.delete_cookie("staff")
    data = {"email": "new@school.example", "password": PASSWORD}
    assert client.post("/staff/sign-in", data=data).status_code == 422


def test_ten_passkeys_are_enough(client: CheckingClient, world: StaffWorld) -> None:
    for number in range(10):
        SoftPasskey.of(client, world.advisers[0], f"Key {number}")
    sign_in(client, user=world.advisers[0])
    assert add(client, SoftPasskey())[0] == 422


def test_a_name_is_made_when_none_is_given(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.advisers[0])
    assert add(client, SoftPasskey(), name=" \x00 ")[0] == 200
    assert "<strong>Passkey</strong>" in client.get("/staff/security").text
