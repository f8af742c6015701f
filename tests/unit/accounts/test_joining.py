"""Invitations, resets and changes to who belongs, as operations on the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.audit import forget_old_entries, record
from pathways.accounts.joining import (
    accept,
    find_invitation,
    forget_old_invitations,
    has_credentials,
    invite,
    start_afresh,
    withdraw,
)
from pathways.accounts.member import Member
from pathways.accounts.membership_changes import (
    add_organisation,
    change_role,
    disable,
    remove_member,
    suspend,
)
from pathways.accounts.models import (
    AuditEntry,
    Invitation,
    Membership,
    Organisation,
    PasswordReset,
    SessionStep,
)
from pathways.accounts.queries import (
    colleagues_in,
    every_organisation,
    memberships_of,
    open_invitations,
    user_with_email,
)
from pathways.accounts.resets import ask_for_reset, find_reset, forget_old_resets, use_reset
from pathways.accounts.roles import OrganisationKind, Role
from pathways.accounts.sessions import open_session
from tests.harness.staff import make_membership, make_organisation, make_user, session_rows

KEY = "a key for tests that is long enough to be one"
START = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
NEW = "new@school.example"


def asks(session: Session, organisation: Organisation, email: str = NEW, role: Role = Role.ADVISER) -> str:
    return invite(session, None, email=email, role=role, organisation=organisation, key=KEY)


def leader(session: Session, organisation: Organisation) -> Member:
    membership = make_membership(session, role=Role.ADVISER_LEAD, organisation=organisation)
    return Member(
        membership.user_id, membership.organisation_id, Role.ADVISER_LEAD, OrganisationKind.SCHOOL, "L", "S"
    )


def actions(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(select(AuditEntry).order_by(AuditEntry.id)).scalars()
    return [(row.action, row.object_kind) for row in rows]


def test_an_invitation_is_found_by_its_link_and_kept_as_a_hash(session: Session) -> None:
    token = asks(session, make_organisation(session))
    found = find_invitation(session, token, key=KEY)
    assert found is not None
    assert token not in repr(found.model_dump())
    assert find_invitation(session, token, key=KEY + "!") is None
    assert find_invitation(session, found.token_hash, key=KEY) is None


def test_asking_again_replaces_the_link_for_that_organisation_only(session: Session) -> None:
    school, other = make_organisation(session), make_organisation(session)
    first, elsewhere, second = asks(session, school), asks(session, other), asks(session, school)
    alive = [find_invitation(session, token, key=KEY) is not None for token in (first, elsewhere, second)]
    assert alive == [False, True, True]


def test_an_invitation_is_used_once(session: Session) -> None:
    school = make_organisation(session)
    found = find_invitation(session, asks(session, school), key=KEY)
    assert found is not None
    joined = accept(session, found, name="R. Okafor")
    assert joined is not None and joined.has_to_set_up
    assert (joined.user.email, joined.user.name) == (NEW, "R. Okafor")
    assert joined.membership.role is Role.ADVISER
    assert accept(session, found, name="Again") is None


def test_somebody_known_keeps_their_name(session: Session) -> None:
    user = make_user(session, email=NEW, name="Known", password="$argon2id$x")
    found = find_invitation(session, asks(session, make_organisation(session)), key=KEY)
    assert found is not None
    joined = accept(session, found, name="Another")
    assert joined is not None and joined.user.id == user.id
    assert joined.user.name == "Known" and not joined.has_to_set_up


def test_who_was_removed_joins_again_as_new(session: Session) -> None:
    school = make_organisation(session)
    old = make_membership(session, organisation=school, user=make_user(session, email=NEW))
    old.removed_at = START
    session.flush()
    found = find_invitation(session, asks(session, school), key=KEY)
    assert found is not None
    joined = accept(session, found, name="")
    assert joined is not None and joined.membership.id != old.id
    assert old.removed_at == START


def test_nobody_belongs_twice_at_once(session: Session) -> None:
    membership = make_membership(session)
    with pytest.raises(IntegrityError):
        session.add(
            Membership(
                user_id=membership.user_id,
                organisation_id=membership.organisation_id,
                role=Role.ADVISER_LEAD,
            )
        )
        session.flush()


def test_invitations_end_after_a_week_and_are_forgotten(
    session: Session, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    school = make_organisation(session)
    token = asks(session, school)
    clock_at(START + timedelta(days=7, seconds=-1))
    assert find_invitation(session, token, key=KEY) is not None
    assert len(open_invitations(session, school.id or 0, clock.now())) == 1
    assert forget_old_invitations(session, clock.now()) == 0
    clock_at(START + timedelta(days=7))
    assert find_invitation(session, token, key=KEY) is None
    assert open_invitations(session, school.id or 0, clock.now()) == []
    assert forget_old_invitations(session, clock.now()) == 1


def test_taking_an_invitation_back_is_recorded(session: Session) -> None:
    school = make_organisation(session)
    asks(session, school)
    withdraw(session, leader(session, school), session.execute(select(Invitation)).scalar_one())
    assert session.execute(select(Invitation)).first() is None
    assert actions(session) == [("member-invited", "invitation"), ("invitation-withdrawn", "invitation")]


def test_beginning_afresh_forgets_every_way_in_and_nothing_else(session: Session) -> None:
    membership = make_membership(session)
    user = user_with_email(session, make_user(session, password="$argon2id$x", tf_totp_secret="{}").email)
    assert user is not None and has_credentials(user)
    open_session(session, step=SessionStep.SIGNED_IN, key=KEY, user_id=user.id)
    start_afresh(session, None, user)
    assert not has_credentials(user) and user.tf_totp_secret is None
    assert session_rows(session, user.id or 0) == []
    assert session.get(Membership, membership.id) is not None


def test_removing_a_member_ends_their_sessions_for_that_organisation(session: Session) -> None:
    school = make_organisation(session)
    membership, other = make_membership(session, organisation=school), make_organisation(session)
    user = session.get_one(type(make_user(session)), membership.user_id)
    elsewhere = make_membership(session, organisation=other, user=user)
    for chosen in (membership, elsewhere):
        open_session(session, step=SessionStep.SIGNED_IN, key=KEY, user_id=user.id, membership_id=chosen.id)
    remove_member(session, leader(session, school), membership)
    assert [row.membership_id for row in session_rows(session, user.id or 0)] == [elsewhere.id]
    assert [owner.id for _membership, owner in memberships_of(session, user.id or 0)] == [other.id]
    assert user.id not in {colleague.user_id for colleague in colleagues_in(session, school.id or 0)}


def test_changes_are_recorded_with_who_made_them(session: Session) -> None:
    school = make_organisation(session)
    by, membership = leader(session, school), make_membership(session, organisation=school)
    change_role(session, by, membership, Role.ADVISER_LEAD)
    added = add_organisation(session, by, name="Fellside School", kind=OrganisationKind.SCHOOL)
    suspend(session, by, added, suspended=True)
    assert added.suspended_at is not None
    suspend(session, by, added, suspended=False)
    assert added.suspended_at is None
    disable(session, None, make_user(session))
    assert actions(session) == [
        ("role-changed", "membership"),
        ("organisation-added", "organisation"),
        ("organisation-suspended", "organisation"),
        ("organisation-restored", "organisation"),
        ("account-disabled", "staff_user"),
    ]
    rows = session.execute(select(AuditEntry.actor_id, AuditEntry.organisation_id)).all()
    assert {tuple(row) for row in rows} == {(by.user_id, by.organisation_id), (None, None)}


def test_the_audit_log_cannot_be_changed(session: Session) -> None:
    record(session, None, "signed-in")
    entry = session.execute(select(AuditEntry)).scalar_one()
    entry.action = "nothing"
    with pytest.raises(ValueError, match="only ever added to"):
        session.flush()
    session.rollback()
    record(session, None, "signed-in")
    session.delete(session.execute(select(AuditEntry)).scalar_one())
    with pytest.raises(ValueError, match="only ever added to"):
        session.flush()


def test_the_audit_log_is_kept_for_two_years(session: Session, clock_at: Callable[[datetime], None]) -> None:
    clock_at(START)
    record(session, None, "signed-in")
    assert forget_old_entries(session, START + timedelta(days=730)) == 0
    assert forget_old_entries(session, START + timedelta(days=731)) == 1


def test_organisations_are_listed_with_those_who_belong_now(session: Session) -> None:
    school, empty = make_organisation(session, name="b school"), make_organisation(session, name="A School")
    make_membership(session, organisation=school)
    make_membership(session, organisation=school).removed_at = START
    session.flush()
    lines = [(line.organisation.id, line.members) for line in every_organisation(session)]
    assert lines == [(empty.id, 0), (school.id, 1)]


def test_colleagues_are_listed_by_name(session: Session) -> None:
    school = make_organisation(session)
    for name in ("b", "A", "c"):
        make_membership(session, organisation=school, user=make_user(session, name=name))
    assert [colleague.name for colleague in colleagues_in(session, school.id or 0)] == ["A", "b", "c"]


def test_a_reset_is_found_by_its_latest_link_for_an_hour(
    session: Session, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    user = make_user(session)
    first, second = (ask_for_reset(session, user, key=KEY) for _ in range(2))
    assert first and second
    assert find_reset(session, first, key=KEY) is None
    found = find_reset(session, second, key=KEY)
    assert found is not None and found.user_id == user.id
    assert second not in repr(found.model_dump())
    clock_at(START + timedelta(hours=1))
    assert find_reset(session, second, key=KEY) is None
    assert not use_reset(session, user.id or 0)
    assert forget_old_resets(session, clock.now()) == 1


def test_a_reset_is_used_once_and_ends_every_session(session: Session) -> None:
    user = make_user(session)
    token = ask_for_reset(session, user, key=KEY)
    open_session(session, step=SessionStep.SIGNED_IN, key=KEY, user_id=user.id)
    assert use_reset(session, user.id or 0)
    assert session_rows(session, user.id or 0) == []
    assert not use_reset(session, user.id or 0)
    assert token is not None and find_reset(session, token, key=KEY) is None


def test_nobody_and_somebody_shut_out_get_no_link(session: Session) -> None:
    assert ask_for_reset(session, None, key=KEY) is None
    assert ask_for_reset(session, make_user(session, active=False), key=KEY) is None
    assert session.execute(select(PasswordReset)).first() is None
