"""Made-up staff: one of each role, in made-up organisations, made once."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.demonstration import PASSWORD, PEOPLE, add_demonstration_staff
from pathways.accounts.models import Organisation
from pathways.accounts.passwords import password_is, weakness
from pathways.accounts.queries import memberships_of, user_with_email
from pathways.accounts.roles import Role, fits
from pathways.accounts.second_step import code_is
from pathways.accounts.security import StaffSecurity
from tests.harness.staff_ways import app_code


def test_there_is_one_of_each_role() -> None:
    assert sorted(person.role for person in PEOPLE) == sorted(Role)
    assert all(fits(person.role, person.kind) for person in PEOPLE)


def test_each_signs_in_with_what_is_printed(security: StaffSecurity, session: Session) -> None:
    assert add_demonstration_staff(session, security) == len(PEOPLE)
    for person in PEOPLE:
        user = user_with_email(session, person.email)
        assert user is not None and user.email.endswith(".example")
        assert password_is(security, user, PASSWORD)
        assert code_is(security, session, user, app_code(person.app_secret), key="k" * 40)
        ((membership, organisation),) = memberships_of(session, user.id or 0)
        assert membership.role is person.role
        assert organisation.is_demonstration and organisation.name.startswith("Demonstration ")


def test_running_again_adds_nothing_and_changes_nothing(security: StaffSecurity, session: Session) -> None:
    add_demonstration_staff(session, security)
    user = user_with_email(session, PEOPLE[0].email)
    assert user is not None
    user.name = "Changed by hand"
    assert add_demonstration_staff(session, security) == 0
    assert user.name == "Changed by hand"
    assert len(session.execute(select(Organisation)).all()) == 3


def test_their_password_would_be_good_enough(security: StaffSecurity, session: Session) -> None:
    add_demonstration_staff(session, security)
    user = user_with_email(session, PEOPLE[0].email)
    assert user is not None
    assert weakness(security, PASSWORD, user) is None
