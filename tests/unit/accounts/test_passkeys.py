"""Passkeys: whatever a browser sends is a passkey that holds, or none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pathways.accounts.models import Passkey
from pathways.accounts.passkeys import (
    NotThisPasskey,
    new_challenge,
    options_to_register,
    options_to_sign_in,
    owner_of,
    register,
)
from pathways.accounts.security import StaffSecurity
from pathways.database import Database
from tests.harness.staff import make_user
from tests.harness.staff_passkeys import ORIGIN, SoftPasskey


def registered(security: StaffSecurity, session: Session) -> tuple[SoftPasskey, Any]:
    """Somebody with a passkey."""
    user, passkey, challenge = make_user(session), SoftPasskey(), new_challenge()
    options = json.loads(options_to_register(user, origin=ORIGIN, site_name="Pathways", challenge=challenge))
    answer = passkey.register(options)
    register(security, session, user, answer, name="Phone", origin=ORIGIN, challenge=challenge)
    session.commit()
    return passkey, user


def signed(passkey: SoftPasskey, challenge: str) -> str:
    return passkey.sign(json.loads(options_to_sign_in(origin=ORIGIN, challenge=challenge)))


def test_a_passkey_proves_its_owner(security: StaffSecurity, session: Session) -> None:
    passkey, user = registered(security, session)
    challenge = new_challenge()
    owner = owner_of(session, signed(passkey, challenge), origin=ORIGIN, challenge=challenge, expected=None)
    assert owner.id == user.id
    (row,) = user.webauthn
    assert (row.name, row.sign_count, row.usage) == ("Phone", 1, "first")
    assert row.transports == ["internal"], "kinds of device that do not exist are left out"


def test_what_a_person_is_called_to_devices_says_nothing_of_them(
    security: StaffSecurity, session: Session
) -> None:
    user = make_user(session, email="r.okafor@fellside.example")
    said = json.loads(options_to_register(user, origin=ORIGIN, site_name="P", challenge=new_challenge()))
    assert user.fs_webauthn_user_handle is not None
    assert "okafor" not in user.fs_webauthn_user_handle
    again = json.loads(options_to_register(user, origin=ORIGIN, site_name="P", challenge=new_challenge()))
    assert said["user"]["id"] == again["user"]["id"]


def test_challenges_are_never_the_same() -> None:
    assert len({new_challenge() for _ in range(100)}) == 100


@pytest.mark.parametrize("expected_is_owner", [True, False])
def test_only_the_expected_person_is_believed(
    security: StaffSecurity, session: Session, expected_is_owner: bool
) -> None:
    passkey, user = registered(security, session)
    challenge = new_challenge()
    answer = signed(passkey, challenge)
    expected = user if expected_is_owner else make_user(session)
    if expected_is_owner:
        assert owner_of(session, answer, origin=ORIGIN, challenge=challenge, expected=expected).id == user.id
    else:
        with pytest.raises(NotThisPasskey):
            owner_of(session, answer, origin=ORIGIN, challenge=challenge, expected=expected)


@given(place=st.integers(0, 5000), letter=st.characters(codec="ascii"))
def test_an_answer_with_one_letter_changed_never_breaks_and_never_proves_another(
    security: StaffSecurity, tmp_path_factory: pytest.TempPathFactory, place: int, letter: str
) -> None:
    """Every part that is signed is; what is not (a name, a space) may change without harm."""
    with _shared(security, tmp_path_factory).open_session() as session:
        row = session.get_one(Passkey, 1)
        challenge = new_challenge()
        answer = signed(_passkeys[0], challenge)
        at = place % len(answer)
        changed = answer[:at] + letter + answer[at + 1 :]
        try:
            owner = owner_of(session, changed, origin=ORIGIN, challenge=challenge, expected=None)
        except NotThisPasskey:
            return
        assert owner.id == row.user_id


@given(place=st.integers(0, 5000), letter=st.characters(codec="ascii"))
def test_a_registration_with_one_letter_changed_never_breaks(
    security: StaffSecurity, tmp_path_factory: pytest.TempPathFactory, place: int, letter: str
) -> None:
    with _shared(security, tmp_path_factory).open_session() as session:
        user, challenge = make_user(session), new_challenge()
        options = json.loads(options_to_register(user, origin=ORIGIN, site_name="P", challenge=challenge))
        answer = SoftPasskey().register(options)
        at = place % len(answer)
        changed = answer[:at] + letter + answer[at + 1 :]
        try:
            register(security, session, user, changed, name="x", origin=ORIGIN, challenge=challenge)
        except NotThisPasskey:
            return
        session.rollback()


_databases: list[Database] = []
_passkeys: list[SoftPasskey] = []


def _shared(security: StaffSecurity, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """One database with one passkey for all examples."""
    from pathways.database import metadata

    if not _databases:
        made = Database(f"sqlite:///{tmp_path_factory.mktemp('passkeys') / 'pathways.db'}")
        metadata.create_all(made.engine)
        with made.unit_of_work() as session:
            _passkeys.append(registered(security, session)[0])
        _databases.append(made)
    return _databases[0]
