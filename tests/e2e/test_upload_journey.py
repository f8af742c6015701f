"""A spreadsheet sent in, mended, published and found: on a phone and on a desk, with scripts and without."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from pathways.accounts.cookie import NAME
from pathways.catalogue.publish import publish
from pathways.listings.operations import life
from pathways.listings.upload.operations.working import work_until
from tests.harness.browser import DESKTOP, PHONE, watch
from tests.harness.catalogue import copied_catalogue, database_of, make_app
from tests.harness.listings import make_provider_world
from tests.harness.pages import CheckingClient
from tests.harness.serving import listening
from tests.harness.staff import sign_in
from tests.harness.uploads import plumbing, sheet

ROWS = [
    plumbing(reference="lutes", title="Lute making diploma", areas="art-design-fashion"),
    plumbing(
        reference="lyres", title="Lyre making diploma", areas="art-design-fashion", money="fee", fee="lots"
    ),
]


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A service over a catalogue of this journey's own."""
    copied = copied_catalogue("sqlite", tmp_path_factory.mktemp("upload") / "upload", tmp_path_factory)
    made = make_app(copied.settings)
    yield made
    database_of(made).close()


@contextmanager
def at_the_office(browser: Browser, app: Flask, *, scripts: bool, wide: bool) -> Iterator[Page]:
    """A window of an editor who is signed in, with a process that works on files beside the service."""
    with database_of(app).open_session() as session:
        world = make_provider_world(session)
        life.set_trusted(session, world.organisation.id or 0, trusted=True, member=None)
        session.commit()
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    sign_in(client, user=world.editor.user_id)
    cookie = client.get_cookie(NAME)
    assert cookie is not None
    stop = threading.Event()
    folder = app.extensions["settings"].instance_dir
    worker = threading.Thread(target=work_until, args=(database_of(app), folder, stop))
    worker.start()
    try:
        with listening(app) as address:
            size = DESKTOP if wide else PHONE
            context = browser.new_context(base_url=address, viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]
            context.add_cookies([{"name": NAME, "value": cookie.value, "url": f"{address}/"}])
            page = context.new_page()
            page.set_default_timeout(30_000)
            complaints: list[str] = []
            watch(page, address, complaints)
            yield page
            context.close()
            assert not complaints, "\n".join(complaints)
    finally:
        stop.set()
        worker.join(30)


@pytest.mark.parametrize(
    ("scripts", "wide"), [(True, False), (False, True)], ids=["phone", "desk, no scripts"]
)
def test_from_a_spreadsheet_to_what_students_find(
    browser: Browser, app: Flask, scripts: bool, wide: bool
) -> None:
    with at_the_office(browser, app, scripts=scripts, wide=wide) as page:
        page.goto("/listings")
        page.get_by_role("link", name="Send in a file").click()
        page.locator("#file").set_input_files(
            {"name": "autumn.csv", "mimeType": "text/csv", "buffer": sheet(ROWS)}
        )
        page.get_by_role("button", name="Send and check").click()
        expect(page.get_by_role("heading", name="What publishing would do")).to_be_visible(timeout=30_000)
        expect(page.get_by_text("Row 3, fee")).to_be_visible()
        page.get_by_role("link", name="Mend row 3").click()
        page.get_by_label("fee", exact=True).fill("120")
        page.get_by_role("button", name="Keep and check").click()
        page.get_by_role("button", name="Publish 2 programmes").click()
        expect(page.get_by_text("2 are published.")).to_be_visible(timeout=30_000)
        publish(database_of(app), app.extensions["settings"].instance_dir)
        page.wait_for_timeout(1_500)
        page.goto("/search?q=lyre+making")
        expect(page.get_by_role("link", name="Lyre making diploma").first).to_be_visible()
        page.goto("/listings/upload")
        page.get_by_role("link", name="autumn.csv").click()
        page.get_by_role("button", name="Take it all back").click()
        expect(page.get_by_text("2 are as they were before.")).to_be_visible(timeout=30_000)
