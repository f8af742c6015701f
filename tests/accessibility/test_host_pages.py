"""The host's desk for everybody: with axe, by thumb and by keyboard, at 320 and 1280 pixels."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jinja2 import nodes
from playwright.sync_api import Browser, BrowserContext

from pathways.host.live_settings import refresh
from pathways.paths import resource_dir
from tests.accessibility.host_states import STATES, make_host_desk
from tests.accessibility.listing_states import DeskState
from tests.accessibility.services import Services
from tests.accessibility.test_listing_pages import Desk, look_around, send
from tests.accessibility.test_template_coverage import Seen, recorded
from tests.harness.catalogue import copied_catalogue, database_of, make_app
from tests.harness.pages import CheckingClient
from tests.harness.serving import listening
from tests.harness.staff import sign_in

EMPTY = [
    DeskState("queue, empty", "/admin/review"),
    DeskState("samples, empty", "/admin/samples"),
    DeskState("reports, empty", "/admin/reports"),
    DeskState("lists, none read", "/admin/imports"),
    DeskState("feeds, none", "/admin/feed-addresses"),
    DeskState("words, none", "/admin/words"),
]
"""Before anybody has done anything."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The host's desk over a copy of the seeded catalogue; its newcomer is a provider's editor."""
    copied = copied_catalogue("sqlite", tmp_path_factory.mktemp("host") / "desk", tmp_path_factory)
    app = make_app(copied.settings)
    with database_of(app).unit_of_work() as session:
        made = make_host_desk(session)
    # The host's logo stands on every page.
    refresh(app, database_of(app))
    clients = []
    for member in (made.host, made.editor):
        client = app.test_client()
        assert isinstance(client, CheckingClient)
        sign_in(client, user=member.user_id)
        clients.append(client)
    yield Desk(app, made.names, *clients)
    database_of(app).close()


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    with listening(desk.app) as found:
        yield found


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(reduced_motion="reduce")
    yield context
    context.close()


@pytest.mark.parametrize("state", STATES, ids=str)
def test_every_state_is_what_it_is_called(desk: Desk, state: DeskState) -> None:
    """The client checks each page: valid, one heading, a true title, safe headers."""
    assert send(desk, state) == state.status


@pytest.mark.parametrize("state", STATES, ids=str)
def test_everybody_can_use(window: BrowserContext, desk: Desk, address: str, state: DeskState) -> None:
    page = window.new_page()
    try:
        assert look_around(page, desk, state, address) == []
    finally:
        page.close()


@pytest.mark.parametrize("state", EMPTY, ids=str)
def test_an_empty_desk_says_so(client: CheckingClient, state: DeskState) -> None:
    from tests.harness.listings import make_host

    with database_of(client.application).unit_of_work() as session:
        user = make_host(session).user_id
    sign_in(client, user=user)
    assert client.get(state.path).status_code == state.status


def test_every_template_and_macro_of_the_desk_is_seen(desk: Desk) -> None:
    with recorded(Services({"ready": desk.app}, {})) as seen:
        for state in STATES:
            send(desk, state)
    assert unseen(desk, seen) == []


def unseen(desk: Desk, seen: Seen) -> list[str]:
    """Templates and macros of the desk that nothing rendered."""
    folder = resource_dir("templates")
    missing = []
    for path in [*sorted((folder / "host").glob("*.html")), folder / "components" / "bar_chart.html"]:
        if str(path.relative_to(folder)) not in seen.templates:
            missing.append(path.name)
        tree = desk.app.jinja_env.parse(path.read_text(encoding="utf-8"))
        names = {f"{path.name}:{node.name}" for node in tree.find_all(nodes.Macro)}
        missing += sorted(names - seen.macros)
    return missing
