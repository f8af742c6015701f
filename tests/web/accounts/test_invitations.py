"""Joining by invitation: the link, the name, and choosing how to sign in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from pathways.accounts.joining import invite
from pathways.accounts.models import Invitation, Membership, Organisation, StaffUser
from pathways.accounts.roles import Role
from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient, heading_of, text_of
from tests.harness.staff import StaffWorld, form_token, secret_of, sign_in
from tests.harness.staff_ways import PASSWORD, app_code, letters_of, link_in, send_code, send_password

START = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
NEW = "new.person@school.example"


def send(client: CheckingClient, page: str, **fields: str) -> tuple[int, str]:
    response = client.post(page, data={"csrf_token": form_token(client), **fields})
    return response.status_code, response.headers.get("Location", "")


def invited(client: CheckingClient, organisation: int, email: str = NEW, role: Role = Role.ADVISER) -> str:
    """The path of a link for somebody invited behind the scenes."""
    with database_of(client.application).unit_of_work() as session:
        token = invite(
            session,
            None,
            email=email,
            role=role,
            organisation=session.get_one(Organisation, organisation),
            key=secret_of(client),
        )
    return f"/staff/invitation/{token}"


def members(client: CheckingClient, organisation: int) -> set[tuple[str, Role]]:
    with database_of(client.application).open_session() as session:
        rows = session.execute(
            select(StaffUser.email, Membership.role)
            .join(Membership, Membership.user_id == StaffUser.id)
            .where(Membership.organisation_id == organisation, Membership.removed_at.is_(None))
        )
        return {(email, role) for email, role in rows}


def test_a_lead_invites_and_the_new_adviser_walks_all_the_way_in(
    client: CheckingClient, world: StaffWorld
) -> None:
    sign_in(client, user=world.lead)
    page = f"/staff/organisation/{world.school}"
    assert send(client, f"{page}/invitations", email=NEW.upper(), role="adviser") == (303, page)
    assert NEW in client.get(page).text
    ((to, subject, text),) = letters_of(client)
    assert (to, subject) == (NEW, "Join Harbour School on Pathways")
    client.delete_cookie("staff")

    opened = client.get(link_in(text))
    assert (opened.status_code, opened.headers["Location"]) == (303, "/staff/invitation")
    assert heading_of(client.get("/staff/invitation").text) == "Join Harbour School"
    assert send(client, "/staff/invitation", name="  ")[0] == 422
    assert send(client, "/staff/invitation", name="R. Okafor") == (303, "/staff/set-up")
    assert client.get("/staff").status_code == 303, "joined, and not yet in"
    assert heading_of(client.get("/staff/set-up").text) == "How will you sign in?"
    assert send(client, "/staff/set-up", password="passwordpassword")[0] == 422
    assert send(client, "/staff/set-up", password=PASSWORD) == (303, "/staff/set-up/app")
    letters = re.search(r'staff-secret">([A-Z2-7-]+)<', client.get("/staff/set-up/app").text)
    assert letters is not None
    secret = letters[1].replace("-", "")
    assert send(client, "/staff/set-up/app", code="000000")[0] == 422
    done = client.post("/staff/set-up/app", data={"code": app_code(secret), "csrf_token": form_token(client)})
    assert done.text.count("<code>") == 10
    assert "R. Okafor" in client.get(page).text
    assert (NEW, Role.ADVISER) in members(client, world.school)

    client.delete_cookie("staff")
    assert send_password(client, NEW) == "/staff/sign-in/code"
    assert send_code(client, app_code(secret, seconds=30)) == "/staff"


def test_the_link_works_once(client: CheckingClient, world: StaffWorld) -> None:
    link = invited(client, world.school)
    client.get(link)
    send(client, "/staff/invitation", name="R. Okafor")
    client.delete_cookie("staff")
    assert client.get(link).status_code == 404


def test_opening_the_link_uses_nothing_up_and_one_answer_does(
    client: CheckingClient, world: StaffWorld
) -> None:
    link = invited(client, world.school)
    second = client.application.test_client()
    assert isinstance(second, CheckingClient)
    client.get(link)
    second.get(link)
    assert send(client, "/staff/invitation", name="First")[0] == 303
    assert second.post("/staff/invitation", data={"name": "Second"}).status_code == 303
    assert len([email for email, _role in members(client, world.school) if email == NEW]) == 1


def test_the_link_works_for_seven_days(
    client: CheckingClient, world: StaffWorld, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    link = invited(client, world.school)
    clock_at(START + timedelta(days=7, seconds=-1))
    assert client.get(link).status_code == 303
    clock_at(START + timedelta(days=7))
    assert client.get(link).status_code == 404


def test_dead_links_are_one_page_whatever_killed_them(
    client: CheckingClient, world: StaffWorld, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    used = invited(client, world.school, "used@school.example")
    client.get(used)
    send(client, "/staff/invitation", name="Used")
    client.delete_cookie("staff")
    replaced = invited(client, world.school)
    invited(client, world.school)
    suspended = invited(client, world.other_school)
    old = invited(client, world.school, "old@school.example")
    with database_of(client.application).unit_of_work() as session:
        session.get_one(Organisation, world.other_school).suspended_at = START
        late = select(Invitation).where(Invitation.email == "old@school.example")
        session.execute(late).scalar_one().expires_at = START
    pages = set()
    for link in (used, replaced, suspended, old, "/staff/invitation/guessed"):
        response = client.get(link)
        assert response.status_code == 404
        assert "Set-Cookie" not in response.headers
        pages.add(response.text)
    assert len(pages) == 1


def test_an_invitation_taken_back_does_not_work(client: CheckingClient, world: StaffWorld) -> None:
    link = invited(client, world.school)
    sign_in(client, user=world.lead)
    page = client.get(f"/staff/organisation/{world.school}").text
    (withdraw,) = re.findall(r"/staff/organisation/\d+/invitations/\d+/withdraw", page)
    assert send(client, withdraw)[0] == 303
    client.delete_cookie("staff")
    assert client.get(link).status_code == 404


def test_a_page_opened_before_it_was_taken_back_does_not_work_either(
    client: CheckingClient, world: StaffWorld
) -> None:
    client.get(invited(client, world.school))
    with database_of(client.application).unit_of_work() as session:
        session.delete(session.execute(select(Invitation)).scalar_one())
    assert client.get("/staff/invitation").status_code == 303


def test_somebody_known_joins_and_signs_in_as_ever(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    """A link in a letter signs nobody in who has a password."""
    client.get(invited(client, world.other_school, address, Role.ADVISER_LEAD))
    page = client.get("/staff/invitation").text
    assert "You have an account here already" in page
    assert 'name="name"' not in page
    assert send(client, "/staff/invitation", name="Other") == (303, "/staff/joined")
    assert heading_of(client.get("/staff/joined").text) == "You have joined"
    assert client.get("/staff").status_code == 303
    assert (address, Role.ADVISER_LEAD) in members(client, world.other_school)
    send_password(client, address)
    send_code(client, app_code())
    assert "Act for Harbour School" in client.get("/staff").text, "for whom they joined last, they act first"


def test_being_invited_again_changes_the_role(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    client.get(invited(client, world.school, address, Role.ADVISER_LEAD))
    send(client, "/staff/invitation")
    assert (address, Role.ADVISER_LEAD) in members(client, world.school)
    assert (address, Role.ADVISER) not in members(client, world.school)


def test_somebody_shut_out_is_not_let_in_by_an_invitation(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    with database_of(client.application).unit_of_work() as session:
        session.get_one(StaffUser, world.advisers[0]).active = False
    client.get(invited(client, world.other_school, address))
    assert send(client, "/staff/invitation")[0] == 404


def test_who_stops_half_way_goes_on_by_a_forgotten_password(
    client: CheckingClient, world: StaffWorld
) -> None:
    client.get(invited(client, world.school))
    send(client, "/staff/invitation", name="R. Okafor")
    client.delete_cookie("staff")
    client.post("/staff/forgotten", data={"email": NEW})
    client.get(link_in(letters_of(client)[0][2]))
    send(client, "/staff/reset", password=PASSWORD)
    assert send_password(client, NEW) == "/staff/set-up/app"


def test_set_up_cannot_be_used_to_change_what_is_there(client: CheckingClient, world: StaffWorld) -> None:
    client.get(invited(client, world.school))
    send(client, "/staff/invitation", name="R. Okafor")
    send(client, "/staff/set-up", password=PASSWORD)
    assert send(client, "/staff/set-up", password="another one of five words") == (303, "/staff/set-up/app")
    client.delete_cookie("staff")
    assert send_password(client, NEW) == "/staff/set-up/app"


def test_a_picture_to_scan_says_what_the_letters_say(client: CheckingClient, world: StaffWorld) -> None:
    client.get(invited(client, world.school))
    send(client, "/staff/invitation", name="R. Okafor")
    send(client, "/staff/set-up", password=PASSWORD)
    page = client.get("/staff/set-up/app").text
    assert 'src="data:image/svg+xml' in page
    assert "otpauth://totp/Pathways:" in page
    assert "Picture to scan" in page
    assert "R. Okafor" not in text_of(page)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "x" * 5000, "\x00R. Okafor", "\u202eevil"])
def test_odd_names_are_only_text(client: CheckingClient, world: StaffWorld, name: str) -> None:
    client.get(invited(client, world.school))
    assert send(client, "/staff/invitation", name=name) == (303, "/staff/set-up")
    sign_in(client, user=world.lead)
    page = client.get(f"/staff/organisation/{world.school}").text
    assert "<script>alert" not in page
