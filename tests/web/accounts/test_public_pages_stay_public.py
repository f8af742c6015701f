"""Staff accounts leave nothing on public pages: no cookie, no look-up, no hook of the sign-in library."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.json.provider import DefaultJSONProvider
from sqlalchemy import event

from pathways.accounts.form_tokens import FormSession, FormSessions
from pathways.accounts.labels import KIND_WORDS, ROLE_WORDS, kind_label, role_label
from pathways.accounts.roles import OrganisationKind, Role
from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient
from tests.harness.staff import StaffWorld, sign_in

PUBLIC = ["/", "/search?q=plumbing&near=consett", "/areas/health", "/routes", "/help"]


def queries_of(client: CheckingClient, page: str) -> list[str]:
    """The statements that a page sends to the database."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine = database_of(client.application).engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(page).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return [statement for statement in seen if "staff_session" in statement]


@pytest.mark.parametrize("page", PUBLIC)
def test_nobody_is_looked_up_without_a_cookie(client: CheckingClient, page: str) -> None:
    assert queries_of(client, page) == []


@pytest.mark.parametrize("page", PUBLIC)
def test_public_pages_set_no_cookie_and_are_kept_by_caches(client: CheckingClient, page: str) -> None:
    response = client.get(page)
    assert "Set-Cookie" not in response.headers
    assert "public" in response.headers["Cache-Control"]


def test_staff_get_public_pages_that_no_cache_keeps(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.advisers[0])
    for page in PUBLIC:
        assert client.get(page).headers["Cache-Control"] == "private, no-store", page


def test_the_sign_in_library_hangs_on_to_no_request(app: Flask) -> None:
    hooks = [
        function
        for group in (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs)
        for functions in group.values()
        for function in functions
    ]
    assert not [
        hook for hook in hooks if hook.__module__.startswith("flask_") and "babel" not in hook.__module__
    ]
    assert not hasattr(app, "login_manager")
    assert "security" not in app.extensions
    assert type(app.json) is DefaultJSONProvider
    assert not [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("security")]


@pytest.mark.parametrize(
    "asked",
    [
        {"query_string": {"auth_token": "x"}},
        {"headers": {"Authentication-Token": "x"}},
        {"headers": {"Authorization": "Basic eDp5"}},
        {"headers": {"Cookie": "remember_token=x; session=x"}},
    ],
    ids=["query", "header", "basic", "other cookies"],
)
def test_nothing_but_our_cookie_signs_anybody_in(client: CheckingClient, asked: dict[str, object]) -> None:
    assert client.get("/staff", **asked).status_code == 303  # type: ignore[arg-type]


def test_nothing_is_kept_for_people_who_are_not_signed_in(app: Flask) -> None:
    with app.test_request_context("/"):
        session = FormSessions().open_session(app, None)  # type: ignore[arg-type]
        assert isinstance(session, FormSession)
        assert "csrf_token" not in session and list(session) == [] and len(session) == 0
        with pytest.raises(RuntimeError):
            session["anything"] = 1
        with pytest.raises(KeyError):
            del session["anything"]


def test_every_role_and_kind_has_words(app: Flask) -> None:
    assert set(ROLE_WORDS) == set(Role)
    assert set(KIND_WORDS) == set(OrganisationKind)
    with app.test_request_context("/"):
        words = [role_label(role) for role in Role] + [kind_label(kind) for kind in OrganisationKind]
    assert len(set(words)) == len(words)
    assert not [word for word in words if not word.strip() or "-" in word]
