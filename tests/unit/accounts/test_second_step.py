"""Codes of the authenticator app and recovery codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.models import RecoveryCode, StaffUser
from pathways.accounts.second_step import app_code_is, code_is, codes_left, keep_app, new_recovery_codes
from pathways.accounts.security import StaffSecurity
from pathways.database import Database
from tests.harness.staff import make_user
from tests.harness.staff_ways import APP_LETTERS, app_code

KEY = "a key for tests that is long enough to be one"
START = datetime(2027, 1, 5, 9, 0, 10, tzinfo=UTC)


def with_app(security: StaffSecurity, session: Session) -> StaffUser:
    user = make_user(session)
    keep_app(security, session, user, security.codes.sealed(APP_LETTERS))
    session.commit()
    return user


def test_a_code_of_the_app_is_right_once(
    security: StaffSecurity, session: Session, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    user = with_app(security, session)
    assert code_is(security, session, user, app_code(), key=KEY)
    assert not code_is(security, session, user, app_code(), key=KEY)
    clock_at(START + timedelta(seconds=30))
    assert code_is(security, session, user, app_code(), key=KEY)


@pytest.mark.parametrize(
    ("seconds", "right"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_half_a_minute_either_way_is_forgiven(
    security: StaffSecurity, session: Session, clock_at: Callable[[datetime], None], seconds: int, right: bool
) -> None:
    clock_at(START)
    user = with_app(security, session)
    assert code_is(security, session, user, app_code(seconds=seconds), key=KEY) is right


def test_of_many_at_once_with_one_code_one_gets_in(
    security: StaffSecurity, database: Database, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    with database.unit_of_work() as session:
        identifier = with_app(security, session).id
    start, answers = Barrier(4), []

    def try_it() -> None:
        with database.open_session(writes=True) as own:
            user = own.get_one(StaffUser, identifier)
            start.wait(10) if database.engine.dialect.name == "postgresql" else None
            answers.append(code_is(security, own, user, app_code(), key=KEY))
            own.commit()

    threads = [Thread(target=try_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) == [False, False, False, True]


def test_the_secret_is_kept_encrypted(security: StaffSecurity, session: Session) -> None:
    user = with_app(security, session)
    assert user.tf_totp_secret is not None
    assert APP_LETTERS not in user.tf_totp_secret
    assert user.tf_primary_method == "authenticator"
    assert len(user.tf_totp_secret) <= 255


def test_an_app_is_set_up_by_its_own_code_only(
    security: StaffSecurity, session: Session, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    user = make_user(session)
    secret = security.codes.generate_totp_secret()
    assert not app_code_is(security, user, secret, app_code())
    assert app_code_is(
        security, user, security.codes.sealed(APP_LETTERS), f" {app_code()[:3]} {app_code()[3:]}"
    )


def test_recovery_codes_are_ten_and_each_works_once(security: StaffSecurity, session: Session) -> None:
    user = make_user(session)
    codes = new_recovery_codes(session, user, key=KEY)
    assert len(set(codes)) == 10 == codes_left(session, user)
    assert code_is(security, session, user, codes[0].upper(), key=KEY)
    assert not code_is(security, session, user, codes[0], key=KEY)
    assert code_is(security, session, user, codes[1].replace("-", " "), key=KEY)
    assert codes_left(session, user) == 8


def test_recovery_codes_are_kept_as_hashes_that_fit_one_person(
    security: StaffSecurity, session: Session
) -> None:
    first, second = make_user(session), make_user(session)
    codes = new_recovery_codes(session, first, key=KEY)
    kept = set(session.execute(select(RecoveryCode.code_hash)).scalars())
    assert not kept & {code.replace("-", "") for code in codes}
    assert not code_is(security, session, second, codes[0], key=KEY)
    assert not code_is(security, session, first, codes[0], key=KEY + "!")


def test_new_recovery_codes_replace_the_old(security: StaffSecurity, session: Session) -> None:
    user = make_user(session)
    old = new_recovery_codes(session, user, key=KEY)
    new_recovery_codes(session, user, key=KEY)
    assert not any(code_is(security, session, user, code, key=KEY) for code in old)
    assert codes_left(session, user) == 10


@pytest.mark.parametrize("typed", ["", " ", "12345", "1234567", "abcdef", "१२३४५६", "\x00", "1" * 500])
def test_odd_codes_are_wrong(security: StaffSecurity, session: Session, typed: str) -> None:
    assert not code_is(security, session, with_app(security, session), typed, key=KEY)


def test_somebody_without_an_app_has_no_code(security: StaffSecurity, session: Session) -> None:
    assert not code_is(security, session, make_user(session), app_code(), key=KEY)
