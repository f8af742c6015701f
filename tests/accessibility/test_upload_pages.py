"""The pages of uploads for everybody: with axe, by thumb and by keyboard, at 320 and 1280 pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session

from pathways.accounts.cookie import NAME
from pathways.listings.operations import life
from pathways.listings.upload.models import Upload
from pathways.listings.upload.operations.publishing import ask_to_undo, confirm
from tests.accessibility.checks import DOUBLE_TEXT, SPACED_TEXT, axe, lost_with, measured, small_targets, walk
from tests.accessibility.services import Services
from tests.accessibility.test_template_coverage import recorded, unseen
from tests.harness.catalogue import copied_catalogue, database_of, make_app
from tests.harness.listings import ProviderWorld, make_provider_world
from tests.harness.pages import CheckingClient
from tests.harness.serving import listening
from tests.harness.staff import form_token, sign_in
from tests.harness.uploads import course, plumbing, sent, sheet, worked

STATES = {
    "send": "/listings/upload",
    "what goes in each column": "/listings/upload/columns",
    "being checked": "/listings/upload/{waiting}",
    "being published": "/listings/upload/{applying}",
    "nothing wrong": "/listings/upload/{good}",
    "much wrong": "/listings/upload/{bad}",
    "much wrong, one column, page two": "/listings/upload/{bad}?column=fee&page=2",
    "national template": "/listings/upload/{course}",
    "new venues": "/listings/upload/{venues}",
    "published": "/listings/upload/{published}",
    "taken back, something left": "/listings/upload/{undone}",
    "keys": "/listings/keys",
    "row, wrong": "/listings/upload/{bad}/rows/2",
    "row, right": "/listings/upload/{good}/rows/2",
    "row, while it is published": "/listings/upload/{applying}/rows/2",
}
LONG = "Word" * 60


@dataclass
class Office:
    """The service with uploads in every state, and a client of their editor."""

    app: Flask
    client: CheckingClient
    names: dict[str, str]


def make_uploads(session: Session, world: ProviderWorld, app: Flask) -> dict[str, str]:
    """An upload in each state."""
    folder, database = app.extensions["settings"].instance_dir, database_of(app)
    life.set_trusted(session, world.organisation.id or 0, trusted=True, member=None)
    session.commit()

    def send(rows: list[dict[str, str]], name: str = "programmes 2027.csv") -> Upload:
        upload = sent(session, world, sheet(rows), folder, name)
        worked(database, session, folder)
        return upload

    def publish(upload: Upload) -> Upload:
        confirm(session, upload, world.editor)
        session.commit()
        worked(database, session, folder)
        return upload

    found = {
        "good": send([plumbing(reference="good", summary=LONG)]),
        "bad": send(
            [plumbing(reference=f"{LONG[:80]}{n}", fee="£1", title=LONG, level="ten") for n in range(30)]
        ),
        "course": send([course(COURSE_NAME="Certificate")]),
        "venues": send([plumbing(venue_name=LONG[:150], venue_postcode="PR1 2HE", reference="v")]),
        "published": publish(send([plumbing(reference="p"), plumbing(reference="q", fee="x")])),
    }
    undone = publish(send([plumbing(reference="u1"), plumbing(reference="u2")]))
    publish(send([plumbing(reference="u2", title="Changed since")]))
    ask_to_undo(session, undone, world.editor)
    session.commit()
    worked(database, session, folder)
    found["undone"] = undone
    found["applying"] = send([plumbing(reference="a")])
    confirm(session, found["applying"], world.editor)
    session.commit()
    found["waiting"] = sent(session, world, sheet([plumbing(reference="w")]), folder)
    return {name: str(upload.id) for name, upload in found.items()}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    copied = copied_catalogue("sqlite", tmp_path_factory.mktemp("office") / "office", tmp_path_factory)
    app = make_app(copied.settings)
    with database_of(app).open_session() as session:
        world = make_provider_world(session)
        session.commit()
        names = make_uploads(session, world, app)
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    sign_in(client, user=world.admin.user_id)
    yield Office(app, client, names)
    database_of(app).close()


@pytest.fixture(scope="module")
def window(browser: Browser, office: Office) -> Iterator[tuple[BrowserContext, str]]:
    cookie = office.client.get_cookie(NAME)
    assert cookie is not None
    with listening(office.app) as address:
        context = browser.new_context(reduced_motion="reduce")
        context.add_cookies([{"name": NAME, "value": cookie.value, "url": f"{address}/"}])
        yield context, address
        context.close()


def stumbles(page: Page) -> list[str]:
    """Everything that somebody could stumble over, on a phone and on a desk."""
    page.set_viewport_size({"width": 320, "height": 640})
    found = [*axe(page), *measured(page, "tooWide()"), *small_targets(page), *lost_with(page, SPACED_TEXT)]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += [*axe(page), *small_targets(page), *walk(page), *lost_with(page, DOUBLE_TEXT)]
    return found


@pytest.mark.parametrize("name", STATES)
def test_everybody_can_use(window: tuple[BrowserContext, str], office: Office, name: str) -> None:
    context, address = window
    page = context.new_page()
    try:
        answer = page.goto(address + STATES[name].format(**office.names), wait_until="load")
        assert answer is not None and answer.status == 200
        assert stumbles(page) == []
    finally:
        page.close()


def test_everybody_can_read_why_a_file_is_refused(window: tuple[BrowserContext, str]) -> None:
    context, address = window
    page = context.new_page()
    try:
        page.goto(f"{address}/listings/upload", wait_until="load")
        page.locator("#file").set_input_files(
            {"name": "book.csv", "mimeType": "text/csv", "buffer": b"PK\x03\x04"}
        )
        page.get_by_role("button", name="Send and check").click()
        assert page.get_by_role("heading", name="We could not take this file").is_visible()
        assert stumbles(page) == []
    finally:
        page.close()


def test_everybody_can_make_a_key(window: tuple[BrowserContext, str]) -> None:
    context, address = window
    page = context.new_page()
    try:
        page.goto(f"{address}/listings/keys", wait_until="load")
        page.get_by_role("button", name="Make a key").click()
        assert page.get_by_text("Write what the key is for.").is_visible()
        assert stumbles(page) == []
        page.get_by_label("What is it for?").fill("Website")
        page.get_by_role("button", name="Make a key").click()
        assert page.get_by_role("heading", name="Your new key").is_visible()
        assert stumbles(page) == []
    finally:
        page.close()


def test_every_template_and_macro_of_uploads_and_keys_is_seen(office: Office) -> None:
    with recorded(Services({"ready": office.app}, {})) as seen:
        for path in STATES.values():
            office.client.get(path.format(**office.names))
        working = f"/listings/upload/{office.names['applying']}"
        office.client.get(working, headers={"HX-Request": "true"})
        late = office.client.post(
            f"{working}/rows/2", data={"cell-0": "x", "csrf_token": form_token(office.client)}
        )
        assert late.status_code == 409
    assert unseen(office.app.jinja_env, seen, "listings/upload/", "listings/keys/") == []
