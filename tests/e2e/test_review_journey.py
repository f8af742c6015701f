"""Looking at what waits, in a real browser: a clear case takes two presses, with scripts or without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from pathways import clock
from pathways.accounts.cookie import NAME
from pathways.catalogue.vocabulary import Route
from pathways.listings.models import LifeState, Listing
from pathways.listings.operations import life
from pathways.listings.operations.versions import start_listing
from tests.harness.browser import DESKTOP, PHONE, watch
from tests.harness.catalogue import copied_catalogue, database_of, make_app
from tests.harness.listings import content_for, make_host, make_provider_world
from tests.harness.serving import listening
from tests.harness.staff import sign_in


@dataclass
class Presses:
    """A window in which every press is counted."""

    page: Page
    count: int = 0
    complaints: list[str] = field(default_factory=list)

    def press(self, role: str, name: str) -> None:
        """Press a link or a button."""
        self.count += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]


@pytest.fixture
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str, list[int]]]:
    """The site with two listings that wait; the host's cookie, and the ids of the listings."""
    copied = copied_catalogue("sqlite", tmp_path_factory.mktemp("review") / "review", tmp_path_factory)
    app = make_app(copied.settings)
    with database_of(app).unit_of_work() as session:
        world, host = make_provider_world(session), make_host(session)
        waiting = []
        for title in ("Roofing diploma", "Tiling diploma"):
            said = content_for(Route.VOCATIONAL, world.venue, title=title)
            made = start_listing(session, said, member=world.editor, provider_id=world.provider_id)
            life.submit(session, made, member=world.editor, facts=world.facts, day=clock.today())
            waiting.append(made.id or 0)
    client = app.test_client()
    sign_in(client, user=host.user_id)
    cookie = client.get_cookie(NAME)
    assert cookie is not None
    yield app, cookie.value, waiting
    database_of(app).close()


def state_of(app: Flask, listing: int) -> LifeState:
    """Where a listing is."""
    with database_of(app).open_session() as session:
        return session.get_one(Listing, listing).state


@pytest.mark.parametrize(
    ("scripts", "wide"), [(True, True), (False, False)], ids=["desk", "phone, no scripts"]
)
def test_a_clear_case_takes_two_presses_and_each_further_one_a_single_press(
    browser: Browser, service: tuple[Flask, str, list[int]], scripts: bool, wide: bool
) -> None:
    app, token, (first, second) = service
    with listening(app) as address:
        context = browser.new_context(
            base_url=address,
            viewport=DESKTOP if wide else PHONE,  # type: ignore[arg-type]
            java_script_enabled=scripts,
        )
        context.add_cookies([{"name": NAME, "value": token, "url": f"{address}/"}])
        host = Presses(context.new_page())
        watch(host.page, address, host.complaints)
        host.page.goto("/admin/review")
        host.press("link", "Roofing diploma")
        host.press("button", "Publish")
        expect(host.page.get_by_role("status").filter(has_text="Published.")).to_be_visible()
        assert (host.count, state_of(app, first)) == (2, LifeState.PUBLISHED)
        expect(host.page.get_by_role("heading", level=1)).to_contain_text("Tiling diploma")
        host.press("button", "Publish")
        expect(host.page.get_by_text("Nothing waits for you.")).to_be_visible()
        assert (host.count, state_of(app, second)) == (3, LifeState.PUBLISHED)
        context.close()
        assert host.complaints == []


def test_keys_alone_settle_a_case(browser: Browser, service: tuple[Flask, str, list[int]]) -> None:
    app, token, (first, _second) = service
    with listening(app) as address:
        context = browser.new_context(base_url=address)
        context.add_cookies([{"name": NAME, "value": token, "url": f"{address}/"}])
        page = context.new_page()
        page.goto(f"/admin/review/listings/{first}")
        button = page.get_by_role("button", name="Publish", exact=True)
        for _ in range(40):
            if button.evaluate("node => node === document.activeElement"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="Published.")).to_be_visible()
        assert state_of(app, first) is LifeState.PUBLISHED
        context.close()
