"""`pathways user`: inviting, helping, shutting out, and the made-up staff of development."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.demonstration import PASSWORD, PEOPLE
from pathways.accounts.joining import accept, find_invitation
from pathways.accounts.models import Invitation, Organisation, SessionStep
from pathways.accounts.queries import user_with_email
from pathways.accounts.roles import OrganisationKind, Role
from pathways.accounts.sessions import open_session
from pathways.cli import main
from pathways.database import Database, metadata
from pathways.migrations import upgrade
from pathways.settings import DEVELOPMENT_KEY, get_settings
from tests.harness.staff import session_rows
from tests.harness.staff_ways import app_code

Run = Callable[..., Result]
BOSS = "boss@council.example"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command on a database of the test's own, in development unless it says otherwise."""
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(tmp_path))
    monkeypatch.delenv("PATHWAYS_DATABASE_URL", raising=False)
    database = Database(f"sqlite:///{tmp_path / 'pathways.db'}")
    upgrade(database)
    database.close()
    assert metadata.tables

    def call(*arguments: str, env: str = "development", key: str = DEVELOPMENT_KEY) -> Result:
        monkeypatch.setenv("PATHWAYS_ENV", env)
        monkeypatch.setenv("PATHWAYS_SECRET_KEY", key)
        get_settings.cache_clear()
        return CliRunner().invoke(main, ["user", *arguments])

    return call


@pytest.fixture
def rows(run: Run, tmp_path: Path) -> Iterator[Session]:
    """A session on the database of `run`."""
    database = Database(f"sqlite:///{tmp_path / 'pathways.db'}")
    session = database.open_session()
    yield session
    session.close()
    database.close()


def token_of(result: Result) -> str:
    assert result.exit_code == 0, result.output
    found = re.fullmatch(r"http://127\.0\.0\.1:8000/staff/invitation/(\w+)\n", result.output)
    assert found is not None
    return found[1]


def joined(rows: Session, token: str) -> None:
    invitation = find_invitation(rows, token, key=DEVELOPMENT_KEY)
    assert invitation is not None
    accept(rows, invitation, name="Somebody")
    rows.commit()


def test_the_first_host_admin_is_invited_by_a_printed_link(run: Run, rows: Session) -> None:
    token = token_of(run("add", "Boss@Council.example", "--role", "host-admin"))
    invitation = find_invitation(rows, token, key=DEVELOPMENT_KEY)
    assert invitation is not None
    assert (invitation.email, invitation.role) == (BOSS, Role.HOST_ADMIN)
    host = rows.get_one(Organisation, invitation.organisation_id)
    assert (host.name, host.kind) == ("Pathways", OrganisationKind.HOST)


def test_an_organisation_is_made_once_and_found_again(run: Run, rows: Session) -> None:
    for name in ("a", "b"):
        token_of(
            run("add", f"{name}@school.example", "--role", "adviser", "--organisation", "Fellside School")
        )
    token_of(run("add", "c@college.example", "--role", "provider-admin", "--organisation", "Fellside School"))
    kinds = [row.kind for row in rows.execute(select(Organisation).order_by(Organisation.id)).scalars()]
    assert kinds == [OrganisationKind.SCHOOL, OrganisationKind.PROVIDER]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "no address", "--role", "host-admin"), "is not an e-mail address"),
        (("add", "a@school.example", "--role", "adviser"), "Name the --organisation"),
        (("add", "a@school.example", "--role", "king"), "is not one of"),
        (("add", "a@school.example"), "--role"),
        (("disable", "nobody@school.example"), "Nobody has the address"),
        (("code", "nobody@school.example"), "Nobody has the address"),
        (("reset", "nobody@school.example"), "Nobody has the address"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code != 0
    assert said in result.output


def test_shutting_somebody_out_ends_their_sessions(run: Run, rows: Session) -> None:
    joined(rows, token_of(run("add", BOSS, "--role", "host-admin")))
    user = user_with_email(rows, BOSS)
    assert user is not None
    open_session(rows, step=SessionStep.SIGNED_IN, key=DEVELOPMENT_KEY, user_id=user.id)
    rows.commit()
    result = run("disable", BOSS)
    assert result.exit_code == 0 and BOSS in result.output
    rows.expire_all()
    assert not user.active
    assert session_rows(rows, user.id or 0) == []


def test_somebody_who_lost_everything_gets_a_link_to_begin_again(run: Run, rows: Session) -> None:
    joined(rows, token_of(run("add", BOSS, "--role", "host-admin")))
    user = user_with_email(rows, BOSS)
    assert user is not None
    user.password = "$argon2id$x"
    rows.commit()
    token = token_of(run("reset", BOSS))
    rows.expire_all()
    assert user.password is None
    invitation = find_invitation(rows, token, key=DEVELOPMENT_KEY)
    assert invitation is not None and invitation.role is Role.HOST_ADMIN


def test_who_belongs_nowhere_is_to_be_invited(run: Run, rows: Session) -> None:
    joined(rows, token_of(run("add", BOSS, "--role", "host-admin")))
    host = rows.execute(select(Organisation)).scalar_one()
    rows.delete(host)
    rows.commit()
    result = run("reset", BOSS)
    assert result.exit_code == 1 and "pathways user add" in result.output


def test_the_made_up_staff_are_printed_with_what_signs_them_in(run: Run) -> None:
    result = run("demo")
    assert result.exit_code == 0
    assert PASSWORD in result.output
    for person in PEOPLE:
        assert person.email in result.output and person.app_secret in result.output
    assert run("demo").output == result.output


def test_a_code_is_what_the_app_shows(run: Run) -> None:
    run("demo")
    printed = run("code", PEOPLE[0].email).output.strip()
    assert printed in {app_code(PEOPLE[0].app_secret, seconds=seconds) for seconds in (-30, 0)}


def test_who_has_no_app_has_no_code(run: Run, rows: Session) -> None:
    joined(rows, token_of(run("add", BOSS, "--role", "host-admin")))
    assert "has no authenticator app" in run("code", BOSS).output


@pytest.mark.parametrize("command", [("demo",), ("code", PEOPLE[0].email)])
def test_codes_and_made_up_staff_are_refused_outside_development(
    run: Run, rows: Session, command: tuple[str, ...]
) -> None:
    result = run(*command, env="production", key="k" * 48)
    assert result.exit_code == 1
    assert "development only" in result.output
    assert user_with_email(rows, PEOPLE[0].email) is None


def test_production_invites_too(run: Run, rows: Session) -> None:
    assert run("add", BOSS, "--role", "host-admin", env="production", key="k" * 48).exit_code == 0
    assert rows.execute(select(Invitation)).scalar_one().email == BOSS


def test_production_without_a_key_is_refused(run: Run) -> None:
    result = run("add", BOSS, "--role", "host-admin", env="production", key="short")
    assert result.exit_code == 1
    assert "PATHWAYS_SECRET_KEY" in result.output


def test_made_up_staff_at_the_start_are_refused_outside_development(
    run: Run, rows: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same refusal for `serve --demonstration-staff`, which says them before it listens."""
    monkeypatch.setenv("PATHWAYS_ENV", "production")
    monkeypatch.setenv("PATHWAYS_SECRET_KEY", "k" * 48)
    serving = sys.modules["pathways.cli.serve"]
    monkeypatch.setattr(serving, "check_port_is_free", lambda _host, _port: None)
    get_settings.cache_clear()
    result = CliRunner().invoke(main, ["serve", "--demonstration-staff"])
    assert result.exit_code == 1
    assert "development only" in result.output
    assert user_with_email(rows, PEOPLE[0].email) is None
