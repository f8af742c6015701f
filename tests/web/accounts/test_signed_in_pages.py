"""The door that other features use: who is let in, who is sent where, and what ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Blueprint
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.models import AuditEntry, Membership, Organisation, StaffUser
from pathways.accounts.signed_in import Member, Role, current_member, needs_role, record, signed_in_member
from pathways.web.session import current_session
from tests.harness.catalogue import SeededCatalogue, database_of, make_app
from tests.harness.pages import CheckingClient, heading_of
from tests.harness.staff import form_token, make_staff_world, session_rows, sign_in, sign_out

START = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def guarded(own_catalogue: SeededCatalogue) -> Iterator[CheckingClient]:
    """A client of an application that has a page for advisers, one for any member, and one open to all."""
    made = make_app(own_catalogue.settings)
    made.register_blueprint(_pages())
    client = made.test_client()
    assert isinstance(client, CheckingClient)
    yield client
    database_of(made).close()


def _pages() -> Blueprint:
    pages = Blueprint("pages_for_tests", __name__)

    @pages.route("/advisers/door", methods=["GET", "POST"])
    @needs_role(Role.ADVISER, Role.ADVISER_LEAD)
    def lists() -> dict[str, str]:
        member = signed_in_member()
        record(current_session(), member, "lists-read", "list", 7)
        current_session().commit()
        return {"for": member.organisation_name}

    @pages.get("/staff/any")
    @needs_role()
    def any_member() -> dict[str, str]:
        return {"role": signed_in_member().role}

    @pages.get("/open")
    def open_to_all() -> dict[str, str]:
        member = current_member()
        return {"name": member.name if member else ""}

    return pages


def change(client: CheckingClient, model: type, identifier: int, **values: object) -> None:
    """Change one row behind the back of the client."""
    with database_of(client.application).unit_of_work() as session:
        row = session.get(model, identifier)
        for name, value in values.items():
            setattr(row, name, value)


def membership_of(session: Session, member: Member) -> Membership:
    return session.execute(select(Membership).where(Membership.user_id == member.user_id)).scalar_one()


def test_somebody_unknown_is_sent_to_the_sign_in_page_and_back(guarded: CheckingClient) -> None:
    response = guarded.get("/advisers/door?year=11")
    assert response.status_code == 303
    address = urlsplit(response.headers["Location"])
    assert address.path == "/staff/sign-in"
    assert parse_qs(address.query) == {"next": ["/advisers/door?year=11"]}
    assert "Set-Cookie" not in response.headers


def test_after_a_form_the_way_back_is_the_page_it_stood_on(guarded: CheckingClient) -> None:
    back = {"Referer": "http://localhost/advisers/door?year=10"}
    response = guarded.post("/advisers/door", headers=back)
    assert parse_qs(urlsplit(response.headers["Location"]).query) == {"next": ["/advisers/door?year=10"]}
    foreign = guarded.post("/advisers/door", headers={"Referer": "https://elsewhere.example/a"})
    assert parse_qs(urlsplit(foreign.headers["Location"]).query) == {"next": ["/staff"]}


def test_htmx_is_told_to_go_to_the_sign_in_page_whole(guarded: CheckingClient) -> None:
    response = guarded.get("/advisers/door", headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response.headers["HX-Redirect"].startswith("/staff/sign-in?next=")


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_only_the_named_roles_get_in(guarded: CheckingClient, role: Role) -> None:
    member = sign_in(guarded, role=role)
    response = guarded.get("/advisers/door")
    if role in (Role.ADVISER, Role.ADVISER_LEAD):
        assert response.get_json() == {"for": member.organisation_name}
    else:
        assert response.status_code == 403
        assert heading_of(response.text) == "This page is not for your account"
    assert guarded.get("/staff/any").get_json() == {"role": role}


def test_a_page_open_to_all_knows_who_is_signed_in(guarded: CheckingClient) -> None:
    assert guarded.get("/open").get_json() == {"name": ""}
    member = sign_in(guarded)
    assert guarded.get("/open").get_json() == {"name": member.name}


def test_what_was_done_is_recorded_in_numbers(guarded: CheckingClient) -> None:
    member = sign_in(guarded)
    guarded.get("/advisers/door")
    with database_of(guarded.application).open_session() as session:
        entry = session.execute(select(AuditEntry)).scalar_one()
    assert (entry.actor_id, entry.organisation_id) == (member.user_id, member.organisation_id)
    assert (entry.action, entry.object_kind, entry.object_id) == ("lists-read", "list", 7)


def test_a_form_without_its_token_is_refused(guarded: CheckingClient) -> None:
    sign_in(guarded)
    assert guarded.post("/advisers/door").status_code == 403
    assert guarded.post("/advisers/door", data={"csrf_token": "made-up"}).status_code == 403
    token = form_token(guarded)
    assert guarded.post("/advisers/door", data={"csrf_token": token}).status_code == 200
    assert guarded.post("/advisers/door", headers={"X-CSRFToken": token}).status_code == 200


def test_the_token_of_one_session_is_worth_nothing_in_another(guarded: CheckingClient) -> None:
    sign_in(guarded)
    first = form_token(guarded)
    sign_out(guarded)
    sign_in(guarded)
    assert guarded.post("/advisers/door", data={"csrf_token": first}).status_code == 403


def test_a_role_that_is_taken_away_is_gone_on_the_next_request(guarded: CheckingClient) -> None:
    member = sign_in(guarded)
    assert guarded.get("/advisers/door").status_code == 200
    with database_of(guarded.application).unit_of_work() as session:
        membership_of(session, member).removed_at = START
    gone = guarded.get("/advisers/door")
    assert gone.status_code == 403
    assert "do not belong to an organisation any more" in gone.text
    assert guarded.get("/open").get_json() == {"name": ""}


def test_a_changed_role_counts_from_the_next_request(guarded: CheckingClient) -> None:
    member = sign_in(guarded, role=Role.ADVISER_LEAD)
    with database_of(guarded.application).unit_of_work() as session:
        membership_of(session, member).role = Role.ADVISER
    assert guarded.get("/staff/any").get_json() == {"role": "adviser"}


def test_somebody_disabled_is_out_on_the_next_request(guarded: CheckingClient) -> None:
    member = sign_in(guarded)
    change(guarded, StaffUser, member.user_id, active=False)
    assert guarded.get("/advisers/door").status_code == 303


def test_a_suspended_organisation_lets_nobody_in(guarded: CheckingClient) -> None:
    member = sign_in(guarded)
    change(guarded, Organisation, member.organisation_id, suspended_at=START)
    assert guarded.get("/advisers/door").status_code == 403


def test_half_an_hour_without_a_request_ends_a_session(
    guarded: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    sign_in(guarded)
    clock_at(START + timedelta(minutes=29))
    assert guarded.get("/staff/any").status_code == 200
    clock_at(START + timedelta(minutes=58))
    assert guarded.get("/staff/any").status_code == 200
    clock_at(START + timedelta(minutes=88))
    assert guarded.get("/staff/any").status_code == 303


def test_twelve_hours_end_a_session_however_busy(
    guarded: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    sign_in(guarded)
    for minutes in range(20, 12 * 60, 20):
        clock_at(START + timedelta(minutes=minutes))
        assert guarded.get("/staff/any").status_code == 200, minutes
    clock_at(START + timedelta(hours=12))
    assert guarded.get("/staff/any").status_code == 303


@pytest.mark.parametrize("cookie", ["", "made-up", "x" * 5000, "\x00", "é" * 43])
def test_a_made_up_cookie_opens_nothing(guarded: CheckingClient, cookie: str) -> None:
    assert guarded.get("/staff/any", headers={"Cookie": f"staff={cookie}"}).status_code == 303


def test_the_cookie_is_not_kept_anywhere(guarded: CheckingClient) -> None:
    member = sign_in(guarded)
    cookie = guarded.get_cookie("staff")
    assert cookie is not None
    with database_of(guarded.application).open_session() as session:
        (row,) = session_rows(session, member.user_id)
    assert cookie.value not in repr(row.model_dump())


def test_a_session_on_its_way_in_opens_no_page(guarded: CheckingClient) -> None:
    member = sign_in(guarded)
    with database_of(guarded.application).unit_of_work() as session:
        session_rows(session, member.user_id)[0].step = "second-step"
    assert guarded.get("/staff/any").status_code == 303
    assert guarded.get("/open").get_json() == {"name": ""}


def test_without_the_database_pages_for_staff_say_so_and_public_ones_go_on(guarded: CheckingClient) -> None:
    sign_in(guarded)
    database = database_of(guarded.application)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE staff_session RENAME TO staff_session_away")
    assert guarded.get("/staff/any").status_code == 503
    assert guarded.get("/open").get_json() == {"name": ""}


def test_a_world_of_staff_for_other_tests(guarded: CheckingClient) -> None:
    with database_of(guarded.application).unit_of_work() as session:
        world = make_staff_world(session)
    first = sign_in(guarded, user=world.advisers[0])
    other = sign_in(guarded, user=world.other_advisers[1])
    assert (first.organisation_id, other.organisation_id) == (world.school, world.other_school)
    assert sign_in(guarded, user=world.host_admin).role is Role.HOST_ADMIN
