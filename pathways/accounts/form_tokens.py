"""Tokens of the forms on signed-in pages: Flask-WTF's, kept with the session of staff and in no further cookie."""

from collections.abc import Iterator
from typing import Any

from flask import Flask, Request, Response, abort, request
from flask.sessions import SessionInterface, SessionMixin
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms import ValidationError

from pathways.accounts.current import current_staff

FIELD = "csrf_token"
HEADER = "X-CSRFToken"


class FormSession(SessionMixin):
    """What Flask-WTF takes for the session: the key that the forms of this session of staff are signed with."""

    modified = False
    accessed = False

    def __getitem__(self, name: str) -> Any:
        staff = current_staff() if name == FIELD else None
        if staff is None:
            raise KeyError(name)
        return staff.session.csrf_key

    def __setitem__(self, name: str, value: Any) -> None:
        raise RuntimeError("Nothing is kept for people who are not signed in.")

    def __delitem__(self, name: str) -> None:
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class FormSessions(SessionInterface):
    """Gives every request its `FormSession`, and sends no cookie for it."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin:  # noqa: ARG002
        """A session that is looked up when a form asks for its token."""
        return FormSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep nothing."""


def check_form_token() -> None:
    """Refuse with 403 a form of a signed-in page that does not carry its token (as a field or a header)."""
    try:
        validate_csrf(request.form.get(FIELD) or request.headers.get(HEADER))
    except ValidationError:
        abort(403)


def bind_form_tokens(app: Flask) -> None:
    """Give templates `csrf_token()`."""
    app.session_interface = FormSessions()
    # Tokens live as long as the session.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.jinja_env.globals["csrf_token"] = generate_csrf
