"""Who looks after whom: members, roles, links to begin again, organisations."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from pathways.accounts.models import AuditEntry, Membership, Organisation, StaffUser
from pathways.accounts.roles import Role
from pathways.mail import MailNotSent
from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient, heading_of, text_of
from tests.harness.staff import StaffWorld, form_token, sign_in
from tests.harness.staff_ways import app_code, letters_of, link_in, send_code, send_password


def send(client: CheckingClient, page: str, **fields: str) -> tuple[int, str]:
    response = client.post(page, data={"csrf_token": form_token(client), **fields})
    return response.status_code, response.headers.get("Location", "")


def membership_of(client: CheckingClient, user: int) -> Membership:
    with database_of(client.application).open_session() as session:
        return session.execute(select(Membership).where(Membership.user_id == user)).scalar_one()


def actions(client: CheckingClient) -> list[str]:
    with database_of(client.application).open_session() as session:
        return list(session.execute(select(AuditEntry.action).order_by(AuditEntry.id)).scalars())


def test_an_adviser_sees_colleagues_and_changes_nothing(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.advisers[0])
    assert client.get("/staff/organisation").headers["Location"] == f"/staff/organisation/{world.school}"
    page = client.get(f"/staff/organisation/{world.school}").text
    assert page.count("@staff.example") == 3
    assert "Ask somebody to join" not in page
    assert ">Change" not in page


def test_a_lead_may_change_advisers_and_neither_herself_nor_another_lead(
    client: CheckingClient, world: StaffWorld
) -> None:
    sign_in(client, user=world.lead)
    page = client.get(f"/staff/organisation/{world.school}").text
    assert page.count("Their old ways to sign in stop working") == 2
    assert "Lead adviser</label>" not in page, "only the host makes leads"
    own = membership_of(client, world.lead).id
    assert send(client, f"/staff/organisation/{world.school}/members/{own}/remove")[0] == 404


def test_removing_somebody_acts_on_their_next_request(client: CheckingClient, world: StaffWorld) -> None:
    theirs = client.application.test_client()
    sign_in(theirs, user=world.advisers[1])
    sign_in(client, user=world.lead)
    page = f"/staff/organisation/{world.school}"
    assert theirs.get(page).status_code == 200
    membership = membership_of(client, world.advisers[1])
    assert send(client, f"{page}/members/{membership.id}/remove") == (303, page)
    assert theirs.get(page).status_code == 303
    assert send(client, f"{page}/members/{membership.id}/remove")[0] == 404, "gone is gone"
    assert actions(client) == ["member-removed"]


def test_removing_somebody_from_one_organisation_leaves_the_other(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    with database_of(client.application).unit_of_work() as session:
        session.add(
            Membership(user_id=world.advisers[0], organisation_id=world.other_school, role=Role.ADVISER)
        )
    sign_in(client, user=world.lead)
    with database_of(client.application).open_session() as session:
        membership = session.execute(
            select(Membership.id).where(
                Membership.user_id == world.advisers[0], Membership.organisation_id == world.school
            )
        ).scalar_one()
    send(client, f"/staff/organisation/{world.school}/members/{membership}/remove")
    client.delete_cookie("staff")
    send_password(client, address)
    send_code(client, app_code())
    page = client.get("/staff").text
    assert "Hillside School" in page
    assert "Harbour School" not in page


def test_somebody_who_belongs_nowhere_sees_their_account_and_no_more(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    with database_of(client.application).unit_of_work() as session:
        row = session.execute(select(Membership).where(Membership.user_id == world.advisers[0])).scalar_one()
        session.delete(row)
    send_password(client, address)
    send_code(client, app_code())
    assert "You do not belong to an organisation now" in client.get("/staff").text
    assert client.get("/staff/organisation").status_code == 403


def test_ids_of_another_organisation_open_nothing(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.lead)
    stranger = membership_of(client, world.other_advisers[0]).id
    for organisation in (world.school, world.other_school):
        for act in ("remove", "afresh"):
            address = f"/staff/organisation/{organisation}/members/{stranger}/{act}"
            assert send(client, address)[0] == 404, address
    assert send(client, f"/staff/organisation/{world.school}/members/{2**70}/remove")[0] == 404
    assert client.get(f"/staff/organisation/{2**70}").status_code == 404
    assert actions(client) == []


def test_a_lead_cannot_make_a_lead(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.lead)
    page = f"/staff/organisation/{world.school}"
    for role in ("adviser-lead", "host-admin", "provider-editor", "", "made-up"):
        assert send(client, f"{page}/invitations", email="a@school.example", role=role)[0] == 422, role
    membership = membership_of(client, world.advisers[0]).id
    assert send(client, f"{page}/members/{membership}/role", role="adviser-lead")[0] == 403
    assert letters_of(client) == []


def test_the_host_makes_a_lead_from_the_next_request_on(client: CheckingClient, world: StaffWorld) -> None:
    theirs = client.application.test_client()
    sign_in(theirs, user=world.advisers[0])
    sign_in(client, user=world.host_admin)
    page = f"/staff/organisation/{world.school}"
    assert "Ask somebody to join" not in theirs.get(page).text
    membership = membership_of(client, world.advisers[0]).id
    assert send(client, f"{page}/members/{membership}/role", role="adviser-lead") == (303, page)
    assert "Ask somebody to join" in theirs.get(page).text
    assert send(client, f"{page}/members/{membership}/role", role="provider-admin")[0] == 422


def test_the_host_cannot_lock_itself_out(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.host_admin)
    own = membership_of(client, world.host_admin).id
    page = f"/staff/organisation/{world.host}"
    for act in ("remove", "afresh", "role"):
        assert send(client, f"{page}/members/{own}/{act}", role="host-admin")[0] == 404
    assert send(client, f"{page}/suspend", suspended="yes")[0] == 422


def test_the_host_adds_an_organisation_and_its_first_lead(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.host_admin)
    status, page = send(client, "/staff/organisations", name="Fellside\x00 School", kind="school")
    assert status == 303
    assert heading_of(client.get(page).text) == "Fellside School"
    assert "Nobody yet" in client.get(page).text
    assert send(client, f"{page}/invitations", email="lead@fellside.example", role="adviser-lead")[0] == 303
    assert letters_of(client)[0][0] == "lead@fellside.example"
    assert actions(client) == ["organisation-added", "member-invited"]


@pytest.mark.parametrize(
    ("name", "kind"), [("", "school"), ("Fellside", ""), ("Fellside", "made-up"), (" ", "x")]
)
def test_an_organisation_needs_a_name_and_a_kind(
    client: CheckingClient, world: StaffWorld, name: str, kind: str
) -> None:
    sign_in(client, user=world.host_admin)
    assert send(client, "/staff/organisations", name=name, kind=kind)[0] == 422


def test_a_suspended_school_is_shut_and_opened_again(client: CheckingClient, world: StaffWorld) -> None:
    theirs = client.application.test_client()
    sign_in(theirs, user=world.lead)
    sign_in(client, user=world.host_admin)
    page = f"/staff/organisation/{world.school}"
    assert send(client, f"{page}/suspend", suspended="yes") == (303, page)
    assert theirs.get(page).status_code == 403
    assert "Nobody of this organisation can sign in" in client.get(page).text
    assert "shut for now" in client.get("/staff/organisations").text
    send(client, f"{page}/suspend", suspended="no")
    assert theirs.get(page).status_code == 200


def test_a_provider_is_suspended_with_all_that_it_lists_on_the_page_of_providers_alone(
    client: CheckingClient, world: StaffWorld
) -> None:
    sign_in(client, user=world.host_admin)
    page = f"/staff/organisation/{world.provider}"
    assert send(client, f"{page}/suspend", suspended="yes")[0] == 404
    shown = client.get(page).text
    assert "Let no member in" not in shown
    assert f'href="/admin/providers#provider-{world.provider}"' in shown


def test_a_member_who_lost_everything_begins_again(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    theirs = client.application.test_client()
    sign_in(theirs, user=world.advisers[0])
    sign_in(client, user=world.lead)
    membership = membership_of(client, world.advisers[0]).id
    page = f"/staff/organisation/{world.school}"
    assert send(client, f"{page}/members/{membership}/afresh") == (303, page)
    assert theirs.get("/staff").status_code == 303
    client.delete_cookie("staff")
    assert send_password(client, address) == "", "the old password is gone"
    ((to, _subject, text),) = letters_of(client)
    assert to == address
    client.get(link_in(text))
    assert send(client, "/staff/invitation") == (303, "/staff/set-up")


def test_a_letter_that_does_not_go_out_is_said_to_have_not(
    client: CheckingClient, world: StaffWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Office:
        def send(self, letter: object) -> None:
            raise MailNotSent("away")

    monkeypatch.setattr("pathways.accounts.views.organisation.post_office", lambda _settings: Office())
    sign_in(client, user=world.lead)
    response = client.post(
        f"/staff/organisation/{world.school}/invitations",
        data={"csrf_token": form_token(client), "email": "new@school.example", "role": "adviser"},
    )
    assert response.status_code == 503
    assert "The letter could not be sent" in text_of(response.text)


@pytest.mark.parametrize("email", ["", "no address", "a@b@c.example", "\x00", "x" * 400 + "@school.example"])
def test_an_invitation_needs_an_address(client: CheckingClient, world: StaffWorld, email: str) -> None:
    sign_in(client, user=world.lead)
    page = f"/staff/organisation/{world.school}/invitations"
    assert send(client, page, email=email, role="adviser")[0] == 422


def test_a_demonstration_organisation_is_said_to_be_made_up(
    client: CheckingClient, world: StaffWorld
) -> None:
    with database_of(client.application).unit_of_work() as session:
        session.get_one(Organisation, world.school).is_demonstration = True
    sign_in(client, user=world.advisers[0])
    assert (
        text_of(client.get(f"/staff/organisation/{world.school}").text).count("made up, for trying out") == 2
    )


def test_names_of_people_and_organisations_are_only_text(client: CheckingClient, world: StaffWorld) -> None:
    with database_of(client.application).unit_of_work() as session:
        session.get_one(Organisation, world.school).name = "<img src=x onerror=alert(1)>"
        session.get_one(StaffUser, world.advisers[1]).name = '"><script>alert(1)</script>'
    sign_in(client, user=world.lead)
    page = client.get(f"/staff/organisation/{world.school}").text
    assert not re.search(r"<img src=x|<script>alert", page)
