"""The staff session of this request, looked up once and only when somebody asks for it."""

from flask import g
from sqlalchemy.exc import DBAPIError

from pathways import clock
from pathways.accounts.cookie import staff_token
from pathways.accounts.member import Member
from pathways.accounts.sessions import FoundSession, find_session, note_seen
from pathways.web.session import begin_writing, current_database, current_session, let_others_write
from pathways.web.site import site_settings

LONGEST_TOKEN = 100


def secret() -> str:
    """The key under which tokens are hashed."""
    return site_settings().secret_key.get_secret_value()


def current_staff() -> FoundSession | None:
    """The live session that this request carries, at whatever step.

    Raises sqlalchemy.exc.DBAPIError when the database is away.
    """
    if "staff" not in g:
        g.staff = _found()
    staff: FoundSession | None = g.staff
    return staff


def forget_current_staff() -> None:
    """Look again when somebody next asks: the session was opened, changed or ended in this request."""
    g.pop("staff", None)


def writing() -> None:
    """Say that this request is going to write, before it looks for its session."""
    begin_writing()
    forget_current_staff()


def current_member() -> Member | None:
    """Who is signed in; None for everybody else, and while the database is away. Costs no query without the cookie."""
    try:
        staff = current_staff()
    except DBAPIError:
        return None
    return staff.member if staff else None


def _found() -> FoundSession | None:
    token = staff_token()
    if not token or len(token) > LONGEST_TOKEN:
        return None
    found = find_session(current_session(), token, key=secret())
    if found is not None:
        let_others_write()
        note_seen(current_database(), found.session, clock.now())
    return found
