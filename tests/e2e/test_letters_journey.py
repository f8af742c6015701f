"""From a list of results to letters and back out of them, in a real browser, with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from pathways.alerts.models import SearchAlert
from pathways.alerts.seen import packed, unpacked
from pathways.cli import main
from pathways.database import Database
from pathways.settings import get_settings
from tests.harness.browser import DESKTOP, PHONE, watch
from tests.harness.catalogue import SeededCatalogue, copied_catalogue, database_of, make_app
from tests.harness.mail import body_of, link_in, outbox
from tests.harness.serving import listening


@pytest.fixture
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> SeededCatalogue:
    """A catalogue of this journey's own, with an outbox of its own."""
    return copied_catalogue("sqlite", tmp_path_factory.mktemp("letters") / "letters", tmp_path_factory)


@contextmanager
def visiting(browser: Browser, catalogue: SeededCatalogue, *, scripts: bool, wide: bool) -> Iterator[Page]:
    """A window on a service over this catalogue."""
    app = make_app(catalogue.settings)
    with listening(app) as address:
        size = DESKTOP if wide else PHONE
        context = browser.new_context(base_url=address, viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(30_000)
        complaints: list[str] = []
        watch(page, address, complaints)
        yield page
        assert context.cookies() == []
        context.close()
        assert not complaints, "\n".join(complaints)
    database_of(app).close()


def a_week_later_with_one_more(database: Database) -> None:
    """As if a week had passed and one option of the search were new."""
    with database.unit_of_work() as session:
        alert = session.execute(select(SearchAlert)).scalar_one()
        assert alert.next_letter_on is not None
        alert.next_letter_on = alert.next_letter_on.replace(year=alert.next_letter_on.year - 1)
        alert.seen = packed(sorted(unpacked(alert.seen))[1:])


def send_letters(catalogue: SeededCatalogue, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the command as a timer does; gives what it says."""
    monkeypatch.setenv("PATHWAYS_ENV", "development")
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(catalogue.instance_dir))
    monkeypatch.delenv("PATHWAYS_DATABASE_URL", raising=False)
    # The copy was made from the models, not by migrations.
    monkeypatch.setattr("pathways.cli.opening.is_current", lambda _database: True)
    get_settings.cache_clear()
    result = CliRunner().invoke(main, ["send-alerts"])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(("scripts", "wide"), [(True, False), (False, False), (True, True)])
def test_student_follows_a_search_by_e_mail_and_stops(
    browser: Browser, catalogue: SeededCatalogue, monkeypatch: pytest.MonkeyPatch, scripts: bool, wide: bool
) -> None:
    database = catalogue.open_database()
    with visiting(browser, catalogue, scripts=scripts, wide=wide) as page:
        page.goto("/search?q=plumbing&near=consett")
        page.get_by_role("link", name="Get this search by e-mail").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Get this search by e-mail")

        page.get_by_label("Your e-mail address").fill("kim at mail")
        page.get_by_role("button", name="Send me the first e-mail").click()
        expect(page.get_by_role("link", name="Type an e-mail address like")).to_be_visible()
        expect(page.get_by_label("Your e-mail address")).to_have_value("kim at mail")
        page.get_by_label("Your e-mail address").fill("kim@mail.example")
        page.get_by_role("button", name="Send me the first e-mail").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Look for our letter in your e-mail")

        (first,) = outbox(catalogue.instance_dir)
        page.goto(link_in(first, "/alerts/confirm?t="))
        expect(page.locator("main")).to_contain_text("“plumbing” near Consett")
        page.get_by_role("button", name="Yes, write to me").click()
        expect(page).to_have_url("/alerts/on")
        assert send_letters(catalogue, monkeypatch) == "Letters sent: 0\n"

        a_week_later_with_one_more(database)
        assert send_letters(catalogue, monkeypatch) == "Letters sent: 1\n"
        news = outbox(catalogue.instance_dir)[-1]
        assert news["Subject"] == "1 new option: “plumbing” near Consett"
        page.goto(link_in(news, "/programmes/"))
        expect(page.get_by_role("heading", level=1)).not_to_be_empty()
        page.goto(link_in(news, "/search?"))
        expect(page.get_by_role("heading", level=1)).to_have_text("“plumbing” near Consett")

        stop = link_in(news, "/alerts/stop?t=")
        page.goto(stop)
        page.get_by_role("button", name="Stop them").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("The letters have stopped")
        expect(page).to_have_url("/alerts/stopped")
        page.goto(stop)
        expect(page.get_by_role("heading", level=1)).to_have_text("This link does not work")

    with database.open_session() as session:
        assert session.execute(select(SearchAlert)).all() == []
    database.close()
    assert send_letters(catalogue, monkeypatch) == "Letters sent: 0\n"
    assert len(outbox(catalogue.instance_dir)) == 2
    assert "kim" not in body_of(news)
