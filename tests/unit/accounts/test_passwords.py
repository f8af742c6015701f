"""Passwords: which are weak, how they are kept, and how they are checked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.accounts.models import StaffUser
from pathways.accounts.passwords import _NOBODYS, password_is, set_password, weakness
from pathways.accounts.security import StaffSecurity

GOOD = "seven otters under a violin"


def somebody(**values: str) -> StaffUser:
    return StaffUser(**({"email": "r.okafor@fellside.example", "name": "R. Okafor"} | values))


@pytest.mark.parametrize(
    ("password", "wrong"),
    [
        (GOOD, None),
        ("kettle-9-harbour", None),
        ("ñandú y violín bajo agua", None),
        ("", "short"),
        ("elevenchars", "short"),
        ("x" * 129, "long"),
        ("passwordpassword", "common"),
        ("Password123456", "common"),
        ("qwertyuiopas", "common"),
        ("aaaaaaaaaaaaaaa", "common"),
        ("123456789012", "common"),
        ("r.okafor@fellside.example", "common"),
        ("fellsidefellside", "common"),
    ],
)
def test_what_is_wrong_with_a_password(security: StaffSecurity, password: str, wrong: str | None) -> None:
    assert weakness(security, password, somebody()) == wrong


@given(st.text(max_size=200))
def test_any_password_is_good_or_said_to_be_wrong(security: StaffSecurity, password: str) -> None:
    assert weakness(security, password, somebody()) in (None, "short", "long", "common")


def test_it_is_kept_as_an_argon2id_hash_of_its_own(security: StaffSecurity) -> None:
    first, second = somebody(), somebody()
    for user in (first, second):
        set_password(security, user, GOOD)
    assert first.password is not None and second.password is not None
    assert first.password.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first.password != second.password
    assert password_is(security, first, GOOD)
    assert not password_is(security, first, GOOD.upper())
    assert not password_is(security, first, GOOD + " ")


def test_the_same_letters_written_in_two_ways_are_one_password(security: StaffSecurity) -> None:
    user = somebody()
    set_password(security, user, "sept caf\u00e9s sous un violon")
    assert password_is(security, user, "sept cafe\u0301s sous un violon")


def test_nobody_and_somebody_without_one_have_no_password(security: StaffSecurity) -> None:
    for password in ("", GOOD, "None", "A" * 43):
        assert not password_is(security, None, password)
        assert not password_is(security, somebody(), password)


def test_a_password_far_too_long_is_only_wrong(security: StaffSecurity) -> None:
    user = somebody()
    set_password(security, user, GOOD)
    assert not password_is(security, user, GOOD + "x" * 100_000)


def test_checking_for_nobody_costs_what_checking_for_somebody_does(security: StaffSecurity) -> None:
    user = somebody()
    set_password(security, user, GOOD)
    assert user.password is not None
    assert user.password.split("$")[:4] == _NOBODYS.split("$")[:4]
    assert len(user.password) == len(_NOBODYS)
