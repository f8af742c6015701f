"""The pages of providers for everybody: with axe, by thumb and by keyboard, at 320 and 1280 pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from pathways.accounts.cookie import NAME
from pathways.listings.models import ClaimState
from tests.accessibility.checks import DOUBLE_TEXT, SPACED_TEXT, axe, lost_with, measured, small_targets, walk
from tests.accessibility.listing_states import STATES, WAITING, DeskState, make_claim, make_listings
from tests.accessibility.services import Services
from tests.accessibility.test_template_coverage import recorded, unseen
from tests.harness.catalogue import copied_catalogue, database_of, make_app
from tests.harness.pages import CheckingClient
from tests.harness.serving import listening
from tests.harness.staff import form_token, sign_in

SEEN_WITH_UPLOADS = ("listings/upload/", "listings/keys/")
"""These need files that were sent in: `test_upload_pages` visits every state of them."""
AWAY = "ALTER TABLE staff_session RENAME TO staff_session_away"
BACK = "ALTER TABLE staff_session_away RENAME TO staff_session"


@dataclass
class Desk:
    """The service with a provider's desk, and who visits it: clients that are signed in."""

    app: Flask
    names: dict[str, str]
    editor: CheckingClient
    newcomer: CheckingClient

    def client(self, state: DeskState) -> CheckingClient:
        """Who visits a state."""
        return self.newcomer if state.newcomer else self.editor

    def form(self, state: DeskState) -> dict[str, Any]:
        """What is sent, with names filled in and the token of the form."""
        said = {
            name: [one.format(**self.names) for one in value] if isinstance(value, list) else value
            for name, value in state.form.items()
        }
        return said | {"csrf_token": form_token(self.client(state))}

    def path(self, state: DeskState) -> str:
        """Where a state is."""
        return state.path.format(**self.names)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A provider's desk over a copy of the seeded catalogue."""
    copied = copied_catalogue("sqlite", tmp_path_factory.mktemp("desk") / "desk", tmp_path_factory)
    app = make_app(copied.settings)
    with database_of(app).unit_of_work() as session:
        world, newcomer, names = make_listings(session)
        editor = world.editor.user_id
    clients = []
    for user in (editor, newcomer):
        client = app.test_client()
        assert isinstance(client, CheckingClient)
        sign_in(client, user=user)
        clients.append(client)
    yield Desk(app, names, *clients)
    database_of(app).close()


def send(desk: Desk, state: DeskState) -> int:
    """Ask for a state without a browser; the client checks the page."""
    client = desk.client(state)
    if state.is_sent:
        return client.post(desk.path(state), data=desk.form(state)).status_code
    return client.get(desk.path(state)).status_code


def claimed(desk: Desk, state: DeskState) -> None:
    """Put in place what the newcomer asked for."""
    with database_of(desk.app).unit_of_work() as session:
        make_claim(session, ClaimState.ASKED if "waiting" in state.name else ClaimState.REFUSED)


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    with listening(desk.app) as found:
        yield found


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(reduced_motion="reduce")
    yield context
    context.close()


SEND = """([path, pairs]) => {
  const form = document.createElement("form");
  form.method = "post"; form.action = path; form.hidden = true;
  for (const [name, value] of pairs) {
    const input = document.createElement("input"); input.name = name; input.value = value; form.append(input);
  }
  document.body.append(form); form.submit();
}"""


def sign_browser_in(page: Page, desk: Desk, state: DeskState, address: str) -> None:
    """Give the browser the session of whoever a state is seen by."""
    cookie = desk.client(state).get_cookie(NAME)
    assert cookie is not None
    page.context.clear_cookies()
    page.context.add_cookies([{"name": NAME, "value": cookie.value, "url": f"{address}/"}])


def open_state(page: Page, desk: Desk, state: DeskState, address: str) -> int:
    """Open a state in the browser, signed in; the status that came."""
    sign_browser_in(page, desk, state, address)
    if not state.is_sent:
        response = page.goto(address + desk.path(state), wait_until="load")
    else:
        page.goto(f"{address}/listings/claim", wait_until="load")
        pairs = [
            [name, one]
            for name, value in desk.form(state).items()
            for one in (value if isinstance(value, list) else [value])
        ]
        with page.expect_navigation(wait_until="load") as navigation:
            page.evaluate(SEND, [desk.path(state), pairs])
        response = navigation.value
    assert response is not None
    return response.status


def look_around(page: Page, desk: Desk, state: DeskState, address: str) -> list[str]:
    """Everything that somebody could stumble over, on a phone and on a desk."""
    page.set_viewport_size({"width": 320, "height": 640})
    status = open_state(page, desk, state, address)
    assert status == state.status, f"{state.name}: {status}"
    complaints = [
        *axe(page),
        *measured(page, "tooWide()"),
        *small_targets(page),
        *lost_with(page, SPACED_TEXT),
    ]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    complaints += [*axe(page), *small_targets(page), *walk(page), *lost_with(page, DOUBLE_TEXT)]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return complaints


@pytest.mark.parametrize("state", STATES, ids=str)
def test_everybody_can_use(window: BrowserContext, desk: Desk, address: str, state: DeskState) -> None:
    page = window.new_page()
    try:
        assert look_around(page, desk, state, address) == []
    finally:
        page.close()


@pytest.mark.parametrize("state", WAITING, ids=str)
def test_everybody_can_read_what_became_of_a_claim(
    window: BrowserContext, desk: Desk, address: str, state: DeskState
) -> None:
    claimed(desk, state)
    page = window.new_page()
    try:
        assert look_around(page, desk, state, address) == []
    finally:
        page.close()


def test_everybody_can_read_that_nothing_was_kept(window: BrowserContext, desk: Desk, address: str) -> None:
    page = window.new_page()
    away = DeskState("away", "/listings/new", 503, {"title": "Words that took long"}, is_sent=True)
    sign_browser_in(page, desk, away, address)
    try:
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(f"{address}/", wait_until="load")
        with database_of(desk.app).engine.begin() as connection:
            connection.exec_driver_sql(AWAY)
        with page.expect_navigation(wait_until="load") as navigation:
            page.evaluate(SEND, [away.path, [["title", "Words that took long"]]])
        assert navigation.value.status == 503
        assert page.get_by_role("heading", name="We could not keep it just now").is_visible()
        assert axe(page) + measured(page, "tooWide()") + small_targets(page) == []
    finally:
        with database_of(desk.app).engine.begin() as connection:
            connection.exec_driver_sql(BACK)
        page.close()


def test_every_template_and_macro_of_listings_is_seen(desk: Desk) -> None:
    services = Services({"ready": desk.app}, {})
    with recorded(services) as seen:
        for state in STATES:
            send(desk, state)
        for state in WAITING:
            claimed(desk, state)
            send(desk, state)
        with database_of(desk.app).engine.begin() as connection:
            connection.exec_driver_sql(AWAY)
        desk.editor.post("/listings/new", data={"title": "X"})
        with database_of(desk.app).engine.begin() as connection:
            connection.exec_driver_sql(BACK)
    assert unseen(desk.app.jinja_env, seen, "listings/", but=SEEN_WITH_UPLOADS) == []
