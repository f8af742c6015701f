"""Sessions: opened with a secret, found while they live, ended for good; and what forgets what is old."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.models import AuditEntry, Organisation, SessionStep, StaffSession, StaffUser
from pathways.accounts.roles import Role
from pathways.accounts.session_rules import CONFIRMED_FOR, IDLE, LONGEST, ON_THE_WAY, is_confirmed, is_over
from pathways.accounts.sessions import (
    end_session,
    end_sessions_of,
    find_session,
    forget_old_sessions,
    note_seen,
    open_session,
)
from pathways.database import Database
from tests.harness.staff import make_membership, make_user, session_rows

KEY = "a key for tests that is long enough to be one"
START = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
MINUTES = st.integers(0, 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def signed_in(session: Session, role: Role = Role.ADVISER) -> str:
    membership = make_membership(session, role=role)
    token = open_session(
        session,
        step=SessionStep.SIGNED_IN,
        key=KEY,
        user_id=membership.user_id,
        membership_id=membership.id,
    )
    session.commit()
    return token


@given(since_seen=MINUTES, since_start=MINUTES)
def test_a_session_lives_while_it_is_used_and_not_too_old(
    since_seen: timedelta, since_start: timedelta
) -> None:
    for step, longest in ((SessionStep.SIGNED_IN, LONGEST), (SessionStep.SECOND_STEP, ON_THE_WAY)):
        row = StaffSession(
            token_hash="", step=step, started_at=START - since_start, seen_at=START - since_seen
        )
        assert is_over(row, START) == (since_seen >= IDLE or since_start >= longest)


@given(since=MINUTES)
def test_a_confirmation_holds_for_ten_minutes(since: timedelta) -> None:
    row = StaffSession(token_hash="", step=SessionStep.SIGNED_IN, confirmed_at=START - since)
    assert is_confirmed(row, START) == (since < CONFIRMED_FOR)


def test_a_session_is_found_by_its_token_and_by_nothing_else(session: Session) -> None:
    token = signed_in(session)
    found = find_session(session, token, key=KEY)
    assert found is not None and found.member is not None and found.user is not None
    assert found.member.role is Role.ADVISER
    for wrong in (token[:-1], token + "x", token.swapcase(), "", found.session.token_hash):
        assert find_session(session, wrong, key=KEY) is None
    assert find_session(session, token, key=KEY + "!") is None


def test_a_member_is_named_by_their_address_until_they_have_a_name(session: Session) -> None:
    token = signed_in(session)
    found = find_session(session, token, key=KEY)
    assert found is not None and found.user is not None
    found.user.name = ""
    again = find_session(session, token, key=KEY)
    assert again is not None and again.member is not None
    assert again.member.name == found.user.email


@pytest.mark.parametrize("step", [step for step in SessionStep if step is not SessionStep.SIGNED_IN])
def test_nobody_is_a_member_on_the_way_in(session: Session, step: SessionStep) -> None:
    membership = make_membership(session)
    token = open_session(session, step=step, key=KEY, user_id=membership.user_id, membership_id=membership.id)
    found = find_session(session, token, key=KEY)
    assert found is not None and found.member is None


def test_a_membership_of_somebody_else_makes_no_member(session: Session) -> None:
    theirs, mine = make_membership(session), make_user(session)
    token = open_session(
        session, step=SessionStep.SIGNED_IN, key=KEY, user_id=mine.id, membership_id=theirs.id
    )
    found = find_session(session, token, key=KEY)
    assert found is not None and found.member is None


def test_a_suspended_organisation_has_no_members(session: Session) -> None:
    token = signed_in(session)
    session.execute(select(Organisation)).scalar_one().suspended_at = START
    found = find_session(session, token, key=KEY)
    assert found is not None and found.member is None


def test_seen_is_noted_once_a_minute(
    database: Database, session: Session, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    token = signed_in(session)
    found = find_session(session, token, key=KEY)
    assert found is not None
    session.commit()
    for seconds, noted in ((59, 0), (60, 60)):
        note_seen(database, found.session, START + timedelta(seconds=seconds))
        with database.open_session() as other:
            (row,) = other.execute(select(StaffSession.seen_at)).scalars()
            assert row == START + timedelta(seconds=noted)


def test_ending_a_session_takes_only_that_one(session: Session) -> None:
    membership = make_membership(session)
    for _ in range(3):
        open_session(session, step=SessionStep.SIGNED_IN, key=KEY, user_id=membership.user_id)
    first, second, third = session_rows(session, membership.user_id)
    stranger = make_user(session)
    assert first.id and second.id and third.id
    assert end_session(session, first.id, user_id=stranger.id) == 0
    assert end_session(session, first.id, user_id=membership.user_id) == 1
    assert end_session(session, first.id) == 0
    assert end_sessions_of(session, membership.user_id, but=second.id) == 1
    assert end_sessions_of(session, membership.user_id) == 1


def test_sessions_that_cannot_be_alive_are_forgotten(
    session: Session, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    signed_in(session)
    clock_at(START + timedelta(hours=6))
    signed_in(session)
    assert forget_old_sessions(session, START + timedelta(hours=12)) == 0
    assert forget_old_sessions(session, START + timedelta(hours=13)) == 1


def test_every_person_has_rows_that_go_with_them(session: Session) -> None:
    """Deleting an account leaves nothing of its sessions; the audit log keeps its number."""
    membership = make_membership(session)
    number = membership.user_id
    user = session.get_one(StaffUser, number)
    open_session(session, step=SessionStep.SIGNED_IN, key=KEY, user_id=number, membership_id=membership.id)
    session.add(AuditEntry(actor_id=number, action="signed-in"))
    session.flush()
    session.delete(user)
    session.flush()
    session.expire_all()
    assert session_rows(session, number) == []
    assert session.execute(select(AuditEntry.actor_id)).scalar_one() == number
