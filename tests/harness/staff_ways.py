"""What members of staff sign in with, in tests: a password, an authenticator app, recovery codes, letters."""

from __future__ import annotations

import email
import re
from email.policy import default
from pathlib import Path

from flask.testing import FlaskClient
from passlib.totp import TOTP

from pathways import clock
from pathways.accounts.models import StaffUser
from pathways.accounts.passwords import set_password
from pathways.accounts.second_step import keep_app, new_recovery_codes
from pathways.accounts.security import StaffSecurity
from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient
from tests.harness.staff import form_token, secret_of

PASSWORD = "seven otters under a violin"
APP_LETTERS = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def tools_of(client: FlaskClient) -> StaffSecurity:
    """The security tools of the application behind a client."""
    tools: StaffSecurity = client.application.extensions["staff_security"]
    return tools


def give_password(client: FlaskClient, user: int, password: str = PASSWORD) -> str:
    """Give somebody (an id) a password, and say their e-mail address."""
    with database_of(client.application).unit_of_work() as session:
        person = session.get_one(StaffUser, user)
        set_password(tools_of(client), person, password)
        return person.email


def give_app(client: FlaskClient, user: int, letters: str = APP_LETTERS) -> None:
    """Give somebody an authenticator app with this secret."""
    with database_of(client.application).unit_of_work() as session:
        tools = tools_of(client)
        keep_app(tools, session, session.get_one(StaffUser, user), tools.codes.sealed(letters))


def give_codes(client: FlaskClient, user: int) -> tuple[str, ...]:
    """Give somebody recovery codes."""
    with database_of(client.application).unit_of_work() as session:
        return new_recovery_codes(session, session.get_one(StaffUser, user), key=secret_of(client))


def app_code(letters: str = APP_LETTERS, *, seconds: int = 0) -> str:
    """What an app with this secret shows now, or so many seconds later."""
    app = TOTP(key=letters, format="base32")
    return str(app.generate(int(clock.now().timestamp()) + seconds).token)


def send_password(client: CheckingClient, address: str, password: str = PASSWORD, **fields: str) -> str:
    """Send the sign-in form and say where it leads; empty when it is shown again."""
    response = client.post("/staff/sign-in", data={"email": address, "password": password, **fields})
    return response.headers.get("Location", "")


def send_code(client: CheckingClient, code: str) -> str:
    """Send the form of the second step and say where it leads; empty when it is shown again."""
    response = client.post("/staff/sign-in/code", data={"code": code, "csrf_token": form_token(client)})
    return response.headers.get("Location", "")


def letters_of(client: FlaskClient) -> list[tuple[str, str, str]]:
    """The letters that were sent, oldest first: to whom, about what, and the text."""
    folder = Path(client.application.extensions["settings"].instance_dir) / "outbox"
    found = []
    # By when they were written: their names tell the moment of the clock, which a test may have stopped.
    for file in sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns):
        letter = email.message_from_bytes(file.read_bytes(), policy=default)
        found.append((str(letter["To"]), str(letter["Subject"]), letter.get_content()))
    return found


def link_in(text: str) -> str:
    """The path of the one link in a letter."""
    (link,) = re.findall(r"https?://[^/\s]+(/\S+)", text)
    return str(link)


def forget_letters(client: FlaskClient) -> None:
    """Empty the outbox."""
    folder = Path(client.application.extensions["settings"].instance_dir) / "outbox"
    for file in folder.glob("*.eml"):
        file.unlink()
