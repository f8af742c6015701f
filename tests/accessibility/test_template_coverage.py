"""No template, macro or error page escapes the visits with axe: whatever is not rendered by a state is named here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import Environment, Template, nodes
from jinja2.runtime import Macro
from werkzeug.test import TestResponse

from pathways.paths import resource_dir
from pathways.web.errors import WORDS
from tests.accessibility.services import Services
from tests.accessibility.states import STATES, State
from tests.harness.staff import form_token

NOT_PAGES = {"front/sitemap.xml", "front/sitemap_index.xml", "sheets/sheet.typ"}
"""Read by machines; tests of their own check them."""
LOOKED_AT_ELSEWHERE = ("listings/", "host/", "components/bar_chart.html")
"""Pages that need listings of their own: `test_listing_pages`, `test_upload_pages` and `test_host_pages` visit every
state of them."""


def send(services: Services, state: State) -> TestResponse:
    """Ask for a state without a browser, as a page and (where it may be one) as a part of a page."""
    client = client_for(services, state)
    filled = services.filled(state)
    for name, value in filled.cookies.items():
        client.set_cookie(name, value)
    if filled.is_sent:
        return client.post(filled.path, data=filled.form, headers=token_for(client, state))
    # A link is exchanged for a clean address.
    return client.get(filled.path, follow_redirects=filled.path.startswith("/s/"))


def client_for(services: Services, state: State) -> FlaskClient:
    """A browser without a screen, signed in where the state is."""
    client = services.apps[state.service].test_client()
    if cookie := services.filled(state).cookie:
        client.set_cookie("staff", cookie)
    return client


def token_for(client: FlaskClient, state: State) -> dict[str, str]:
    """The token that forms of somebody signed in carry."""
    return {"X-CSRFToken": form_token(client)} if state.signed_in else {}


@pytest.mark.parametrize("state", STATES, ids=str)
def test_every_state_is_what_it_is_called(services: Services, state: State) -> None:
    """The client checks each page: valid, one heading, a true title, safe headers."""
    assert send(services, state).status_code == state.status


def test_every_template_is_seen(services: Services) -> None:
    with recorded(services) as seen:
        for state in STATES:
            send(services, state)
            send_as_part(services, state)
    missing = {name for name in templates() - seen.templates if not name.startswith(LOOKED_AT_ELSEWHERE)}
    assert sorted(missing - NOT_PAGES) == []
    assert sorted(macros(services.apps["ready"].jinja_env) - seen.macros) == []


def test_every_error_is_seen() -> None:
    assert {state.status for state in STATES} >= set(WORDS)


def send_as_part(services: Services, state: State) -> None:
    """Ask for what htmx would swap in: the same macros, in the templates of parts."""
    client = client_for(services, state)
    filled = services.filled(state)
    for name, value in filled.cookies.items():
        client.set_cookie(name, value)
    if state.name == "plan, with things in it":
        client.get(filled.path, headers={"HX-Request": "true", "HX-Target": "plan"})
        saved = {"opportunity": services.names["opportunity"]}
        client.post("/plan/save", data=saved, headers={"HX-Request": "true"})
    if state.name == "results, with a list in hand":
        added = {"opportunity": services.names["opportunity"]}
        headers = {
            "HX-Request": "true",
            "Referer": f"http://localhost{filled.path}",
            **token_for(client, state),
        }
        assert client.post("/advisers/add", data=added, headers=headers).status_code == 200
    if state.name.startswith(("results", "question", "suggestions", "interview")):
        headers = {"HX-Request": "true", "HX-Target": "results", **token_for(client, state)}
        if filled.is_sent:
            client.post(filled.path, data=filled.form, headers=headers)
        else:
            client.get(filled.path, headers=headers)


class Seen:
    """The templates and macros that were rendered."""

    def __init__(self) -> None:
        self.templates: set[str] = set()
        self.macros: set[str] = set()


@contextmanager
def recorded(services: Services) -> Iterator[Seen]:
    """Write down each template and macro that any of the applications renders."""
    seen = Seen()
    originals: list[tuple[Flask, Any]] = []
    call = Macro.__call__

    def noting(self: Macro, *args: Any, **kwargs: Any) -> Any:
        seen.macros.add(f"{Path(self._func.__code__.co_filename).name}:{self.name}")
        return call(self, *args, **kwargs)

    Macro.__call__ = noting  # type: ignore[method-assign]
    for app in services.apps.values():
        originals.append((app, app.jinja_env._load_template))
        _note_loads(app.jinja_env, seen)
    try:
        yield seen
    finally:
        Macro.__call__ = call  # type: ignore[method-assign]
        for app, original in originals:
            app.jinja_env._load_template = original  # type: ignore[method-assign]


def _note_loads(environment: Environment, seen: Seen) -> None:
    # A template that was imported before keeps what it imported: start with none.
    if environment.cache is not None:
        environment.cache.clear()
    load = environment._load_template

    def noting(name: str, *args: Any, **kwargs: Any) -> Template:
        seen.templates.add(name)
        return load(name, *args, **kwargs)

    environment._load_template = noting  # type: ignore[method-assign,assignment]


def templates() -> set[str]:
    """The name of every template of ours."""
    folder = resource_dir("templates")
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def unseen(environment: Environment, seen: Seen, *within: str, but: tuple[str, ...] = ()) -> list[str]:
    """Templates and macros that nothing rendered, of all in some folders (`listings/`) however deep."""
    folder = resource_dir("templates")
    missing: set[str] = set()
    for name in templates():
        if not name.startswith(within) or (but and name.startswith(but)):
            continue
        if name not in seen.templates:
            missing.add(name)
        tree = environment.parse((folder / name).read_text(encoding="utf-8"))
        macros_there = {f"{Path(name).name}:{node.name}" for node in tree.find_all(nodes.Macro)}
        missing |= macros_there - seen.macros
    return sorted(missing)


def macros(environment: Environment) -> set[str]:
    """Every macro that our templates define, as `card.html:card`."""
    folder = resource_dir("templates")
    found: set[str] = set()
    for path in folder.rglob("*.html"):
        if str(path.relative_to(folder)).startswith(LOOKED_AT_ELSEWHERE):
            continue
        tree = environment.parse(path.read_text(encoding="utf-8"))
        found |= {f"{path.name}:{node.name}" for node in tree.find_all(nodes.Macro)}
    return found
