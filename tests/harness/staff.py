"""Staff for tests: organisations with their members, and signing one in without the sign-in page.

`sign_in(client, role=Role.ADVISER)` gives the client a live session and tells who is signed in. Walks through the
real sign-in pages are in `tests/web/accounts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.cookie import NAME
from pathways.accounts.member import Member
from pathways.accounts.models import Membership, Organisation, SessionStep, StaffSession, StaffUser
from pathways.accounts.roles import OrganisationKind, Role
from pathways.accounts.sessions import find_session, open_session
from tests.harness.catalogue import database_of

_numbers = count(1)
KIND_OF = {
    Role.ADVISER: OrganisationKind.SCHOOL,
    Role.ADVISER_LEAD: OrganisationKind.SCHOOL,
    Role.PROVIDER_EDITOR: OrganisationKind.PROVIDER,
    Role.PROVIDER_ADMIN: OrganisationKind.PROVIDER,
    Role.HOST_ADMIN: OrganisationKind.HOST,
}


def make_organisation(
    session: Session, *, kind: OrganisationKind = OrganisationKind.SCHOOL, name: str = "", **changes: Any
) -> Organisation:
    """An organisation: a school unless told otherwise."""
    values = {"kind": kind, "name": name or f"{kind.value.capitalize()} {next(_numbers)}"}
    return _saved(session, Organisation(**(values | changes)))


def make_user(session: Session, *, email: str = "", **changes: Any) -> StaffUser:
    """Somebody with an account, without a password."""
    number = next(_numbers)
    values = {"email": email or f"person-{number}@staff.example", "name": f"Person {number}"}
    return _saved(session, StaffUser(**(values | changes)))


def make_membership(
    session: Session,
    *,
    role: Role = Role.ADVISER,
    organisation: Organisation | None = None,
    user: StaffUser | None = None,
    **changes: Any,
) -> Membership:
    """That a user acts for an organisation of the right kind; both are made when not given."""
    owner = organisation or make_organisation(session, kind=KIND_OF[role])
    person = user or make_user(session)
    values = {"user_id": person.id, "organisation_id": owner.id, "role": role}
    return _saved(session, Membership(**(values | changes)))


@dataclass(frozen=True)
class StaffWorld:
    """Two schools with two advisers each and a lead, two providers with editor and admin, and the host. All ids."""

    school: int
    other_school: int
    provider: int
    other_provider: int
    host: int
    advisers: tuple[int, int]
    other_advisers: tuple[int, int]
    lead: int
    editor: int
    other_editor: int
    provider_admin: int
    host_admin: int


def make_staff_world(session: Session) -> StaffWorld:
    """Make a `StaffWorld` (memberships, given as ids of users and organisations). The caller commits."""
    school = make_organisation(session, name="Harbour School")
    other_school = make_organisation(session, name="Hillside School")
    provider = make_organisation(session, kind=OrganisationKind.PROVIDER, name="Moorside College")
    other_provider = make_organisation(session, kind=OrganisationKind.PROVIDER, name="Riverbank Training")
    host = make_organisation(session, kind=OrganisationKind.HOST, name="Weardale Council")

    def joins(organisation: Organisation, role: Role) -> int:
        return make_membership(session, role=role, organisation=organisation).user_id

    return StaffWorld(
        school=_id(school),
        other_school=_id(other_school),
        provider=_id(provider),
        other_provider=_id(other_provider),
        host=_id(host),
        advisers=(joins(school, Role.ADVISER), joins(school, Role.ADVISER)),
        other_advisers=(joins(other_school, Role.ADVISER), joins(other_school, Role.ADVISER)),
        lead=joins(school, Role.ADVISER_LEAD),
        editor=joins(provider, Role.PROVIDER_EDITOR),
        other_editor=joins(other_provider, Role.PROVIDER_EDITOR),
        provider_admin=joins(provider, Role.PROVIDER_ADMIN),
        host_admin=joins(host, Role.HOST_ADMIN),
    )


def sign_in(
    client: FlaskClient,
    *,
    role: Role = Role.ADVISER,
    organisation: int | None = None,
    user: int | None = None,
) -> Member:
    """Sign somebody in on this client and say who: ``user`` (an id), or somebody new in ``organisation`` (an id)."""
    database = database_of(client.application)
    key = secret_of(client)
    with database.unit_of_work() as session:
        membership = _membership(session, role, organisation, user)
        token = open_session(
            session,
            step=SessionStep.SIGNED_IN,
            key=key,
            user_id=membership.user_id,
            membership_id=membership.id,
        )
    client.set_cookie(NAME, token)
    with database.open_session() as session:
        found = find_session(session, token, key=key)
    assert found is not None and found.member is not None
    return found.member


def sign_out(client: FlaskClient) -> None:
    """Forget the cookie. The session itself stays alive."""
    client.delete_cookie(NAME)


def form_token(client: FlaskClient) -> str:
    """A token for the forms of this client's session, as its pages carry it."""
    with client.application.test_request_context():
        from flask_wtf.csrf import URLSafeTimedSerializer

        signer = URLSafeTimedSerializer(client.application.secret_key, salt="wtf-csrf-token")
    with database_of(client.application).open_session() as session:
        cookie = client.get_cookie(NAME)
        assert cookie is not None, "nobody is signed in"
        found = find_session(session, cookie.value, key=secret_of(client))
    assert found is not None, "the session of this client is over"
    token = signer.dumps(found.session.csrf_key)
    return token if isinstance(token, str) else token.decode()


def secret_of(client: FlaskClient) -> str:
    """The key that the application of this client hashes tokens under."""
    return str(client.application.extensions["settings"].secret_key.get_secret_value())


def session_rows(session: Session, user: int) -> list[StaffSession]:
    """Every session of one person."""
    return list(session.execute(select(StaffSession).where(StaffSession.user_id == user)).scalars())


def _membership(session: Session, role: Role, organisation: int | None, user: int | None) -> Membership:
    if user is not None:
        known = select(Membership).where(Membership.user_id == user, Membership.removed_at.is_(None))
        if organisation is not None:
            known = known.where(Membership.organisation_id == organisation)
        found = session.execute(known).scalars().first()
        if found is not None:
            return found
    return make_membership(
        session,
        role=role,
        organisation=session.get(Organisation, organisation) if organisation else None,
        user=session.get(StaffUser, user) if user else None,
    )


def _id(row: Organisation) -> int:
    assert row.id is not None
    return row.id


def _saved(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row
