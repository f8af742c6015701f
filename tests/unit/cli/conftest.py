"""Commands as a person runs them, against an instance folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pathways.cli import main
from pathways.settings import Settings, get_settings
from tests.harness.catalogue import SeededCatalogue, copied_catalogue
from tests.harness.mail import ReceivingServer, receiving_mail

Command = Callable[..., Result]


def invoke(*arguments: str) -> Result:
    """Run a command with the settings that the environment has at this moment."""
    get_settings.cache_clear()
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Run a command; the settings are those of `tmp_path` unless the environment says otherwise."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PATHWAYS_{name.upper()}", raising=False)
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(tmp_path / "instance"))
    return invoke


@pytest.fixture(scope="package")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with the seeded catalogue (SQLite), published. Read it, do not change it."""
    return copied_catalogue("sqlite", tmp_path_factory.mktemp("commands"), tmp_path_factory).instance_dir


@pytest.fixture
def on_filled(command: Command, filled: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command on the seeded and published catalogue."""
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(filled))
    return command


@pytest.fixture
def own_site(own_catalogue: SeededCatalogue, monkeypatch: pytest.MonkeyPatch) -> Iterator[SeededCatalogue]:
    """The demonstration catalogue behind the commands, as `pathways init` leaves it: the test may change it."""
    settings = own_catalogue.settings
    monkeypatch.setenv("PATHWAYS_ENV", "development")
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(settings.instance_dir))
    monkeypatch.setenv("PATHWAYS_DATABASE_URL", settings.database_url)
    monkeypatch.setattr("pathways.cli.opening.is_current", lambda _database: True)
    get_settings.cache_clear()
    yield own_catalogue
    get_settings.cache_clear()


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReceivingServer]:
    """A mail server that the settings name."""
    with receiving_mail() as (receiving, port):
        monkeypatch.setenv("PATHWAYS_MAIL_SERVER", f"smtp://127.0.0.1:{port}")
        yield receiving
