"""The database session of one request: opened when first asked for, closed with the request."""

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from pathways.database import Database


def current_database() -> Database:
    """The database that the running application is bound to."""
    database: Database = current_app.extensions["database"]
    return database


def current_session() -> Session:
    """The session of this request. A view that writes commits once; what is left over is rolled back."""
    if "session" not in g:
        g.session = current_database().open_session(writes=g.get("writes", False))
    session: Session = g.session
    return session


def begin_writing() -> None:
    """Say that this request is going to write: what it reads from now on cannot change before it does."""
    _close(None)
    g.writes = True


def end_writing() -> None:
    """Commit; what is read after this, to draw a page, holds up nobody who wants to write."""
    current_session().commit()
    _close(None)
    g.writes = False


def let_others_write() -> None:
    """End what this request has read so far, before something is written in a transaction of its own.

    A session with changes of its own is left as it is.
    """
    session: Session | None = g.get("session")
    if session is not None and not (session.new or session.dirty or session.deleted):
        session.commit()


def _close(_error: BaseException | None) -> None:
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.close()


def bind_database(app: Flask, database: Database) -> None:
    """Give requests of ``app`` their sessions on ``database``."""
    app.extensions["database"] = database
    app.teardown_appcontext(_close)
