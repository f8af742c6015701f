"""The staff whom the states of their pages are about, and their sessions."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_wtf.csrf import URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.joining import invite
from pathways.accounts.models import (
    Invitation,
    Membership,
    Organisation,
    Passkey,
    PasswordReset,
    SessionStep,
    StaffSession,
    StaffUser,
)
from pathways.accounts.passwords import set_password
from pathways.accounts.roles import Role
from pathways.accounts.second_step import keep_app, new_recovery_codes
from pathways.accounts.security import StaffSecurity
from pathways.accounts.sessions import open_session
from pathways.attempts.counting import span_end
from pathways.attempts.models import AttemptCount
from pathways.tokens import keyed_hash
from tests.accessibility.staff_states import LIMITED
from tests.harness.catalogue import database_of
from tests.harness.staff import StaffWorld, make_staff_world, make_user
from tests.harness.staff_ways import APP_LETTERS, PASSWORD

LONG = "Consett and District Federation of Schools with a Sixth Form"


def staff_names(app: Flask) -> dict[str, str]:
    """Staff for the states: `{school}` and `{suspended}` are ids, `{cookie_lead}` and `{csrf_lead}` of a session."""
    security: StaffSecurity = app.extensions["staff_security"]
    key = str(app.extensions["settings"].secret_key.get_secret_value())
    with database_of(app).unit_of_work() as session:
        world = make_staff_world(session)
        tokens = _people(session, world, security, key)
        _many_tries(session, key)
        names = {"school": str(world.school), "suspended": str(world.provider)}
    with database_of(app).unit_of_work() as session:
        # However long the visits take, these sessions are young, and their people have just shown who they are.
        later = clock.now() + timedelta(hours=8)
        for row in session.execute(select(StaffSession)).scalars():
            row.started_at = row.seen_at = row.confirmed_at = later
            row.device = "Firefox on Windows"
        signer = URLSafeTimedSerializer(key, salt="wtf-csrf-token")
        for name, token in tokens.items():
            hashed = keyed_hash(token, purpose="staff-session", key=key)
            row = session.execute(select(StaffSession).where(StaffSession.token_hash == hashed)).scalar_one()
            names |= {f"cookie_{name}": token, f"csrf_{name}": str(signer.dumps(row.csrf_key))}
    return names


def _people(session: Session, world: StaffWorld, security: StaffSecurity, key: str) -> dict[str, str]:
    school = session.get_one(Organisation, world.school)
    school.name, school.is_demonstration = LONG, True
    session.get_one(Organisation, world.provider).suspended_at = clock.now()
    adviser = session.get_one(StaffUser, world.advisers[0])
    _with_ways(session, security, adviser, key)
    session.add(
        Membership(user_id=world.advisers[0], organisation_id=world.other_school, role=Role.ADVISER_LEAD)
    )
    for user, name in ((world.advisers[0], "Work laptop"), (world.editor, "Phone")):
        session.add(
            Passkey(user_id=user, credential_id=name.encode(), public_key=b"x", name=name, transports=[])
        )
    new, half, nobodys = make_user(session), make_user(session), make_user(session)
    set_password(security, half, PASSWORD)
    codes = session.get_one(StaffUser, world.advisers[1])
    _with_ways(session, security, codes, key)
    reset = PasswordReset(
        token_hash="r" * 64, user_id=adviser.id or 0, expires_at=clock.now() + timedelta(days=1)
    )
    session.add(reset)
    session.flush()
    asked = {
        email: _asked(session, school, email, key) for email in ("new.person@school.example", codes.email)
    }
    step = SessionStep
    for _ in range(2):
        _signed_in(session, world.advisers[0], world.school, key)
    return {
        "adviser": _signed_in(session, world.advisers[0], world.school, key),
        "lead": _signed_in(session, world.lead, world.school, key),
        "host": _signed_in(session, world.host_admin, world.host, key),
        "editor": _signed_in(session, world.editor, world.provider, key),
        "codes": _signed_in(session, world.advisers[1], world.school, key),
        "nobodys": open_session(session, step=step.SIGNED_IN, key=key, user_id=nobodys.id),
        "second": open_session(session, step=step.SECOND_STEP, key=key, user_id=adviser.id),
        "second_passkey": open_session(session, step=step.SECOND_STEP, key=key, user_id=world.editor),
        "resetting": open_session(
            session, step=step.RESETTING, key=key, user_id=adviser.id, reset_id=reset.id
        ),
        "new": open_session(session, step=step.SET_UP, key=key, user_id=new.id),
        "new_password": open_session(session, step=step.SET_UP, key=key, user_id=half.id),
        "invited": open_session(
            session, step=step.INVITED, key=key, invitation_id=asked["new.person@school.example"]
        ),
        "invited_known": open_session(session, step=step.INVITED, key=key, invitation_id=asked[codes.email]),
        "elsewhere": open_session(
            session, step=step.ELSEWHERE, key=key, carried='{"state": "s", "nonce": "n", "verifier": "v"}'
        ),
    }


def _with_ways(session: Session, security: StaffSecurity, user: StaffUser, key: str) -> None:
    set_password(security, user, PASSWORD)
    keep_app(security, session, user, security.codes.sealed(APP_LETTERS))
    new_recovery_codes(session, user, key=key)


def _asked(session: Session, school: Organisation, email: str, key: str) -> int | None:
    invite(session, None, email=email, role=Role.ADVISER, organisation=school, key=key)
    return session.execute(select(Invitation.id).where(Invitation.email == email)).scalar_one()


def _signed_in(session: Session, user: int, organisation: int, key: str) -> str:
    membership = session.execute(
        select(Membership.id).where(Membership.user_id == user, Membership.organisation_id == organisation)
    ).scalar_one()
    return open_session(session, step=SessionStep.SIGNED_IN, key=key, user_id=user, membership_id=membership)


def _many_tries(session: Session, key: str) -> None:
    """Somebody who has tried too often, for as long as the visits may take."""
    hashed = keyed_hash(LIMITED, purpose="attempt:sign-in", key=key)
    ends = span_end(clock.now(), timedelta(minutes=15))
    for number in range(24):
        at = ends + number * timedelta(minutes=15)
        session.add(AttemptCount(kind="sign-in", who_hash=hashed, span_ends_at=at, tries=99))
