"""`pathways send-reminders`: providers hear of listings that need a look."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import Result

from pathways import clock
from pathways.catalogue.vocabulary import Route
from pathways.host.models import SiteSetting
from pathways.listings.operations import life
from pathways.listings.operations.versions import start_listing
from tests.harness.catalogue import SeededCatalogue
from tests.harness.listings import DAY, content_for, make_host, make_provider_world
from tests.harness.mail import body_of, free_port, outbox, receiving_mail
from tests.unit.cli.conftest import invoke


@pytest.fixture
def ready(own_site: SeededCatalogue) -> SeededCatalogue:
    """A service in which one listing was not checked for long."""
    database = own_site.open_database()
    with database.unit_of_work() as session:
        world = make_provider_world(session)
        said = content_for(Route.VOCATIONAL, world.venue)
        listing = start_listing(session, said, member=world.editor, provider_id=world.provider_id)
        life.submit(session, listing, member=world.editor, facts=world.facts, day=DAY)
        life.approve(session, listing, number=1, reviewer=make_host(session), day=DAY)
        listing.confirmed_on = clock.today() - timedelta(days=300)
        session.add(SiteSetting(name="site_name", value="Weardale Ways"))
    database.close()
    return own_site


def run(*arguments: str) -> Result:
    return invoke("send-reminders", *arguments)


def test_a_letter_says_what_needs_a_look_and_leads_to_it(ready: SeededCatalogue) -> None:
    result = run()
    assert (result.exit_code, result.output) == (0, "Letters sent: 1\n")
    (letter,) = outbox(ready.instance_dir)
    text = body_of(letter)
    assert letter["Subject"] == "One programme needs a look"
    assert "Some programmes of Moorside College need a look." in text
    assert "One was not checked for six months.\nhttp://127.0.0.1:8000/listings?state=stale" in text
    assert text.rstrip().endswith("Weardale Ways\nhttp://127.0.0.1:8000/")
    assert max(map(len, text.splitlines())) <= 72


def test_the_next_day_nobody_hears_again(ready: SeededCatalogue) -> None:
    run()
    assert run().output == "Letters sent: 0\n"
    assert len(outbox(ready.instance_dir)) == 1


def test_a_dry_run_counts(ready: SeededCatalogue) -> None:
    assert run("--dry-run").output == "Letters that would be sent: 1\n"
    assert outbox(ready.instance_dir) == []


def test_a_server_that_is_down_leaves_them_due(
    ready: SeededCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    monkeypatch.setenv("PATHWAYS_MAIL_SERVER", f"smtp://127.0.0.1:{port}")
    result = run()
    assert result.exit_code == 1
    assert "1 not sent, for the mail server took none; they stay due" in result.output
    with receiving_mail(port) as (server, _port):
        assert run().exit_code == 0
        assert len(server.letters) == 1


def test_without_a_mail_server_production_says_so(
    ready: SeededCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_ENV", "production")
    monkeypatch.setenv("PATHWAYS_SECRET_KEY", "k" * 48)
    result = run()
    assert result.exit_code == 1
    assert "No mail server is set." in result.output
