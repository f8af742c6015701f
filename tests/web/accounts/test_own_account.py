"""One's own account: sessions seen and ended, stolen cookies, and changes to how one signs in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from pathways.accounts.models import AuditEntry, StaffUser
from pathways.accounts.roles import Role
from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient, heading_of, text_of
from tests.harness.staff import StaffWorld, form_token, make_membership, session_rows, sign_in
from tests.harness.staff_ways import (
    APP_LETTERS,
    PASSWORD,
    app_code,
    give_app,
    give_codes,
    give_password,
    letters_of,
    send_code,
    send_password,
)

START = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
CODE_SHAPE = re.compile(r"<code>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</code>")


def send(client: CheckingClient, page: str, **fields: str) -> tuple[int, str]:
    """Send a form of a signed-in page with its token: the status, and where it leads."""
    response = client.post(page, data={"csrf_token": form_token(client), **fields})
    return response.status_code, response.headers.get("Location", "")


def cookie_of(client: CheckingClient) -> str:
    cookie = client.get_cookie("staff")
    assert cookie is not None
    return cookie.value


def other_client(client: CheckingClient, token: str) -> CheckingClient:
    """Another browser with this cookie."""
    made = client.application.test_client()
    assert isinstance(made, CheckingClient)
    made.set_cookie("staff", token)
    return made


def test_a_cookie_stolen_before_signing_out_is_worthless_after(
    client: CheckingClient, world: StaffWorld
) -> None:
    sign_in(client, user=world.advisers[0])
    thief = other_client(client, cookie_of(client))
    assert thief.get("/staff").status_code == 200
    assert send(client, "/staff/sign-out") == (303, "/staff/signed-out")
    assert client.get_cookie("staff") is None
    assert thief.get("/staff").status_code == 303
    with database_of(client.application).open_session() as session:
        assert session_rows(session, world.advisers[0]) == []


def test_signing_out_needs_the_token_of_the_page(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.advisers[0])
    assert client.post("/staff/sign-out").status_code == 403
    assert client.get("/staff").status_code == 200


def test_signing_out_here_leaves_other_places_alone(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.advisers[0])
    first = other_client(client, cookie_of(client))
    sign_in(client, user=world.advisers[0])
    send(client, "/staff/sign-out")
    assert first.get("/staff").status_code == 200


def test_sessions_are_listed_and_ended_one_by_one(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.advisers[0])
    elsewhere = other_client(client, cookie_of(client))
    sign_in(client, user=world.advisers[0])
    page = client.get("/staff/sessions").text
    assert "This is the one you use now" in page
    (address,) = re.findall(r"/staff/sessions/\d+/end", page)
    assert send(client, address) == (303, "/staff/sessions")
    assert elsewhere.get("/staff").status_code == 303
    assert client.get("/staff").status_code == 200


def test_all_others_are_ended_at_once(client: CheckingClient, world: StaffWorld) -> None:
    others = []
    for _ in range(2):
        sign_in(client, user=world.advisers[0])
        others.append(other_client(client, cookie_of(client)))
    sign_in(client, user=world.advisers[0])
    stranger = other_client(client, "")
    sign_in(stranger, user=world.advisers[1])
    assert send(client, "/staff/sessions/end-others") == (303, "/staff/sessions")
    assert [other.get("/staff").status_code for other in others] == [303, 303]
    assert [one.get("/staff").status_code for one in (client, stranger)] == [200, 200]


def test_nobody_ends_somebody_elses_session(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.advisers[1])
    with database_of(client.application).open_session() as session:
        (theirs,) = session_rows(session, world.advisers[1])
    for user in (world.advisers[0], world.lead, world.host_admin):
        sign_in(client, user=user)
        assert send(client, f"/staff/sessions/{theirs.id}/end")[0] == 404
    assert send(client, f"/staff/sessions/{2**70}/end")[0] == 404


def test_sessions_that_are_over_are_not_listed(
    client: CheckingClient, world: StaffWorld, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    sign_in(client, user=world.advisers[0])
    clock_at(START + timedelta(hours=1))
    sign_in(client, user=world.advisers[0])
    assert client.get("/staff/sessions").text.count("since 5 January 2027") == 1


def test_disabling_somebody_ends_all_their_sessions(client: CheckingClient, world: StaffWorld) -> None:
    from pathways.accounts.membership_changes import disable

    sign_in(client, user=world.advisers[0])
    with database_of(client.application).unit_of_work() as session:
        disable(session, None, session.get_one(StaffUser, world.advisers[0]))
    assert client.get("/staff").status_code == 303
    with database_of(client.application).unit_of_work() as session:
        session.get_one(StaffUser, world.advisers[0]).active = True
    assert client.get("/staff").status_code == 303, "the session is gone, whatever comes after"


def test_a_name_is_kept_in_one_line(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.advisers[0])
    assert send(client, "/staff/name", name=" R.\x00\n  Okafor ") == (303, "/staff")
    assert 'value="R. Okafor"' in client.get("/staff").text
    status, _where = send(client, "/staff/name", name=" \n ")
    assert status == 422
    assert send(client, "/staff/name", name="<b>x</b>" * 100)[0] == 303
    assert "<b>" not in client.get("/staff").text


def test_somebody_in_two_organisations_chooses_for_whom_to_act(
    client: CheckingClient, world: StaffWorld
) -> None:
    with database_of(client.application).unit_of_work() as session:
        from pathways.accounts.models import Organisation

        second = make_membership(
            session,
            role=Role.PROVIDER_EDITOR,
            user=session.get_one(StaffUser, world.advisers[0]),
            organisation=session.get_one(Organisation, world.provider),
        ).id
    sign_in(client, user=world.advisers[0], organisation=world.school)
    assert client.get(f"/staff/organisation/{world.provider}").status_code == 404
    assert "Act for Moorside College" in client.get("/staff").text
    assert send(client, "/staff/act-for", membership=str(second)) == (303, "/staff")
    assert client.get(f"/staff/organisation/{world.provider}").status_code == 200
    assert client.get(f"/staff/organisation/{world.school}").status_code == 404


@pytest.mark.parametrize("membership", ["", "x", "0", "-1", str(2**80)])
def test_nobody_acts_for_whom_they_do_not_belong_to(
    client: CheckingClient, world: StaffWorld, membership: str
) -> None:
    sign_in(client, user=world.advisers[0])
    assert send(client, "/staff/act-for", membership=membership)[0] == 404


CHANGES = ["/staff/password", "/staff/app", "/staff/codes", "/staff/passkeys", "/staff/passkeys/question"]


@pytest.mark.parametrize("page", CHANGES)
def test_ten_minutes_after_signing_in_a_change_asks_who_it_is(
    client: CheckingClient, world: StaffWorld, clock_at: Callable[[datetime], None], page: str
) -> None:
    clock_at(START)
    sign_in(client, user=world.advisers[0])
    clock_at(START + timedelta(minutes=10))
    status, where = send(client, page)
    assert (status, where) == (303, "/staff/confirm?next=%2Fstaff")


def test_the_password_confirms_who_it_is_and_leads_back(
    client: CheckingClient, world: StaffWorld, address: str, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    sign_in(client, user=world.advisers[0])
    clock_at(START + timedelta(minutes=20))
    asked = client.get("/staff/password").headers["Location"]
    assert asked == "/staff/confirm?next=%2Fstaff%2Fpassword"
    assert heading_of(client.get(asked).text) == "Is it you?"
    assert send(client, "/staff/confirm", password="wrong", next="/staff/password")[0] == 422
    assert send(client, "/staff/confirm", password=PASSWORD, next="/staff/password") == (
        303,
        "/staff/password",
    )
    assert client.get("/staff/password").status_code == 200
    clock_at(START + timedelta(minutes=30))
    assert client.get("/staff/password").status_code == 303


def test_confirming_cannot_be_guessed(
    client: CheckingClient, world: StaffWorld, address: str, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    sign_in(client, user=world.advisers[0])
    tries = [send(client, "/staff/confirm", password="wrong")[0] for _ in range(11)]
    assert tries == [422] * 10 + [429]


def test_confirming_leads_to_no_other_site(client: CheckingClient, world: StaffWorld, address: str) -> None:
    sign_in(client, user=world.advisers[0])
    for wanted in ("https://elsewhere.example", "//elsewhere.example"):
        assert send(client, "/staff/confirm", password=PASSWORD, next=wanted) == (303, "/staff")


def test_a_changed_password_ends_the_other_sessions_and_is_told_by_mail(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    sign_in(client, user=world.advisers[0])
    elsewhere = other_client(client, cookie_of(client))
    sign_in(client, user=world.advisers[0])
    new = "nine lanterns beside a kettle"
    assert send(client, "/staff/password", password=new) == (303, "/staff/security")
    assert elsewhere.get("/staff").status_code == 303
    assert client.get("/staff").status_code == 200
    ((to, subject, text),) = letters_of(client)
    assert (to, subject) == (address, "How you sign in to Pathways has changed")
    assert new not in text
    client.delete_cookie("staff")
    assert send_password(client, address) == ""
    assert send_password(client, address, new) == "/staff/sign-in/code"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "Use 12 letters or more"),
        ("passwordpassword", "easy to guess"),
        ("qwertyuiop123", "easy to guess"),
        ("x" * 129, "Use 128 letters or fewer"),
    ],
)
def test_weak_passwords_are_refused(
    client: CheckingClient, world: StaffWorld, password: str, said: str
) -> None:
    sign_in(client, user=world.advisers[0])
    response = client.post("/staff/password", data={"password": password, "csrf_token": form_token(client)})
    assert response.status_code == 422
    assert said in text_of(response.text)
    assert password not in response.text or password == "short"


def test_another_app_takes_over_with_new_recovery_codes(
    client: CheckingClient, world: StaffWorld, address: str, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    old_codes = give_codes(client, world.advisers[0])
    sign_in(client, user=world.advisers[0])
    page = client.get("/staff/app").text
    letters = re.search(r'staff-secret">([A-Z2-7-]+)<', page)
    assert letters is not None
    secret = letters[1].replace("-", "")
    assert letters[1] in client.get("/staff/app").text, "the page may be loaded again"
    assert send(client, "/staff/app", code=app_code())[0] == 422, "the old app does not set up the new one"
    response = client.post("/staff/app", data={"code": app_code(secret), "csrf_token": form_token(client)})
    codes = CODE_SHAPE.findall(response.text)
    assert len(codes) == 10
    client.delete_cookie("staff")
    clock_at(START + timedelta(minutes=1))
    send_password(client, address)
    assert send_code(client, app_code(APP_LETTERS)) == ""
    assert send_code(client, old_codes[0]) == ""
    assert send_code(client, app_code(secret)) == "/staff"


def test_new_recovery_codes_end_the_old_ones_and_are_counted(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    old = give_codes(client, world.advisers[0])
    sign_in(client, user=world.advisers[0])
    response = client.post("/staff/codes", data={"csrf_token": form_token(client)})
    new = CODE_SHAPE.findall(response.text)
    assert len(set(new)) == 10
    assert response.headers["Cache-Control"] == "no-store"
    client.delete_cookie("staff")
    send_password(client, address)
    assert send_code(client, old[0]) == ""
    assert send_code(client, new[0]) == "/staff"
    assert "9 left" in client.get("/staff/security").text


def test_what_somebody_changes_is_recorded_without_saying_to_what(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    sign_in(client, user=world.advisers[0])
    send(client, "/staff/password", password="nine lanterns beside a kettle")
    send(client, "/staff/codes")
    with database_of(client.application).open_session() as session:
        entries = session.execute(select(AuditEntry).order_by(AuditEntry.id)).scalars().all()
    assert [entry.action for entry in entries] == ["password-changed", "recovery-codes-made"]
    assert {entry.actor_id for entry in entries} == {world.advisers[0]}


def test_somebody_with_a_password_alone_may_add_an_app(client: CheckingClient, world: StaffWorld) -> None:
    give_password(client, world.editor)
    sign_in(client, user=world.editor)
    assert "Set up an app" in client.get("/staff/security").text
    give_app(client, world.editor)
    assert "Use another app" in client.get("/staff/security").text


def test_pages_of_staff_are_kept_by_nobody(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.advisers[0])
    for page in ("/staff", "/staff/security", "/staff/sessions", f"/staff/organisation/{world.school}"):
        response = client.get(page)
        assert response.headers["Cache-Control"] == "no-store", page
        assert '<meta name="robots" content="noindex">' in response.text, page
