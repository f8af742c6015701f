"""`pathways send-alerts`, as a timer runs it: against a real mail server, with the site's own letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import Result
from sqlalchemy import select

from pathways.alerts.models import SearchAlert
from pathways.catalogue.one_at_a_time import one_at_a_time
from pathways.cli.alerts import LOCK
from pathways.database import Database
from tests.harness.alerts import make_alert, make_due_alert, token_of
from tests.harness.catalogue import SeededCatalogue
from tests.harness.mail import ReceivingServer, body_of, free_port, link_in, outbox, receiving_mail
from tests.unit.cli.conftest import invoke


@pytest.fixture
def database(own_site: SeededCatalogue, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The database behind the command, of a site with an address of its own."""
    monkeypatch.setenv("PATHWAYS_SITE_ADDRESS", "https://pathways.council.example")
    opened = own_site.open_database()
    yield opened
    opened.close()


def call(*arguments: str) -> Result:
    return invoke("send-alerts", *arguments)


def due(database: Database, *emails: str) -> list[SearchAlert]:
    with database.unit_of_work() as session:
        return [make_due_alert(session, email=email) for email in emails]


def test_a_run_sends_and_says_what_became_of_each(database: Database, mail_server: ReceivingServer) -> None:
    due(database, "kim@mail.example", "gone@mail.example", "lee@mail.example")
    result = call()
    assert result.exit_code == 0, result.output
    assert "Letters sent: 2" in result.stdout
    assert "1 refused by the address" in result.stdout
    assert mail_server.receivers == ["kim@mail.example", "lee@mail.example"]
    again = call()
    assert (again.exit_code, again.stdout) == (0, "Letters sent: 0\n")
    assert len(mail_server.taken) == 2


def test_letters_lead_to_the_site_and_carry_a_button_to_stop(
    database: Database, mail_server: ReceivingServer
) -> None:
    (alert,) = due(database, "kim@mail.example")
    call()
    (letter,) = mail_server.letters
    token = token_of(alert, "stop")
    assert letter["List-Unsubscribe"] == f"<https://pathways.council.example/alerts/one-click?t={token}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link_in(letter, "/alerts/stop?t=") == f"/alerts/stop?t={token}"
    assert "https://pathways.council.example/search?q=plumbing&near=consett\n" in body_of(letter)
    assert letter["Date"] and letter["Message-ID"]


def test_a_server_that_is_down_fails_the_run_and_the_next_one_sends(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    due(database, "kim@mail.example", "lee@mail.example")
    port = free_port()
    monkeypatch.setenv("PATHWAYS_MAIL_SERVER", f"smtp://127.0.0.1:{port}")
    result = call()
    assert result.exit_code == 1
    assert "Letters sent: 0" in result.stdout
    assert "2 not sent, for the mail server took none; they stay due" in result.stdout
    with receiving_mail(port) as (receiving, _port):
        assert call().exit_code == 0
    assert len(receiving.taken) == 2


def test_a_dry_run_needs_no_server_and_sends_nothing(
    database: Database, own_catalogue: SeededCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_ENV", "production")
    monkeypatch.setenv("PATHWAYS_SECRET_KEY", "k" * 48)
    due(database, "kim@mail.example")
    result = call("--dry-run")
    assert (result.exit_code, result.stdout) == (0, "Letters that would be sent: 1\n")
    assert outbox(own_catalogue.instance_dir) == []


def test_production_without_a_mail_server_is_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_ENV", "production")
    monkeypatch.setenv("PATHWAYS_SECRET_KEY", "k" * 48)
    result = call()
    assert result.exit_code == 1
    assert "PATHWAYS_MAIL_SERVER" in result.stderr


def test_production_without_a_key_is_told(
    database: Database, mail_server: ReceivingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_ENV", "production")
    monkeypatch.delenv("PATHWAYS_SECRET_KEY", raising=False)
    due(database, "kim@mail.example")
    result = call()
    assert result.exit_code == 1
    assert "PATHWAYS_SECRET_KEY" in result.stderr
    assert mail_server.taken == []


def test_two_runs_at_once_are_one_too_many(
    database: Database, own_catalogue: SeededCatalogue, mail_server: ReceivingServer
) -> None:
    due(database, "kim@mail.example")
    with one_at_a_time(database, own_catalogue.instance_dir, LOCK) as held:
        assert held is not None
        result = call()
    assert result.exit_code == 1
    assert "another run" in result.stderr
    assert mail_server.taken == []
    assert call().exit_code == 0


def test_the_publisher_may_work_while_letters_are_sent(
    database: Database, own_catalogue: SeededCatalogue, mail_server: ReceivingServer
) -> None:
    due(database, "kim@mail.example")
    with one_at_a_time(database, own_catalogue.instance_dir) as held:
        assert held is not None
        assert call().exit_code == 0
    assert len(mail_server.taken) == 1


def test_without_a_catalogue_nothing_is_taken_for_new(
    database: Database, own_catalogue: SeededCatalogue, mail_server: ReceivingServer
) -> None:
    due(database, "kim@mail.example")
    (own_catalogue.instance_dir / "snapshot").rename(own_catalogue.instance_dir / "elsewhere")
    result = call()
    assert result.exit_code == 1
    assert "pathways index" in result.stderr
    assert mail_server.taken == []


def test_stopping_the_command_says_that_nothing_is_lost(
    database: Database, mail_server: ReceivingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    alerts = due(database, "kim@mail.example", "lee@mail.example")

    def interrupted(_envelope: object) -> None:
        def stop(*_arguments: object, **_names: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("pathways.alerts.sending.read_query", stop)

    mail_server.when_taken = interrupted
    result = call()
    assert result.exit_code == 1
    assert "run it again" in result.stderr
    with database.open_session() as session:
        seen = session.execute(select(SearchAlert.seen).order_by(SearchAlert.id)).scalars().all()
    assert [bool(text) for text in seen] == [True, False]
    assert len(alerts) == 2


def test_addresses_are_never_written_to_the_terminal(
    database: Database, mail_server: ReceivingServer
) -> None:
    due(database, "kim@mail.example", "gone@mail.example", "full@mail.example")
    with database.unit_of_work() as session:
        make_alert(session, email="lee@mail.example")
    result = call()
    assert "mail.example" not in result.output
    assert "plumbing" not in result.output


def test_in_development_letters_lie_in_the_outbox(
    database: Database, own_catalogue: SeededCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PATHWAYS_MAIL_SERVER", raising=False)
    due(database, "kim@mail.example")
    assert call().exit_code == 0
    assert [letter["To"] for letter in outbox(own_catalogue.instance_dir)] == ["kim@mail.example"]


def test_a_database_that_is_not_ready_is_named(
    own_catalogue: SeededCatalogue, monkeypatch: pytest.MonkeyPatch, database: Database
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("PATHWAYS_ENV", "development")
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(own_catalogue.instance_dir / "new"))
    result = call()
    assert result.exit_code == 1
    assert "pathways init" in result.stderr
